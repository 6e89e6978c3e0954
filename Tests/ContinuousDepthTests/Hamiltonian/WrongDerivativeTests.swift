import ContinuousDepth
import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("Derivatives that are wrong")
struct WrongDerivativeTests {
  let start = samples([4, 3], seed: 2)
  let upstream = samples([4, 3], seed: 3)
  let span = TimeSpan(from: 0.3, to: 2.3)
  let right = PushedNetwork(push: 0.8)

  /// What separates right from wrong: far above the error of the solve, far below a mistake.
  let threshold = 1e-4

  @Test(
    "The drift of the Hamiltonian and a comparison of gradients expose the same mistakes",
    arguments: SuspectNetwork.Mistake.allCases,
    [
      Solver(.rk4, .steps(40)), Solver(.rk4, .steps(40), gradient: .direct),
      Solver(
        .dormandPrince5, .adaptive(relativeTolerance: 1e-7, absoluteTolerance: 1e-7),
        gradient: .backsolve()),
    ])
  func exposed(_ mistake: SuspectNetwork.Mistake, _ solver: Solver) {
    let suspect = SuspectNetwork(right: right, mistake: mistake)
    let certificate = hamiltonianCertificate(
      of: suspect, from: start, over: span, with: solver, gradientOfEnd: upstream)
    #expect(certificate.holds(within: threshold) == (mistake == .none), "drift \(certificate.drift)")
    #expect(certificate.quadratureError < threshold / 10)

    // The compiler's own derivative of the same field, through the steps of the solve.
    let exact = gradients(of: right, Solver(.rk4, .steps(40)))
    let claimed = gradients(of: suspect, solver)
    let miss = max(
      largestDifference(exact.state, claimed.state), abs(exact.span.start - claimed.span.start),
      abs(exact.span.end - claimed.span.end))
    // A continuous adjoint reads its gradients in time off the ends, which a forgotten time does not touch.
    let isBlind = mistake == .time && solver.gradient == .backsolve()
    #expect((miss < threshold) == (mistake == .none || isBlind), "largest difference \(miss)")
  }

  @Test("More steps do not mend a wrong derivative, as they mend a coarse solve")
  func remains() {
    func drift(_ mistake: SuspectNetwork.Mistake, _ steps: Int) -> Double {
      hamiltonianCertificate(
        of: SuspectNetwork(right: right, mistake: mistake), from: start, over: span,
        with: Solver(.rk4, .steps(steps)), gradientOfEnd: upstream, segments: steps
      ).drift
    }
    #expect(drift(.none, 80) < drift(.none, 20) / 100)
    for mistake in SuspectNetwork.Mistake.allCases where mistake != .none {
      #expect(abs(drift(mistake, 80) / drift(mistake, 20) - 1) < 0.05)
    }
  }

  private func gradients<Field: VectorField>(
    of field: Field, _ solver: Solver
  ) -> (state: Tensor, span: TimeSpan.TangentVector) where Field.State == Tensor {
    let pullback = pullback(at: start, span) { solve(field, from: $0, over: $1, with: solver).end }
    let (state, span) = pullback(upstream)
    return (state, span)
  }
}

import ContinuousDepth
import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("The Hamiltonian of a solution and its gradient")
struct HamiltonianCertificateTests {
  let start = samples([4, 3], seed: 2)
  let upstream = samples([4, 3], seed: 3)
  let span = TimeSpan(from: 0.3, to: 2.3)

  func certificate(
    push: Double, _ method: Method, steps: Int, gradient: GradientMethod = .checkpointed, segments: Int = 24
  ) -> HamiltonianCertificate {
    hamiltonianCertificate(
      of: PushedNetwork(push: push), from: start, over: span,
      with: Solver(method, .steps(steps), gradient: gradient), gradientOfEnd: upstream, segments: segments)
  }

  @Test(
    "The drift of exact discrete gradients falls at the order of the method",
    arguments: [
      Method.euler, .heun, .bogackiShampine3, .rk4, .dormandPrince5, .trapezoid, .kvaerno3,
      .asynchronousLeapfrog(), .reversibleHeun,
    ])
  func order(_ method: Method) {
    let drifts = [48, 96].map { certificate(push: 0, method, steps: $0).drift }
    expectOrder(method.order, drifts)
  }

  @Test(
    "So it does with time in the field, where the law counts what time adds",
    arguments: [Method.euler, .heun, .bogackiShampine3, .rk4, .trapezoid, .kvaerno3])
  func orderWithTime(_ method: Method) {
    // A sample at every step, so that the quadrature, of order 8, does not count.
    let certificates = [96, 192].map { certificate(push: 0.8, method, steps: $0, segments: $0) }
    expectOrder(method.order, certificates.map(\.drift))
    for certificate in certificates {
      #expect(certificate.outcome == .reachedEnd && certificate.times.count >= 97)
      #expect((certificate.explicitChange.map { abs($0) }.max() ?? 0) > 0.05 * certificate.scale)
    }
  }

  private func expectOrder(
    _ order: Int, _ drifts: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let observed = log2(drifts[0] / drifts[1])
    // Two grids estimate the order to about 0.1; a wrong one differs by a whole.
    #expect(
      abs(observed - Double(order)) < 0.3, "observed order \(observed), drifts \(drifts)",
      sourceLocation: sourceLocation)
  }

  @Test("Where samples are few, the drift is that of the quadrature, which is estimated")
  func quadrature() {
    let few = [6, 12, 24].map { certificate(push: 0.8, .dormandPrince8, steps: 96, segments: $0) }
    for certificate in few { #expect(certificate.drift < certificate.quadratureError) }
    #expect(few[0].drift > 1e3 * few[2].drift)
    #expect(certificate(push: 0, .dormandPrince8, steps: 96, segments: 6).quadratureError == 0)
  }

  @Test("A method with a memory, which starts anew at each sample, keeps its order between few of them")
  func memory() {
    let drifts = [96, 192].map { certificate(push: 0, .adamsBashforth3, steps: $0, segments: 3).drift }
    #expect(abs(log2(drifts[0] / drifts[1]) - 3) < 0.3)
  }

  @Test(
    "All exact gradients give the same certificate",
    arguments: [
      GradientMethod.direct, .recursive(budget: 2), .recomputed(), .recomputed(.direct),
    ])
  func exactGradients(_ gradient: GradientMethod) {
    let first = certificate(push: 0.8, .rk4, steps: 24)
    let second = certificate(push: 0.8, .rk4, steps: 24, gradient: gradient)
    #expect(zip(first.hamiltonian, second.hamiltonian).allSatisfy { abs($0 - $1) < 1e-13 })
  }

  @Test("A method that undoes its steps is judged by the same law")
  func reversible() {
    let drifts = [48, 96].map {
      certificate(push: 0.8, .reversibleHeun, steps: $0, gradient: .reversible(tolerance: 1e-6)).drift
    }
    #expect(drifts[1] < drifts[0] / 3)
  }

  @Test(
    "The drift of continuous adjoints falls with the tolerance",
    arguments: [GradientMethod.backsolve(), .interpolated()])
  func continuousAdjoints(_ gradient: GradientMethod) {
    func drift(_ push: Double, _ tolerance: Double, segments: Int) -> Double {
      hamiltonianCertificate(
        of: PushedNetwork(push: push), from: start, over: span,
        with: Solver(
          .dormandPrince5, .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance),
          gradient: gradient),
        gradientOfEnd: upstream, segments: segments
      ).drift
    }
    // Few segments, lest they make steps shorter than the tolerance does.
    let drifts = [1e-3, 1e-6, 1e-9].map { drift(0, $0, segments: 2) }
    for (drift, tolerance) in zip(drifts, [1e-3, 1e-6, 1e-9]) { #expect(drift < 10 * tolerance) }
    #expect(drifts[1] < drifts[0] / 10 && drifts[2] < drifts[1] / 10, "\(drifts)")
    #expect(drift(0.8, 1e-9, segments: 40) < 1e-8)
  }

  @Test("A continuous adjoint with a number of steps of its own is judged by its order")
  func stepsOfTheAdjoint() {
    // The state is all but exact; what is left is the error of the adjoint, of order 2 in its own steps.
    let drifts = [24, 48].map { count in
      hamiltonianCertificate(
        of: PushedNetwork(push: 0), from: start, over: span,
        with: Solver(.heun, .steps(4800), gradient: .interpolated(.steps(count))),
        gradientOfEnd: upstream, segments: 12
      ).drift
    }
    #expect(abs(log2(drifts[0] / drifts[1]) - 2) < 0.2)
  }

  @Test("Fixed steps are those of the whole solve, however many segments there are")
  func sameSteps() {
    let controls: [StepControl] = [
      .steps(11), .stepSize(0.17), .steps(11).landing(on: [0.77, 1.9]), .steps(10).restarting(at: [1.37]),
    ]
    for control in controls {
      let (field, solver) = (PushedNetwork(push: 0.8), Solver(.heun, control))
      let (end, pullback) = valueWithPullback(at: start) { [span] in
        solve(field, from: $0, over: span, with: solver).end
      }
      let first = (pullback(upstream) * field(start, at: span.start)).sum().scalar
      let last = (upstream * field(end, at: span.end)).sum().scalar
      for segments in [1, 3, 8, 100] {
        let certificate = hamiltonianCertificate(
          of: field, from: start, over: span, with: solver, gradientOfEnd: upstream, segments: segments)
        #expect(certificate.times.first == span.start && certificate.times.last == span.end)
        #expect(abs((certificate.hamiltonian.first ?? .nan) - first) < 1e-12, "\(control)")
        #expect(abs((certificate.hamiltonian.last ?? .nan) - last) < 1e-12, "\(control)")
      }
    }
  }

  @Test("At the ends of the span the Hamiltonian is the gradient in their times")
  func gradientInTimes() {
    let field = PushedNetwork(push: 0.8)
    let solver = Solver(.dormandPrince8, .steps(40))
    let times = pullback(at: span) { solve(field, from: start, over: $0, with: solver).end }(upstream)
    let certificate = certificate(push: 0.8, .dormandPrince8, steps: 40)
    #expect(abs((certificate.hamiltonian.last ?? .nan) - times.end) < 1e-9)
    #expect(abs((certificate.hamiltonian.first ?? .nan) + times.start) < 1e-9)
  }

  @Test("A linear autonomous field conserves it under every step size: the drift does not show a bad solve")
  func linearBlindness() {
    let field = Rotation(jumpTime: nil)
    let certificate = hamiltonianCertificate(
      of: field, from: start, over: span, with: Solver(.euler, .steps(4)), gradientOfEnd: upstream)
    let exact = integrate(field, from: start, over: span, with: Solver(.dormandPrince8, .steps(100)))
    let coarse = integrate(field, from: start, over: span, with: Solver(.euler, .steps(4)))
    #expect(certificate.drift < 1e-14)
    #expect(largestDifference(exact, coarse) > 0.1)
  }

  @Test("Where the field jumps, the Hamiltonian does, and that is no drift")
  func jumps() {
    let certificate = hamiltonianCertificate(
      of: Rotation(jumpTime: 1.3), from: start, over: span, with: Solver(.dormandPrince8, .steps(40)),
      gradientOfEnd: upstream, segments: 5)
    #expect(certificate.times.count == 12)
    #expect(abs(certificate.times[5] - 1.3) < 1e-12 && abs(certificate.times[6] - 1.3) < 1e-12)
    #expect(abs(certificate.explicitChange[6] - certificate.explicitChange[5]) > 0.05 * certificate.scale)
    #expect(
      certificate.explicitChange[5] == 0 && certificate.explicitChange[6] == certificate.explicitChange[11])
    #expect(certificate.holds(within: 1e-11))
  }

  @Test("It holds backwards in time, and for pairs of a position and a velocity")
  func otherStates() {
    let backwards = hamiltonianCertificate(
      of: PushedNetwork(push: 0.8), from: start, over: TimeSpan(from: 1.7, to: 0.2),
      with: Solver(.dormandPrince8, .steps(30)), gradientOfEnd: upstream)
    #expect(backwards.times.first == 1.7 && backwards.times.last == 0.2)
    #expect(backwards.holds(within: 1e-9))
    let field = AcceleratedField(by: PushedNetwork(push: 0.8))
    let drifts = [32, 64].map { steps in
      hamiltonianCertificate(
        of: field, from: Pair(start, upstream), over: span, with: Solver(.leapfrog, .steps(steps)),
        gradientOfEnd: Pair(upstream, start)
      ).drift
    }
    #expect(abs(log2(drifts[0] / drifts[1]) - 2) < 0.2)
  }

  @Test("A solve that fails has no samples and no certificate")
  func failure() {
    var solver = Solver(.rk4, .steps(20))
    solver.stepLimit = 1
    let certificate = hamiltonianCertificate(
      of: PushedNetwork(push: 0), from: start, over: span, with: solver, gradientOfEnd: upstream, segments: 4)
    #expect(certificate.outcome == .stepLimit && certificate.times.isEmpty)
    #expect(certificate.drift.isNaN && !certificate.holds(within: 1e9))
    let lost = hamiltonianCertificate(
      of: PushedNetwork(push: 0), from: start, over: span, with: Solver(.rk4, .steps(20)),
      gradientOfEnd: upstream * .nan)
    #expect(lost.outcome == .reachedEnd && lost.drift.isNaN && !lost.holds(within: 1e9))
  }

  @Test("A span of no length, and a gradient of nothing, break no law")
  func nothing() {
    let solver = Solver(.rk4, .steps(4))
    for control in [StepControl.steps(4), .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3)] {
      let none = hamiltonianCertificate(
        of: PushedNetwork(push: 0.8), from: start, over: TimeSpan(from: 1, to: 1),
        with: Solver(.dormandPrince5, control), gradientOfEnd: upstream)
      #expect(none.holds(within: 0) && none.times == [1, 1])
    }
    let zero = hamiltonianCertificate(
      of: PushedNetwork(push: 0.8), from: start, over: span, with: solver, gradientOfEnd: .zero)
    #expect(zero.holds(within: 0) && zero.scale == 0)
  }
}

/// A rotation of the first two channels that reverses at a time.
private struct Rotation: VectorField {
  @noDerivative let jumpTime: Double?

  var jumpTimes: [Double] { jumpTime.map { [$0] } ?? [] }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    matmul(state, withoutDerivative(at: generator(at: time)))
  }

  private func generator(at time: Double) -> Tensor {
    let rate = time > jumpTime ?? .infinity ? -0.4 : 1.3
    return Tensor(
      shape: [3, 3], elements: [0, rate, 0, -rate, 0, 0, 0, 0, -0.5], scalarType: .float64)
  }
}

public import Integrators
import Tensors

/// Returns how far the Hamiltonian `⟨p, f(y, t)⟩` of a solve and its gradient keeps to its law.
///
/// The span is solved in segments, one after the other, and the gradient of the end is pulled back through
/// them from the last to the first, by the solver's own gradient method, which shows `p` at the time of
/// each sample. Between jumps of the field `⟨p, ∂f/∂t⟩` is integrated as the polynomial through the eight
/// nearest samples (order 8), with the field's own derivative in time.
///
/// The certificate is one of the very steps that the solver takes where their sizes are fixed: samples are
/// then chosen among the ends of those steps, so that there are at most as many segments, and more of them
/// cost no further evaluations of the field. Adaptive steps end at the samples and are chosen anew behind
/// them. In both cases a method with a memory, Adams' for one, starts anew at each sample, and a number of
/// steps of a continuous adjoint's own is shared out by length, rounded up.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The state at the start of `span`.
///   - span: The times to integrate over; its end may lie before its start.
///   - solver: The method, its step control and the gradient that is to be judged.
///   - gradientOfEnd: The gradient `p` of the loss in the state at the end, of the shape of `state`.
///   - segments: The number of segments between two jumps of the field.
/// - Returns: The samples, or just the outcome where the solve failed.
/// - Precondition: `segments` is positive.
/// - Complexity: One solve with its gradient, and another evaluation of the field and of its derivative a
///   sample.
public func hamiltonianCertificate<Field: VectorField>(
  of field: Field, from state: Field.State, over span: TimeSpan, with solver: Solver,
  gradientOfEnd: Field.State, segments: Int = 32
) -> HamiltonianCertificate {
  let plan = SegmentPlan(of: field, over: span, with: solver, segments: segments)
  var states = [state]
  var pullbacks: [(Solution<Field.State>.TangentVector) -> Field.State] = []
  for segment in plan.legs.joined() {
    let (solution, pullback) = valueWithPullback(at: states[states.count - 1]) {
      solve(field, from: $0, over: segment.span, with: segment.solver)
    }
    guard solution.outcome == .reachedEnd else {
      return HamiltonianCertificate(
        times: [], hamiltonian: [], explicitChange: [], quadratureError: .nan, scale: .nan,
        outcome: solution.outcome)
    }
    states.append(solution.end)
    pullbacks.append(pullback)
  }
  var momenta = [gradientOfEnd]
  for pullback in pullbacks.reversed() {
    var upstream = Solution<Field.State>.TangentVector.zero
    upstream.end = momenta[momenta.count - 1]
    momenta.append(pullback(upstream))
  }
  momenta.reverse()

  var samples = HamiltonianSamples()
  var index = 0
  for leg in plan.legs {
    let last = index + leg.count
    let times = leg.map(\.span.start) + leg.suffix(1).map(\.span.end)
    samples.append(
      zip(times, index...last).map { time, index in
        HamiltonianSample(of: field, at: states[index], time, momentum: momenta[index])
      })
    index = last
  }
  return samples.certificate
}

/// What a certificate looks at in one place.
private struct HamiltonianSample {
  let time: Double
  let hamiltonian: Double
  /// The explicit change `⟨p, ∂f/∂t⟩`.
  let rate: Double
  /// The product `|p| |f|`.
  let scale: Double

  init<Field: VectorField>(
    of field: Field, at state: Field.State, _ time: Double, momentum: Field.State
  ) {
    let (velocity, pullback) = valueWithPullback(at: time) { field(state, at: $0) }
    self.time = time
    hamiltonian = innerProduct(momentum, velocity)
    rate = pullback(momentum)
    scale = (innerProduct(momentum, momentum) * innerProduct(velocity, velocity)).squareRoot()
  }
}

/// The samples of a certificate as they come, one stretch without jumps after the other.
private struct HamiltonianSamples {
  private var samples: [HamiltonianSample] = []
  private var explicitChange: [Double] = []
  private var quadratureError = 0.0

  /// Appends the samples between two jumps.
  mutating func append(_ leg: [HamiltonianSample]) {
    guard let first = leg.first else { return }
    var change = 0.0
    if let before = samples.last {
      change = explicitChange[explicitChange.count - 1] + first.hamiltonian - before.hamiltonian
    }
    let (times, rates) = (leg.map(\.time), leg.map(\.rate))
    let nodes = min(8, leg.count)
    let coarse = intervalIntegrals(of: rates, at: times, nodes: max(1, nodes - 2))
    samples += leg
    explicitChange.append(change)
    for (part, coarsePart) in zip(intervalIntegrals(of: rates, at: times, nodes: nodes), coarse) {
      change += part
      explicitChange.append(change)
      quadratureError += abs(part - coarsePart)
    }
  }

  var certificate: HamiltonianCertificate {
    let scale = samples.map(\.scale).reduce(0) { $1.isNaN ? .nan : max($0, $1) }
    return HamiltonianCertificate(
      times: samples.map(\.time), hamiltonian: samples.map(\.hamiltonian), explicitChange: explicitChange,
      quadratureError: quadratureError == 0 ? 0 : quadratureError / scale, scale: scale, outcome: .reachedEnd)
  }
}

/// Returns the inner product of two states; that with a shapeless zero is 0.
private func innerProduct<State: StateVector>(_ first: State, _ second: State) -> Double {
  (0..<min(first.tensorCount, second.tensorCount)).reduce(0) { sum, index in
    sum + first.tensor(at: index).dotProduct(with: second.tensor(at: index))
  }
}

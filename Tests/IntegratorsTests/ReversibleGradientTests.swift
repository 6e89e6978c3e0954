import Integrators
import Tensors
import Testing
import _TestSupport

/// Returns the span between the two elements of a tensor.
@differentiable(reverse)
private func span(_ times: Tensor) -> TimeSpan {
  let parts = times.split(alongAxis: 0, sizes: [1, 1])
  return TimeSpan(from: parts[0].scalar, to: parts[1].scalar)
}

@Suite("Gradients of reversible methods")
struct ReversibleGradientTests {
  let start = samples([3], from: 0.2, to: 0.8)
  let rate = samples([3], from: 1, to: 2, seed: 1)
  let ends = Tensor(shape: [2], elements: [0.3, 1.9], scalarType: .float64)

  static let gradients: [GradientMethod] = [.checkpointed, .direct, .reversible(tolerance: 1e-10)]

  @Test("They are exact for the discrete solution, also inside steps", arguments: Method.reversibleAnywhere)
  func exactness(_ method: Method) {
    for gradient in Self.gradients {
      let solver = Solver(method, .steps(6), gradient: gradient)
      @differentiable(reverse)
      func states(_ start: Tensor, _ rate: Tensor, _ ends: Tensor) -> Tensor {
        let solution = solve(
          ForcedLogistic(rate: rate), from: start, over: span(ends), saving: .times([0.71, 1.3]),
          with: solver)
        return concatenated([solution.end] + solution.states, alongAxis: 0)
      }
      let inState = gradientError(at: start) { states($0, rate, ends) }
      let inRate = gradientError(at: rate) { states(start, $0, ends) }
      let inTime = gradientError(at: ends) { states(start, rate, $0) }
      #expect(max(inState, inRate, inTime) < 1e-8, "\(gradient): \(inState) \(inRate) \(inTime)")
    }
  }

  @Test("So they are for symplectic methods", arguments: Method.symplectic)
  func symplecticExactness(_ method: Method) {
    for gradient in Self.gradients {
      let solver = Solver(method, .steps(6), gradient: gradient)
      @differentiable(reverse)
      func states(
        _ position: Tensor, _ velocity: Tensor, _ stiffness: Tensor, _ ends: Tensor
      ) -> Tensor {
        let solution = solve(
          Duffing(stiffness: stiffness, forcing: 0.7), from: Pair(position, velocity),
          over: span(ends), saving: .times([0.71]), with: solver)
        let inside = solution.states[0]
        return concatenated(
          [solution.end.first, solution.end.second, inside.first, inside.second], alongAxis: 0)
      }
      let inPosition = gradientError(at: start) { states($0, rate, rate, ends) }
      let inVelocity = gradientError(at: start) { states(rate, $0, rate, ends) }
      let inStiffness = gradientError(at: rate) { states(start, start, $0, ends) }
      let inTime = gradientError(at: ends) { states(start, rate, rate, $0) }
      let errors = [inPosition, inVelocity, inStiffness, inTime]
      #expect((errors.max() ?? 1) < 1e-8, "\(gradient): \(errors)")
    }
  }

  @Test(
    "All gradient methods agree, with stops, jumps and adaptive steps", arguments: Method.reversibleAnywhere)
  func agreement(_ method: Method) {
    var controls = [StepControl.steps(40).landing(on: [0.9]).restarting(at: [1.33])]
    if method.errorOrder != nil {
      controls.append(
        .adaptive(relativeTolerance: 1e-4, absoluteTolerance: 1e-4).restarting(at: [0.8, 1.33]))
    }
    for control in controls {
      func gradient(_ gradient: GradientMethod) -> [Tensor] {
        let solver = Solver(method, control, gradient: gradient)
        let (solution, pullback) = valueWithPullback(
          at: ForcedLogistic(rate: rate), start, TimeSpan(from: 0.3, to: 1.9)
        ) { solve($0, from: $1, over: $2, saving: .times([0.5, 0.9, 1.4]), with: solver) }
        #expect(solution.gradientFallback == nil && solution.outcome == .reachedEnd)
        let (field, state, span) = pullback(
          .init(
            end: weights(like: start), endTime: 0, states: .init([start, rate, start]),
            trajectory: .zero))
        return [
          field.rate, state,
          Tensor(shape: [2], elements: [span.start, span.end], scalarType: .float64),
        ]
      }
      expectAgreement(of: gradient)
    }
  }

  @Test("They agree up to an event, too", arguments: Method.reversibleAnywhere)
  func agreementAtEvent(_ method: Method) {
    func gradient(_ gradient: GradientMethod) -> [Tensor] {
      let solver = Solver(method, .steps(30), gradient: gradient)
      let level = SumLevel(Tensor(2.4, scalarType: .float64))
      let (solution, pullback) = valueWithPullback(
        at: ForcedLogistic(rate: rate), start, level
      ) { solve($0, from: $1, over: TimeSpan(from: 0, to: 3), until: $2, with: solver) }
      #expect(solution.gradientFallback == nil && solution.outcome == .event)
      let (field, state, event) = pullback(
        .init(end: weights(like: start), endTime: 1, states: .zero, trajectory: .zero))
      return [field.rate, state, event.level]
    }
    expectAgreement(of: gradient)
  }

  private func expectAgreement(of gradient: (GradientMethod) -> [Tensor]) {
    let expected = gradient(.checkpointed)
    for other in [GradientMethod.direct, .recursive(budget: 3), .reversible(tolerance: 1e-10)] {
      for (found, right) in zip(gradient(other), expected) {
        #expect(largestDifference(found, right) < 1e-10, "\(other)")
      }
    }
  }

  @Test(
    "Undoing steps of an oscillator leads back to where they came from",
    arguments: Method.all.filter(\.isReversible))
  func undoing(_ method: Method) {
    let solver = Solver(method, .steps(2_000), gradient: .reversible(tolerance: 1e-12))
    let solution = valueWithPullback(at: Pair(start, rate)) {
      solve(Duffing(stiffness: rate, forcing: 0.7), from: $0, over: 0...40, with: solver)
    }.value
    #expect(solution.gradientFallback == nil)
  }
}

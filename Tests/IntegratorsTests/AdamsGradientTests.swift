import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("Gradients of Adams methods")
struct AdamsGradientTests {
  let start = samples([4], from: 0.2, to: 0.8)
  let rate = samples([4], from: 1, to: 2, seed: 1)
  let ends = Tensor(shape: [2], elements: [0.1, 2.4], scalarType: .float64)

  static let methods =
    AdamsMethod.all + [.bashforth(order: 6), .moulton(order: 6), .moulton(order: 4, corrections: 3)]

  @Test("They are exact in the state, the parameters and both ends", arguments: methods)
  func exactness(_ method: AdamsMethod) {
    let solver = Solver(.adams(method), .steps(11))
    let (start, rate, ends) = (start, rate, ends)
    #expect(gradientError(at: start) { lookedInto(rate, $0, ends, solver) } < 1e-8)
    #expect(gradientError(at: rate) { lookedInto($0, start, ends, solver) } < 1e-8)
    #expect(gradientError(at: ends) { lookedInto(rate, start, $0, solver) } < 1e-8)
  }

  @Test("So they are where steps are cut and the method starts anew", arguments: methods)
  func cutSteps(_ method: AdamsMethod) {
    let (start, rate, ends) = (start, rate, ends)
    let controls: [StepControl] = [
      .stepSize(0.21), .steps(11).landing(on: [0.55, 1.5]), .stepSize(0.11).restarting(at: [1.33]),
    ]
    for control in controls {
      let solver = Solver(.adams(method), control)
      #expect(gradientError(at: start) { lookedInto(rate, $0, ends, solver) } < 1e-8)
      #expect(gradientError(at: rate) { lookedInto($0, start, ends, solver) } < 1e-8)
    }
  }

  @Test("Backwards in time, too", arguments: AdamsMethod.all)
  func backwards(_ method: AdamsMethod) {
    let solver = Solver(.adams(method), .steps(11))
    let ends = Tensor(shape: [2], elements: [2.4, 0.1], scalarType: .float64)
    let (start, rate) = (start, rate)
    #expect(gradientError(at: start) { plain(rate, $0, ends, solver) } < 1e-8)
    #expect(gradientError(at: ends) { plain(rate, start, $0, solver) } < 1e-8)
  }

  @Test("Kept pullbacks, checkpoints and a budget of three give the same", arguments: methods)
  func agreement(_ method: AdamsMethod) {
    let controls: [StepControl] = [.steps(17), .stepSize(0.12).landing(on: [1]).restarting(at: [1.7])]
    for control in controls {
      let gradients = [GradientMethod.checkpointed, .direct, .recursive(budget: 3)].map { gradient in
        let solver = Solver(.adams(method), control, gradient: gradient)
        let (value, pullback) = valueWithPullback(at: rate, start, ends) {
          lookedInto($0, $1, $2, solver)
        }
        return pullback(weights(like: value))
      }
      for other in gradients.dropFirst() {
        #expect(largestDifference(other.0, gradients[0].0) < 1e-10)
        #expect(largestDifference(other.1, gradients[0].1) < 1e-10)
        #expect(largestDifference(other.2, gradients[0].2) < 1e-10)
      }
    }
  }

  @Test("A state of two tensors has the gradient of the same two states in one", arguments: methods)
  func pairs(_ method: AdamsMethod) {
    let solver = Solver(.adams(method), .steps(9))
    let (start, rate) = (start, rate)
    let apart = gradient(at: start, rate) { start, rate in
      let end = integrate(
        TwoLogistics(rate: rate), from: Pair(start, start * 0.5), over: 0...2, with: solver)
      return (end.first + end.second * 2).sum().scalar
    }
    let together = gradient(at: start, rate) { start, rate in
      let field = ForcedLogistic(rate: rate)
      let first = integrate(field, from: start, over: 0...2, with: solver)
      let second = integrate(field, from: start * 0.5, over: 0...2, with: solver)
      return (first + second * 2).sum().scalar
    }
    #expect(largestDifference(apart.0, together.0) < 1e-12)
    #expect(largestDifference(apart.1, together.1) < 1e-12)
  }
}

/// Two equations that know nothing of each other.
private struct TwoLogistics: VectorField {
  typealias State = Pair<Tensor, Tensor>

  var rate: Tensor

  @differentiable(reverse)
  init(rate: Tensor) { self.rate = rate }

  @differentiable(reverse)
  func callAsFunction(_ state: Pair<Tensor, Tensor>, at time: Double) -> Pair<Tensor, Tensor> {
    let field = ForcedLogistic(rate: rate)
    return Pair(field(state.first, at: time), field(state.second, at: time))
  }
}

/// A sum over the end and states inside steps: the starter's and the method's own.
@differentiable(reverse)
private func lookedInto(
  _ rate: Tensor, _ start: Tensor, _ ends: Tensor, _ solver: Solver
) -> Tensor {
  let parts = ends.split(alongAxis: 0, sizes: [1, 1])
  let solution = solve(
    ForcedLogistic(rate: rate), from: start,
    over: TimeSpan(from: parts[0].sum().scalar, to: parts[1].sum().scalar),
    saving: .times([0.17, 0.41, 1.62, 2.3]), with: solver)
  let states = solution.states
  return solution.end + states[0] * 0.7 + states[1] * 1.3 - states[2] * 0.4 + states[3]
}

@differentiable(reverse)
private func plain(_ rate: Tensor, _ start: Tensor, _ ends: Tensor, _ solver: Solver) -> Tensor {
  let parts = ends.split(alongAxis: 0, sizes: [1, 1])
  return integrate(
    ForcedLogistic(rate: rate), from: start,
    over: TimeSpan(from: parts[0].sum().scalar, to: parts[1].sum().scalar), with: solver)
}

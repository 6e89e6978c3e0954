import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("Gradients of implicit methods")
struct ImplicitGradientTests {
  static let methods = Method.implicit + Method.additive

  let start = samples([2, 3], from: 0.2, to: 0.8)
  let coupling = samples([3, 3], from: -1.5, to: 1.5, seed: 1)
  let rate = samples([3], from: 1, to: 2, seed: 2)

  @Test(
    "They are those of the discrete solution: in the state, the parameters and both times",
    arguments: methods)
  func differences(_ method: Method) {
    // Six coarse steps: far from the continuous solution, so only the discrete gradient fits.
    let solver = Solver(method, .steps(6))
    let span = TimeSpan(from: 0.3, to: 2.7)
    let (start, coupling, rate) = (start, coupling, rate)
    func solved(_ start: Tensor, _ coupling: Tensor, _ rate: Tensor) -> Tensor {
      integrate(CoupledReaction(coupling: coupling, rate: rate), from: start, over: span, with: solver)
    }
    let state = gradientError(
      at: start,
      of: {
        integrate(CoupledReaction(coupling: coupling, rate: rate), from: $0, over: span, with: solver)
      })
    let matrix = gradientError(
      at: coupling,
      of: {
        integrate(CoupledReaction(coupling: $0, rate: rate), from: start, over: span, with: solver)
      })
    let factors = gradientError(
      at: rate,
      of: {
        integrate(CoupledReaction(coupling: coupling, rate: $0), from: start, over: span, with: solver)
      })
    #expect(max(state, matrix, factors) < 1e-8)
    #expect(timeError(solver) < 1e-8)
  }

  /// The difference between the gradient in both times and difference quotients.
  private func timeError(_ solver: Solver) -> Double {
    let field = CoupledReaction(coupling: coupling, rate: rate)
    let start = start
    func end(_ first: Double, _ last: Double) -> Tensor {
      // A saved state inside a step, at a time that stays where it is, goes into the sum.
      let solution = solve(
        field, from: start, over: TimeSpan(from: first, to: last), saving: .times([1.23]), with: solver)
      return solution.end + solution.states[0]
    }
    let pullback = valueWithPullback(at: 0.3, 2.7) { first, last in
      let solution = solve(
        field, from: start, over: TimeSpan(from: first, to: last), saving: .times([1.23]), with: solver)
      return solution.end + solution.states[0]
    }.pullback
    let upstream = weights(like: start)
    let gradient = pullback(upstream)
    let step = 1e-5
    let first = (end(0.3 + step, 2.7) - end(0.3 - step, 2.7)).dotProduct(with: upstream) / (2 * step)
    let last = (end(0.3, 2.7 + step) - end(0.3, 2.7 - step)).dotProduct(with: upstream) / (2 * step)
    return max(abs(gradient.0 - first), abs(gradient.1 - last))
  }

  @Test("Kept pullbacks, replayed steps and recursive replay agree", arguments: methods)
  func gradientMethods(_ method: Method) {
    let field = CoupledReaction(coupling: coupling, rate: rate)
    var controls = [StepControl.steps(9)]
    if method.errorOrder != nil {
      controls.append(.adaptive(relativeTolerance: 1e-4, absoluteTolerance: 1e-4))
    }
    let upstream = weights(like: start)
    for control in controls {
      let gradients = [GradientMethod.checkpointed, .direct, .recursive(budget: 3)].map { gradient in
        let solver = Solver(method, control, gradient: gradient)
        return valueWithPullback(at: field, start) { field, start in
          integrate(field, from: start, over: 0...2, with: solver)
        }.pullback(upstream)
      }
      for other in gradients.dropFirst() {
        let difference = max(
          largestDifference(other.1, gradients[0].1),
          largestDifference(other.0.coupling, gradients[0].0.coupling),
          largestDifference(other.0.rate, gradients[0].0.rate))
        #expect(difference < 1e-10)
      }
    }
  }

  @Test("They pass through a pair of states, one of which nothing depends on", arguments: Method.implicit)
  func pairs(_ method: Method) {
    let solver = Solver(method, .steps(4))
    let (start, rate) = (samples([3], from: 0.5, to: 1.5), rate)
    func error(_ integral: @escaping @differentiable(reverse) (Pair<Tensor, Tensor>) -> Tensor) -> Double {
      max(
        gradientError(
          at: start,
          of: {
            integral(
              integrate(
                DecayAndIntegral(rate: rate), from: Pair($0, square($0)), over: 0...1, with: solver))
          }),
        gradientError(
          at: rate,
          of: {
            integral(
              integrate(
                DecayAndIntegral(rate: $0), from: Pair(start, start), over: 0...1, with: solver))
          }))
    }
    #expect(error { $0.second } < 1e-8)
    #expect(error { $0.first } < 1e-8)
  }

  @Test("Gradients through stiff components are finite and right", arguments: [Method.kvaerno3, .kvaerno5])
  func stiffGradient(_ method: Method) {
    let solver = Solver(method, .adaptive(relativeTolerance: 1e-8, absoluteTolerance: 1e-8))
    let field = LinearField.twoRates(stiffness: 1e6)
    let start = Tensor(shape: [1, 2], elements: [1, 0], scalarType: .float64)
    let (_, pullback) = valueWithPullback(at: start) { integrate(field, from: $0, over: 0...1, with: solver) }
    let gradient = pullback(Tensor(shape: [1, 2], elements: [1, 0], scalarType: .float64))
    // The slow part of e^M has the entries 2/e and 2/e in the first column.
    let exact = Tensor(
      shape: [1, 2], elements: [2 / 2.718_281_828_459_045, 2 / 2.718_281_828_459_045], scalarType: .float64)
    #expect(largestDifference(gradient, exact) < 1e-6)
  }
}

import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// The oscillator `x″ = μ (1 − x²) x′ − x` of van der Pol.
private struct SelfExcited: VectorField {
  var damping: Tensor

  @differentiable(reverse)
  init(damping: Tensor) { self.damping = damping }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let parts = state.split(alongAxis: 0, sizes: [1, 1])
    let force = damping * (1 - square(parts[0])) * parts[1] - parts[0]
    return concatenated([parts[1], force], alongAxis: 0)
  }
}

@Suite("Continuous adjoints")
struct ContinuousGradientTests {
  let start = samples([4], from: 0.2, to: 0.8)
  let rate = samples([4], from: 1, to: 2, seed: 1)
  let span = TimeSpan(from: 0.3, to: 2.3)

  static let methods: [GradientMethod] = [.backsolve(), .interpolated()]
  static let tolerances = [1e-4, 1e-7, 1e-10]

  static func solver(
    _ tolerance: Double, _ gradient: GradientMethod, _ method: Method = .dormandPrince5
  ) -> Solver {
    Solver(
      method, .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance),
      gradient: gradient)
  }

  /// The discrete gradient at a tolerance so tight that it passes for that of the true solution.
  static let reference = solver(1e-13, .checkpointed, .dormandPrince8)

  /// Returns the elements of all gradients of a weighted sum of states: of the parameter, of the
  /// initial state, and of both ends of the span.
  private func gradients<Field: VectorField>(
    _ field: Field, _ parameter: (Field.TangentVector) -> Tensor, from start: Tensor,
    over span: TimeSpan, _ states: @differentiable(reverse) (Field, Tensor, TimeSpan) -> Tensor
  ) -> [Double] where Field.State == Tensor {
    let (value, pullback) = valueWithPullback(at: field, start, span, of: states)
    let (field, state, times) = pullback(weights(like: value))
    return parameter(field).elements + state.elements + [times.start, times.end]
  }

  private func distance(_ first: [Double], _ second: [Double]) -> Double {
    zip(first, second).map { $0.isNaN || $1.isNaN ? .infinity : abs($0 - $1) }.max() ?? .infinity
  }

  @Test(
    "The gradients in state, parameter and times are those of the formula, as far as the tolerance",
    arguments: methods, tolerances)
  func closedForm(_ gradient: GradientMethod, _ tolerance: Double) {
    let solver = Self.solver(tolerance, gradient)
    let found = gradients(
      SeasonalDecay(rate: rate), \SeasonalDecay.TangentVector.rate, from: start, over: span
    ) { integrate($0, from: $1, over: $2, with: solver) }
    // y₁ = y₀ e^{r (sin t₀ − sin t₁)}, whose derivatives in r and in the times are multiples of y₁.
    let one = Tensor.ones([4], scalarType: .float64)
    let growth = SeasonalDecay(rate: rate).solution(from: one, at: span.end, since: span.start)
    let upstream = weights(like: start)
    let end = start * growth * upstream
    let expected =
      (end * (sin(span.start) - sin(span.end))).elements + (growth * upstream).elements
      + [cos(span.start) * end.dotProduct(with: rate), -cos(span.end) * end.dotProduct(with: rate)]
    #expect(distance(found, expected) < 100 * tolerance)
  }

  @Test(
    "Gradients of the end approach those of the discrete solution", arguments: methods, tolerances)
  func end(_ gradient: GradientMethod, _ tolerance: Double) {
    func logistic(_ solver: Solver) -> [Double] {
      gradients(
        ForcedLogistic(rate: rate), \ForcedLogistic.TangentVector.rate, from: start, over: span
      ) { integrate($0, from: $1, over: $2, with: solver) }
    }
    func oscillator(_ solver: Solver) -> [Double] {
      gradients(
        SelfExcited(damping: Tensor(1, scalarType: .float64)), \SelfExcited.TangentVector.damping,
        from: Tensor(shape: [2], elements: [2, 0], scalarType: .float64), over: span
      ) { integrate($0, from: $1, over: $2, with: solver) }
    }
    let solver = Self.solver(tolerance, gradient)
    #expect(distance(logistic(solver), logistic(Self.reference)) < 100 * tolerance)
    #expect(distance(oscillator(solver), oscillator(Self.reference)) < 100 * tolerance)
  }

  @Test(
    "Gradients of saved states, the first and the last included, approach the discrete ones",
    arguments: methods, tolerances)
  func savedStates(_ gradient: GradientMethod, _ tolerance: Double) {
    func found(_ solver: Solver) -> [Double] {
      gradients(ForcedLogistic(rate: rate), \ForcedLogistic.TangentVector.rate, from: start, over: span) {
        let solution = solve(
          $0, from: $1, over: $2, saving: .times([0.3, 0.7, 1.1, 1.9, 2.3]), with: solver)
        let states = solution.states
        return concatenated([states[0], states[1], states[3], states[4], solution.end], alongAxis: 0)
      }
    }
    let solver = Self.solver(tolerance, gradient)
    #expect(distance(found(solver), found(Self.reference)) < 100 * tolerance)
  }

  @Test(
    "Gradients of the trajectory, at its ends too, approach the discrete ones",
    arguments: methods, tolerances)
  func trajectory(_ gradient: GradientMethod, _ tolerance: Double) {
    func found(_ solver: Solver) -> [Double] {
      gradients(ForcedLogistic(rate: rate), \ForcedLogistic.TangentVector.rate, from: start, over: span) {
        let solution = solve($0, from: $1, over: $2, saving: .trajectory, with: solver)
        let trajectory = solution.trajectory
        return concatenated(
          [trajectory(at: 0.3), trajectory(at: 1), trajectory(at: 1.7), trajectory(at: 2.3)],
          alongAxis: 0)
      }
    }
    let solver = Self.solver(tolerance, gradient)
    #expect(distance(found(solver), found(Self.reference)) < 100 * tolerance)
  }

  @Test("Gradients of every step's state approach the discrete ones", arguments: methods)
  func everyStep(_ gradient: GradientMethod) {
    func found(_ gradient: GradientMethod) -> [Double] {
      // Forward steps must be the same for both, so that their ends are.
      let solver = Solver(.dormandPrince8, .steps(40), gradient: gradient)
      return gradients(
        ForcedLogistic(rate: rate), \ForcedLogistic.TangentVector.rate, from: start, over: span
      ) {
        let states = solve($0, from: $1, over: $2, saving: .everyStep, with: solver).states
        return concatenated([states[0], states[13], states[29]], alongAxis: 0)
      }
    }
    #expect(distance(found(gradient), found(.checkpointed)) < 1e-9)
  }

  @Test(
    "With fixed steps the error falls at the method's order",
    arguments: methods, [RungeKutta.euler, .ralston, .bogackiShampine3, .rk4, .dormandPrince5])
  func order(_ gradient: GradientMethod, _ method: RungeKutta) {
    func found(_ solver: Solver) -> [Double] {
      gradients(ForcedLogistic(rate: rate), \ForcedLogistic.TangentVector.rate, from: start, over: span) {
        integrate($0, from: $1, over: $2, with: solver)
      }
    }
    let exact = found(Self.reference)
    func error(_ steps: Int) -> Double {
      distance(found(Solver(.rungeKutta(method), .steps(steps), gradient: gradient)), exact)
    }
    let steps = method.order < 4 ? 200 : 40
    let order = log2(error(steps) / error(2 * steps))
    #expect(order > Double(method.order) - 0.3)
  }

  @Test("Backwards in time gradients are right, too", arguments: methods)
  func backwards(_ gradient: GradientMethod) {
    func found(_ solver: Solver) -> [Double] {
      gradients(
        ForcedLogistic(rate: rate), \ForcedLogistic.TangentVector.rate, from: start,
        over: TimeSpan(from: 1.2, to: 0.3)
      ) {
        let solution = solve($0, from: $1, over: $2, saving: .times([0.9, 0.6]), with: solver)
        return concatenated([solution.states[0], solution.states[1], solution.end], alongAxis: 0)
      }
    }
    #expect(distance(found(Self.solver(1e-9, gradient)), found(Self.reference)) < 1e-7)
  }
}

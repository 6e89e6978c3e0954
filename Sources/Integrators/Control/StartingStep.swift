import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension AdaptiveSteps {
  /// Returns the size of the first step from the sizes of the state, its velocity and the velocity's
  /// change, for one more evaluation of the field.
  ///
  /// Reference: E. Hairer, S. P. Nørsett and G. Wanner, "Solving Ordinary Differential Equations
  /// I", 2nd edition, Springer 1993, section II.4.
  func startingStep<State: StateVector>(
    from state: State, velocity: State, over span: TimeSpan, errorOrder: Int,
    along field: (_ state: State, _ time: Double) -> State
  ) -> Double {
    let length = abs(span.length)
    let stateSize = norm.ratio(state, from: state, to: state, self)
    let velocitySize = norm.ratio(velocity, from: state, to: state, self)
    let guess = 0.01 * stateSize / velocitySize
    let isTelling = stateSize >= 1e-5 && velocitySize >= 1e-5 && guess > 0
    let trial = min(isTelling ? guess : 1e-6, length)
    let step = span.direction * trial
    let ahead = State.sum(state, plus: [velocity], times: [step])
    let change = State.sum(
      field(ahead, span.start + step), plus: [velocity], times: [-1])
    let curvature = norm.ratio(change, from: state, to: state, self) / trial
    let largest = max(velocitySize, curvature)
    let size =
      largest <= 1e-15
      ? max(1e-6, trial * 1e-3) : pow(0.01 / largest, 1 / Double(errorOrder + 1))
    // Where the field is infinite a trial step ahead, rejections find the way.
    guard size > 0, size.isFinite else { return trial }
    return min(100 * trial, size, length)
  }
}

extension Method {
  /// Returns the size of a first step from a state, in units of time, for two evaluations of the field.
  ///
  /// It is chosen from the sizes of the state, its velocity and the velocity's change, so that a step of
  /// this method's order errs by about a hundredth of `atol + rtol · |y|`. Adaptive steps begin so by
  /// themselves; for fixed steps it is a size to begin a search with.
  ///
  /// Reference: E. Hairer, S. P. Nørsett and G. Wanner, "Solving Ordinary Differential Equations
  /// I", 2nd edition, Springer 1993, section II.4.
  ///
  /// - Parameters:
  ///   - field: The right-hand side.
  ///   - state: The state at the start of `span`.
  ///   - span: The times to integrate over, which the step does not exceed.
  ///   - relativeTolerance: The tolerated error `rtol` as a share of the state.
  ///   - absoluteTolerance: The tolerated error `atol` in units of the state.
  /// - Returns: A positive size.
  /// - Precondition: The tolerances are not negative and not both zero, and the method has an order.
  public func startingStep<Field: VectorField>(
    along field: Field, from state: Field.State, over span: TimeSpan, relativeTolerance: Double,
    absoluteTolerance: Double
  ) -> Double {
    precondition(
      order < .max, "The method \(name) is of any order: it has no step size to choose.")
    precondition(span.length != 0, "A step cannot be taken over a span of length \(span.length).")
    let steps = AdaptiveSteps(
      relativeTolerance: relativeTolerance, absoluteTolerance: absoluteTolerance, controller: .integral,
      norm: .all, smallestStep: 0, largestStep: .infinity, firstStep: nil)
    steps.validate()
    return steps.startingStep(
      from: state, velocity: field(state, at: span.start), over: span, errorOrder: order
    ) { field($0, at: $1) }
  }
}

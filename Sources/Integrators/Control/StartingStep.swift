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

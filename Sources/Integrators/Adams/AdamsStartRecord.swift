import Tensors

/// What a recorded step of the starter keeps for its pullback.
///
/// Its first stage is the newest velocity of the next step's history, and so receives what arrives
/// there; older velocities pass through unchanged.
struct AdamsStartRecord<Field: VectorField> {
  typealias State = Field.State

  /// The number of older velocities that stay in the history.
  let pastCount: Int
  /// The number of velocities of a carry's gradient.
  let velocityCount: Int
  /// The number of stages of the starter and of its continuous extension.
  let stageCount: Int
  let starting: StepPullback<Field, State>

  /// Returns what the step passes back.
  func pullback(
    _ upstream: AdamsHistory<State>, _ interpolant: InterpolantGradient<State>?
  ) -> StepGradient<Field, AdamsHistory<State>> {
    var inner = interpolant
    if let newest = upstream.velocities.first, !newest.isShapelessZero {
      let zero = newest.shapelessZero
      inner.add(
        InterpolantGradient(
          points: [zero],
          velocities: [newest] + [State](repeating: zero, count: stageCount - 1), stepSize: 0))
    }
    let gradient = starting(upstream.state, inner)
    let older = upstream.velocities.dropFirst().prefix(pastCount)
    let rest = [State](repeating: gradient.carry.shapelessZero, count: velocityCount - older.count)
    return StepGradient(
      field: gradient.field, carry: AdamsHistory(state: gradient.carry, velocities: older + rest),
      time: gradient.time, stepSize: gradient.stepSize)
  }
}

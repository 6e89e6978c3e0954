import Tensors

extension Solution {
  /// Creates the solution of an equation that was solved by other means than steps through time.
  ///
  /// - Parameters:
  ///   - end: The state at the end.
  ///   - endTime: The time of the end; infinite for a steady state.
  ///   - outcome: How the solve ended.
  ///   - statistics: What it cost.
  @differentiable(reverse,wrt: end)
  public init(end: State, endTime: Double, outcome: Outcome, statistics: Statistics) {
    self.init(
      end: end, endTime: endTime, states: [], trajectory: Trajectory(), times: [], outcome: outcome,
      statistics: statistics)
  }

  @derivative(of: init(end:endTime:outcome:statistics:), wrt: end)
  @usableFromInline
  static func _vjpInit(
    end: State, endTime: Double, outcome: Outcome, statistics: Statistics
  ) -> (value: Solution, pullback: (TangentVector) -> State) {
    (
      Solution(end: end, endTime: endTime, outcome: outcome, statistics: statistics),
      { $0.end }
    )
  }
}

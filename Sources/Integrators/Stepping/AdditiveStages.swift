import Tensors

/// The velocities of the stages known so far, stiff and soft, with their pullbacks where they are
/// recorded.
struct AdditiveStages<Field: VectorField> {
  typealias Evaluation = (velocity: Field.State, pullback: FieldPullback<Field>?)

  private(set) var stiff: [Field.State] = []
  private(set) var soft: [Field.State] = []
  private(set) var stiffPullbacks: [FieldPullback<Field>] = []
  private(set) var softPullbacks: [FieldPullback<Field>] = []

  /// The number of stages.
  var count: Int { stiff.count }

  /// Appends a stage.
  mutating func append(_ stiff: Evaluation, _ soft: Evaluation) {
    self.stiff.append(stiff.velocity)
    self.soft.append(soft.velocity)
    if let pullback = stiff.pullback { stiffPullbacks.append(pullback) }
    if let pullback = soft.pullback { softPullbacks.append(pullback) }
  }

  /// Drops all but the first stages.
  mutating func keep(first limit: Int) {
    stiff = Array(stiff.prefix(limit))
    soft = Array(soft.prefix(limit))
    stiffPullbacks = Array(stiffPullbacks.prefix(limit))
    softPullbacks = Array(softPullbacks.prefix(limit))
  }
}

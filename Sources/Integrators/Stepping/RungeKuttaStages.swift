/// The stages of a Runge–Kutta method and of its continuous extension in one list, as a step goes
/// through them.
struct RungeKuttaStages {
  /// The coefficients `aᵢⱼ`, j < i, of each stage, the first one's included.
  let rows: [[Double]]
  /// The coefficients `aᵢᵢ`.
  let diagonal: [Double]
  /// The nodes `cᵢ`.
  let nodes: [Double]
  let weights: [Double]
  let errorWeights: [Double]
  /// The number of stages that the step itself depends on.
  let advancingCount: Int
  /// The number of stages that step and error depend on.
  let count: Int
  /// The number of stages that step, error and interpolant depend on.
  let extendedCount: Int
  /// The stage whose velocity is that of the step's end, if there is one.
  let endStage: Int?

  init(_ method: RungeKutta) {
    let tableau = method.tableau
    let extra = method.continuousExtension
    rows = [[]] + tableau.stages + extra.extraStages
    diagonal = tableau.diagonal + extra.extraStages.map { _ in 0 }
    nodes = tableau.nodes + extra.extraNodes
    weights = tableau.weights
    errorWeights = tableau.errorWeights ?? []
    advancingCount = tableau.advancingStageCount
    count = tableau.stageCount
    extendedCount = rows.count
    endStage =
      tableau.isFirstSameAsLast
      ? tableau.stageCount - 1 : extra.extraStages.first == tableau.weights ? tableau.stageCount : nil
  }

  /// Whether the state of a stage is that of the step's end, so that it need not be computed.
  func isAtEnd(_ index: Int) -> Bool { index == endStage && diagonal[index] == 0 }
}

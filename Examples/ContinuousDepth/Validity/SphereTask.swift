import GraphODE

/// Classifying points of concentric spheres without any room to go around.
struct SphereTask: SolvedTask {
  typealias Field = PerceptronField

  let data: SphereData
  let dimensions: Int
  let order: BatchOrder
  let judge: Judge

  init(dimensions: Int, pointsPerSplit: Int, seed: UInt64, judge: Judge) {
    data = SphereData(dimensions: dimensions, pointsPerSplit: pointsPerSplit, seed: seed)
    self.dimensions = dimensions
    self.judge = judge
    order = BatchOrder(of: data.training, batchSize: 128, seed: seed)
  }

  var name: String { "\(dimensions)-D spheres" }
  var spanLength: Double { 1 }
  var batchCount: Int { order.batchCount }

  func model(solvedBy solver: Solver, using generator: inout RandomGenerator) -> SphereModel {
    let width = 32
    let field = PerceptronField(
      first: Linear(dimensions, to: width, using: &generator),
      second: Linear(width, to: width, using: &generator),
      third: Linear(width, to: dimensions, using: &generator))
    return SphereModel(
      flow: DepthFlow(field, over: TimeSpan(from: 0, to: spanLength), with: solver),
      readout: Linear(dimensions, to: 2, using: &generator))
  }

  func step(
    _ model: SphereModel, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<SphereModel> {
    let (points, labels) = samples(order.batches(ofEpoch: epoch)[batch])
    let all = Array(labels.indices)
    let (prediction, pullback) = valueWithPullback(at: model) { $0(points) }
    let (loss, lossPullback) = valueWithPullback(at: prediction.logits) {
      crossEntropy($0, labels: labels, on: all)
    }
    return TrainingStep(
      loss: loss, gradient: pullback(.init(logits: lossPullback(1))),
      evaluations: prediction.statistics.evaluations,
      gradientFallbacks: prediction.statistics.gradientFallbacks)
  }

  func evaluate(_ model: SphereModel) -> Evaluation {
    let judged = judge.judged(model, over: spanLength)
    return Evaluation(validation: score(judged, on: data.validation).value, test: testScore(model).value)
  }

  func trainingScore(_ model: SphereModel, batch: Int, epoch: Int) -> SolverScore {
    score(model, on: order.batches(ofEpoch: epoch)[batch])
  }

  func testScore(_ model: SphereModel) -> SolverScore { score(model, on: data.test) }

  func startingStep(of model: SphereModel) -> Double {
    model.flow.startingStep(from: samples(order.batches(ofEpoch: 1)[0]).points)
  }

  private func score(_ model: SphereModel, on chosen: [Int]) -> SolverScore {
    let (points, labels) = samples(chosen)
    let prediction = model(points)
    return SolverScore(
      accuracyOf: prediction.logits, labels: labels, on: Array(labels.indices), prediction.statistics)
  }

  private func samples(_ chosen: [Int]) -> (points: Tensor, labels: [Int]) {
    (data.points.gatheringRows(chosen), chosen.map { data.labels[$0] })
  }
}

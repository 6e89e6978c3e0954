import GraphODE

/// Classifying the nodes of a graph by a field of graph convolutions.
struct CitationTask: SolvedTask {
  typealias Field = GraphConvolutionField
  typealias Model = NodeClassificationNetwork<DepthFlow<GraphConvolutionField>>

  let task: NodeClassificationTask<DepthFlow<GraphConvolutionField>>
  let spanLength: Double
  let channels: Int
  let judge: Judge

  init(
    data: NodeClassificationData, spanLength: Double, channels: Int, inputDropout: Double, judge: Judge
  ) {
    task = NodeClassificationTask(data: data, inputDropout: Dropout(rate: inputDropout))
    self.spanLength = spanLength
    self.channels = channels
    self.judge = judge
  }

  var name: String { task.data.name }

  func model(solvedBy solver: Solver, using generator: inout RandomGenerator) -> Model {
    let data = task.data
    let adjacency = data.graph.operator(normalised: .symmetric(selfLoopWeight: 1))
    return Model(
      encoder: Linear(data.featureCount, to: channels, using: &generator),
      flow: DepthFlow(
        GraphConvolutionField(channels, hidden: [channels], over: adjacency, using: &generator),
        over: TimeSpan(from: 0, to: spanLength), with: solver),
      decoder: Linear(channels, to: data.classCount, using: &generator))
  }

  func step(
    _ model: Model, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<Model> {
    task.step(model, batch: batch, epoch: epoch, using: &generator)
  }

  func evaluate(_ model: Model) -> Evaluation {
    let judged = judge.judged(model, over: spanLength)
    return Evaluation(
      validation: score(judged, on: task.data.split.validation).value, test: testScore(model).value)
  }

  func trainingScore(_ model: Model, batch: Int, epoch: Int) -> SolverScore {
    // A few training nodes soon score the same with any solver; those that choose the epoch may count as well.
    score(model, on: task.data.split.training + task.data.split.validation)
  }

  func testScore(_ model: Model) -> SolverScore { score(model, on: task.data.split.test) }

  func startingStep(of model: Model) -> Double {
    model.flow.startingStep(from: model.encoder(task.data.features))
  }

  private func score(_ model: Model, on nodes: [Int]) -> SolverScore {
    let prediction = model(task.data.features)
    return SolverScore(
      accuracyOf: prediction.logits, labels: task.data.labels, on: nodes, prediction.statistics)
  }
}

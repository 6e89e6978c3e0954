import GraphODE
import _ExampleSupport

/// What was learned of one network of genes.
struct DependencyRun {
  /// The sizes of data, model and training.
  struct Settings {
    var genes: Int
    var trajectories: Int
    var noise: Double
    var units: Int
    var epochs: Int
    var pathWeight: Double
    var pathCount: Double
    var threshold: Double
  }

  let seed: UInt64
  let truth: [[Bool]]
  let plain: JudgedField
  let sparse: JudgedField

  /// The updates of an epoch.
  static let updates = 50

  /// Learns a network of genes with and without gates, from the same data and the same first weights.
  init(seed: UInt64, settings: Settings, options: ClaimOptions) throws {
    var generator = RandomGenerator(seed: seed)
    let network = GeneNetwork(genes: settings.genes, using: &generator)
    let data = GeneExpression(network: network, times: (0..<13).map { Double($0) * SegmentFlow.interval })
    func observed(_ count: Int) -> Segments {
      let starts = data.starts(count, using: &generator)
      return data.segments(of: data.states(from: starts), noise: settings.noise, using: &generator)
    }
    let training = observed(settings.trajectories)
    let validation = observed(max(settings.trajectories / 2, 1))
    let tests = data.starts(20, using: &generator)
    // Gates that open and close from the start would hide what the weights have to learn.
    let initial = GatedPerceptron(
      channels: settings.genes, hidden: [settings.units], openProbability: 0.997, using: &generator)
    let optimizer = Optimizer(.adam(), learningRate: 0.03)
    let schedule = LearningRateSchedule.cosine(epochs: settings.epochs, floor: 0.01)

    var plain = Trainer(
      PlainTask(training: training, validation: validation, batchCount: Self.updates),
      model: initial.masked(), identity: "plain", optimizer: optimizer, generator: generator)
    var progress = options.progress("network \(seed), plain")
    try plain.fit(epochs: settings.epochs, schedule: schedule) { progress.show($0) }.requireFinite()

    let penalty = PathPenalty(.weight).scaled(by: settings.pathWeight)
      .adding(PathPenalty(.openProbability).scaled(by: settings.pathCount))
    var sparse = Trainer(
      SparseTask(
        training: training, validation: validation, penalty: penalty, batchCount: Self.updates),
      model: initial, identity: "sparse", optimizer: optimizer, generator: generator)
    progress = options.progress("network \(seed), gates")
    try sparse.fit(epochs: settings.epochs, schedule: schedule) { progress.show($0) }.requireFinite()

    self.seed = seed
    truth = network.edges
    func judged(_ field: MaskedPerceptron) -> JudgedField {
      JudgedField(field, on: data, states: validation.starts, starts: tests)
    }
    self.plain = judged(plain.bestModel)
    // Not the best epoch: its validation error may come before the last superfluous gate has closed.
    self.sparse = judged(sparse.model.masked())
  }
}

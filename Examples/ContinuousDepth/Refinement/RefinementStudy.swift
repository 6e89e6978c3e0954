import Foundation
import GraphODE
import _ExampleSupport

/// Trains deep networks at once and incrementally, and compresses both.
struct RefinementStudy {
  /// How one network did.
  struct Run: Encodable {
    let seed: UInt64
    let training: String
    let seconds: Double
    let evaluations: Double
    /// The evaluations until the validation accuracy was for the first time within half a point of what the
    /// network trained at once ends with; `nil` if it never was.
    let evaluationsToGoal: Double?
    let validation: Double
    let test: Double
    /// The accuracies with half of the units and all steps.
    let halvedValidation: Double
    let halvedTest: Double
    /// The accuracy on the test points with half of the units and half of the steps.
    let halvedStepsTest: Double
    /// The accuracy on the validation points after each epoch, and the evaluations so far.
    let validationByEpoch: [Double]
    let evaluationsByEpoch: [Double]
  }

  static let trainings = ["at once", "incremental"]

  /// Accuracies within half a point count as equal: one seed differs more from another.
  static let tolerance = 0.005

  let epochs: Int
  let milestones: [Int]
  let points: Int
  let learningRate: Double
  let turns: Double
  let weightDecay: Double
  private(set) var runs: [Run] = []

  init(
    epochs: Int, milestones: [Int], points: Int, learningRate: Double, weightDecay: Double, turns: Double
  ) {
    self.epochs = epochs
    self.milestones = milestones
    self.points = points
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.turns = turns
  }

  /// The number of units at the end.
  var units: Int { 1 << milestones.count }

  mutating func run(seeds: [UInt64], progress: ProgressLine) throws {
    var progress = progress
    for seed in seeds {
      var generator = RandomGenerator(seed: seed)
      let task = SpiralTask(points: points, turns: turns, batches: 8, using: &generator)
      for training in Self.trainings {
        progress.label = "seed \(seed) \(training)"
        var weights = generator.split(1)
        let isDeep = training == Self.trainings[0]
        let model = SpiralNetwork(units: isDeep ? units : 1, channels: 8, hidden: 16, using: &weights)
        let schedule = RefinementSchedule(from: model.depthBasis, after: isDeep ? [] : milestones)
        var trainer = Trainer(
          task, model: model, identity: training,
          optimizer: Optimizer(.adamW(), learningRate: learningRate, weightDecay: weightDecay),
          generator: generator)
        let summary = try trainer.fit(
          epochs: epochs, schedule: .cosine(epochs: epochs, floor: 0.02),
          onEvent: { progress.show($0) }, beforeEpoch: { $0.refineDepth(by: schedule) })
        try summary.requireFinite()
        runs.append(run(seed: seed, training, summary, trainer.model, task))
      }
    }
  }

  private func run(
    seed: UInt64, _ training: String, _ summary: TrainingSummary, _ model: SpiralNetwork, _ task: SpiralTask
  ) -> Run {
    let half = DepthBasis.piecewiseConstant(cells: max(units / 2, 1), over: model.depthBasis.span)
    let halved = model.projected(onto: half)
    let halvedSteps = model.compressed(onto: half, .steps(half.count))
    var evaluations = 0.0
    let sums = summary.history.map { record in
      evaluations += record.evaluations * Double(task.batchCount)
      return evaluations
    }
    let validation = task.validationAccuracy(of: model)
    let goal = (runs.last { $0.seed == seed }?.validation ?? validation) - Self.tolerance
    return Run(
      seed: seed, training: training, seconds: summary.history.reduce(0) { $0 + $1.seconds },
      evaluations: evaluations,
      evaluationsToGoal: summary.history.firstIndex { $0.validation >= goal }.map { sums[$0] },
      validation: validation, test: task.testAccuracy(of: model),
      halvedValidation: task.validationAccuracy(of: halved), halvedTest: task.testAccuracy(of: halved),
      halvedStepsTest: task.testAccuracy(of: halvedSteps),
      validationByEpoch: summary.history.map(\.validation),
      evaluationsByEpoch: sums)
  }
}

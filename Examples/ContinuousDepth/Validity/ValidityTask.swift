import ArgumentParser
import GraphODE

/// What is learned.
enum ValidityTaskName: String, CaseIterable, Codable, ExpressibleByArgument {
  case spheres, cora, karate
}

/// What is learned with which numbers: all that a checkpoint needs to build the task and the model again.
struct ValidityTask: Codable {
  /// The name under which a checkpoint keeps this among its notes.
  static let note = "validity-task"

  let name: ValidityTaskName
  let seed: UInt64
  var dimensions = 2
  var points = 1000
  var channels = 16

  init(_ name: ValidityTaskName, seed: UInt64) {
    self.name = name
    self.seed = seed
  }

  /// The coarse solver that training starts with.
  var coarseSolver: Solver { Solver(.euler, .steps(name == .karate ? 1 : 2)) }

  /// The number of epochs, for a few hundred updates.
  var epochs: Int {
    switch name {
    case .spheres: 100
    case .cora, .karate: 400
    }
  }

  var optimizer: Optimizer {
    Optimizer(.adam(), learningRate: name == .cora ? 0.003 : 0.01, weightDecay: 5e-4)
  }

  /// The words that tell models apart.
  var identity: String {
    switch name {
    case .spheres: "perceptron flow on \(dimensions)-D spheres (\(points) points, seed \(seed))"
    case .cora, .karate: "graph convolution flow on \(name.rawValue) (seed \(seed), \(channels) channels)"
    }
  }

  /// Calls a visitor with the task; without a folder of datasets it is made of those in the usual one.
  func visit<Visitor: SolvedTaskVisitor>(
    judgedBy judge: Judge, folder: String?, _ visitor: Visitor
  ) throws -> Visitor.Result {
    switch name {
    case .spheres:
      return try visitor.visit(
        SphereTask(dimensions: dimensions, pointsPerSplit: points, seed: seed, judge: judge))
    case .cora, .karate:
      let isCora = name == .cora
      var data = try NodeClassificationData.load(
        isCora ? .cora : .karate, in: DataFolder.resolved(option: folder))
      data = isCora ? data.rowNormalised() : try data.randomlySplit(seed: seed)
      return try visitor.visit(
        CitationTask(
          data: data, spanLength: isCora ? 3 : 4, channels: channels, inputDropout: 0.5, judge: judge))
    }
  }
}

/// What is done with a task, whatever its model is.
protocol SolvedTaskVisitor {
  associatedtype Result
  func visit<Task: SolvedTask>(_ task: Task) throws -> Result
}

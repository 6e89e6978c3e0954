import GraphODE

/// A task whose models can be solved in several ways, and judged so.
protocol SolvedTask: TrainingTask where Model: ContinuousDepthModel {
  /// The field of the models.
  associatedtype Field: VectorField

  /// What is classified, in a few words.
  var name: String { get }

  /// The length of the span of time that is solved over.
  var spanLength: Double { get }

  /// Returns a model that was not trained.
  func model(solvedBy solver: Solver, using generator: inout RandomGenerator) -> Model

  /// Returns the accuracy on a batch of the training data.
  func trainingScore(_ model: Model, batch: Int, epoch: Int) -> SolverScore

  /// Returns the accuracy on the test data.
  func testScore(_ model: Model) -> SolverScore

  /// Returns the step that a model's field suggests for its method, on training data.
  func startingStep(of model: Model) -> Double
}

extension SolvedTask {
  /// A better accuracy is a higher one.
  var scoreOrder: ScoreOrder { .higherIsBetter }
}

extension DepthFlow {
  /// Returns the step that the field suggests for the flow's method at a start.
  func startingStep(from start: Field.State) -> Double {
    solver.method.startingStep(
      along: field, from: start, over: span, relativeTolerance: 0, absoluteTolerance: 1)
  }
}

extension SolverScore {
  /// The accuracy of logits, `[samples, classes]`, on some samples; that of a failed solve is no number.
  init(accuracyOf logits: Tensor, labels: [Int], on samples: [Int], _ statistics: Statistics) {
    self.init(
      logits.allFinite ? accuracy(logits, labels: labels, on: samples) : .nan, statistics: statistics)
  }
}

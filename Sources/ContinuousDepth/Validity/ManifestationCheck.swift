public import Integrators

/// The scores of one trained model with many solvers, and whether they say that it is continuous in depth.
///
/// A network with a solver in it can learn to rely on the errors of the solver's steps. It then is no
/// differential equation but a network of as many layers as there are steps, and falls to pieces when it is
/// solved otherwise. A model that is one keeps its score with every solver that is at least as exact as
/// the one it was trained with: finer steps, a higher order, tighter tolerances.
///
/// References: A. Queiruga, N. B. Erichson, D. Taylor and M. W. Mahoney, "Continuous-in-Depth Neural
/// Networks", 2020 (manifestation invariance); K. Ott, P. Katiyar, P. Hennig and M. Tiemann, "ResNet After
/// All? Neural ODEs and Their Numerical Solution", ICLR 2021.
public struct ManifestationCheck: Codable, Equatable, Sendable {
  /// What a model does with one solver.
  public struct Cell: Codable, Equatable, Sendable {
    /// The solver.
    public let solver: SolverSetting

    /// The score, or `nil` where the solve failed.
    public let score: Double?

    /// The evaluations of the vector field.
    public let evaluations: Int

    /// The accepted steps.
    public let steps: Int

    init(_ solver: SolverSetting, _ score: SolverScore) {
      self.solver = solver
      self.score = score.ifSolved
      evaluations = score.statistics.evaluations
      steps = score.statistics.steps
    }
  }

  /// The solver that the model was trained with, and the score that others are measured by.
  public let trained: Cell

  /// The solvers that were tried.
  public let cells: [Cell]

  /// The difference in score that counts as none.
  public let tolerance: Double

  /// Tries solvers on a model.
  ///
  /// - Parameters:
  ///   - trained: The solver that the model was trained with.
  ///   - solvers: The solvers to try, such as those of ``solvers(around:over:methods:factors:tolerances:)``.
  ///   - spanLength: The length of the span of time that is solved over.
  ///   - tolerance: The difference in score that counts as none; it is no less than 0.
  ///   - score: Solves by the given solver; a score that is not finite is that of a failed solve.
  public init(
    of trained: Solver, with solvers: [Solver], over spanLength: Double, tolerance: Double,
    score: (Solver) throws -> SolverScore
  ) rethrows {
    precondition(tolerance >= 0, "A difference in score of \(tolerance) cannot be tolerated.")
    self.tolerance = tolerance
    self.trained = Cell(SolverSetting(trained, over: spanLength), try score(trained))
    cells = try solvers.map { Cell(SolverSetting($0, over: spanLength), try score($0)) }
  }

  /// Tries solvers on a model that was trained with its own.
  ///
  /// - Parameters:
  ///   - model: The model, with the solver that it was trained with.
  ///   - solvers: The solvers to try.
  ///   - spanLength: The length of the span of time that is solved over.
  ///   - tolerance: The difference in score that counts as none; it is no less than 0.
  ///   - score: Judges the model with the solver that it is given.
  public init<Model: ContinuousDepthModel>(
    of model: Model, with solvers: [Solver], over spanLength: Double, tolerance: Double,
    score: (Model) throws -> SolverScore
  ) rethrows {
    try self.init(of: model.solver, with: solvers, over: spanLength, tolerance: tolerance) { solver in
      var model = model
      model.solver = solver
      return try score(model)
    }
  }
}

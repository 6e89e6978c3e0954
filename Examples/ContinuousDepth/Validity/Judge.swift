import GraphODE

/// How a model is solved when the best epoch is chosen.
enum Judge {
  /// By its own solver.
  case asTrained

  /// By the more exact solver that its steps are checked against, so that no epoch is preferred for
  /// what its steps do.
  case exactly

  func judged<Model: ContinuousDepthModel>(_ model: Model, over spanLength: Double) -> Model {
    guard self == .exactly else { return model }
    var model = model
    model.solver = StepAdaptation.testSolver(for: model.solver, over: spanLength)
    return model
  }
}

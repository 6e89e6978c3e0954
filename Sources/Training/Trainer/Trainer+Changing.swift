import Tensors

extension Trainer {
  /// Changes what is no parameter of the model, such as its solver, in the course of training.
  ///
  /// The average of the parameters, where there is one, is changed alike. The best model so far stays as
  /// it was judged.
  ///
  /// - Parameter change: What to change; parameters keep their names and shapes.
  public mutating func changeModel(_ change: (inout Task.Model) -> Void) {
    change(&model)
    if average != nil { change(&average!) }
  }

  /// Changes what is no parameter of the best model, such as the solver that it was judged with.
  ///
  /// - Parameter change: What to change; parameters keep their names and shapes.
  public mutating func changeBestModel(_ change: (inout Task.Model) -> Void) { change(&bestModel) }

  /// Goes on with other parameters for the same function, as after the refinement of a basis.
  ///
  /// The model, its average and the best model are changed alike; what the optimizer remembers of a
  /// parameter is carried over.
  ///
  /// - Parameters:
  ///   - change: Replaces parameters, whose names stay.
  ///   - transformation: For a parameter's name, how gradients by the old parameter lead to those by the
  ///     new one; `nil` where it did not change.
  /// - Precondition: A parameter that changed its shape has a transformation that leads there.
  public mutating func reparameterize(
    _ change: (inout Task.Model) -> Void,
    gradients transformation: (_ parameter: String) -> GradientTransformation?
  ) {
    changeModel(change)
    change(&bestModel)
    optimizer.carryState(to: model, by: transformation)
  }
}

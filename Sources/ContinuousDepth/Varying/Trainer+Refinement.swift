public import Training

extension Trainer where Task.Model: DepthParameterized {
  /// Goes on over another basis: the model, its average and the best model with the same or the nearest
  /// function, the optimizer with what it remembers of gradients.
  ///
  /// - Parameter change: A change from the model's basis.
  public mutating func changeBasis(by change: BasisChange) {
    changeBasis(by: change) { $0.changeBasis(by: change) }
  }

  private mutating func changeBasis(by change: BasisChange, _ body: (inout Task.Model) -> Void) {
    let names = Set(model.depthVaryingParameters)
    let gradients = change.gradients
    reparameterize(body) { names.contains($0) ? gradients : nil }
  }
}

extension Trainer where Task.Model: DepthParameterized & ContinuousDepthModel {
  /// Goes on over the next finer basis and with twice as many fixed steps.
  public mutating func refineDepth() {
    changeBasis(by: model.depthBasis.refined()) { $0.refineDepth() }
  }

  /// Goes over to the basis that a schedule has after the finished epochs, as long as it is a finer one.
  ///
  /// Called before each epoch, it trains incrementally in depth:
  ///
  ///     trainer.fit(epochs: 40, beforeEpoch: { $0.refineDepth(by: schedule) })
  ///
  /// - Parameter schedule: When the basis is refined.
  public mutating func refineDepth(by schedule: RefinementSchedule) {
    let goal = schedule.basis(afterEpochs: finishedEpochs)
    while model.depthBasis.count < goal.count { refineDepth() }
  }
}

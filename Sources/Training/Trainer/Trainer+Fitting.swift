import Layers
import Tensors

extension Trainer {
  /// Trains until `epochs` epochs are finished, those before a resume included.
  ///
  /// The best epoch is the first with the best validation score; a tie does not replace it. When a
  /// loss, a parameter or a validation score is not finite, the epoch is undone: model, optimizer
  /// and generator are those before it, and no checkpoint is written.
  ///
  /// - Parameters:
  ///   - epochs: The number of finished epochs at the end.
  ///   - earlyStopping: When to stop before that.
  ///   - schedule: The factor on the learning rate of each update.
  ///   - gradientNormLimit: The largest Euclidean norm over all parameters that a gradient may
  ///     have, positive; a larger one is scaled down to it.
  ///   - checkpoint: Where and how often to save the state, `nil` for nowhere.
  ///   - onEvent: What to do with each event, in order.
  ///   - beforeEpoch: What to do before each epoch, such as to refine the model by
  ///     ``reparameterize(_:gradients:)``. It stays where the epoch is undone.
  ///   - afterUpdate: What to do after each update of the parameters, such as to change the model's
  ///     solver by ``changeModel(_:)``. What it changes of the model and the notes is undone with the epoch.
  /// - Returns: How the run went.
  /// - Throws: The reason why a checkpoint could not be written. The trainer is then that after the
  ///   last finished epoch, and the file that was there before is unchanged.
  public mutating func fit(
    epochs: Int, earlyStopping: EarlyStopping = .never, schedule: LearningRateSchedule = .constant,
    gradientNormLimit: Double? = nil, checkpoint: CheckpointPolicy? = nil,
    onEvent: (TrainingEvent) -> Void = { _ in }, beforeEpoch: (inout Trainer) -> Void = { _ in },
    afterUpdate: (inout Trainer) -> Void = { _ in }
  ) throws(FileError) -> TrainingSummary {
    precondition(epochs >= 0, "\(epochs) epochs cannot be run.")
    if let limit = gradientNormLimit {
      precondition(limit > 0, "The limit of the gradient's norm is \(limit), but must be positive.")
    }
    onEvent(
      .started(
        finishedEpochs: finishedEpochs, epochs: epochs, parameterCount: model.parameterCount))
    var stopReason: StopReason?
    var savedEpoch = finishedEpochs
    let clock = ContinuousClock()
    let start = (time: clock.now, epoch: finishedEpochs)

    while stopReason == nil {
      if let reason = endReached(epochs: epochs, earlyStopping) {
        stopReason = reason
        continue
      }
      beforeEpoch(&self)
      if let quantity = runEpoch(schedule, gradientNormLimit, afterUpdate, onEvent) {
        stopReason = .diverged(epoch: finishedEpochs + 1, quantity)
      } else if let record = history.last, let best {
        let pace = clock.now - start.time
        let secondsLeft =
          pace.seconds / Double(record.epoch - start.epoch) * Double(epochs - record.epoch)
        onEvent(
          .epochEnded(
            EpochProgress(record: record, epochs: epochs, best: best, secondsLeft: secondsLeft)))
        let isLast = endReached(epochs: epochs, earlyStopping) != nil
        if let checkpoint, isLast || finishedEpochs - savedEpoch >= checkpoint.interval {
          try save(to: checkpoint.path)
          savedEpoch = finishedEpochs
          onEvent(.checkpointSaved(path: checkpoint.path, epoch: finishedEpochs))
        }
      }
    }
    let summary = TrainingSummary(
      best: best, history: history, stopReason: stopReason ?? .finished)
    onEvent(.stopped(summary))
    return summary
  }

  /// The reason to run no further epoch, if there is one.
  private func endReached(epochs: Int, _ earlyStopping: EarlyStopping) -> StopReason? {
    if finishedEpochs >= epochs { return .finished }
    if case .afterEpochsWithoutGain(let patience) = earlyStopping, let best,
      earlyStopping.stops(after: finishedEpochs, bestEpoch: best.epoch)
    {
      return .noGain(patience: patience)
    }
    return nil
  }

  /// Runs one epoch and adds its record, or undoes it and returns what was not finite.
  private mutating func runEpoch(
    _ schedule: LearningRateSchedule, _ gradientNormLimit: Double?,
    _ afterUpdate: (inout Trainer) -> Void, _ onEvent: (TrainingEvent) -> Void
  ) -> StopReason.Quantity? {
    // Copies share their memory until the first update.
    let before = (model, optimizer, average, bestModel, generator, notes)
    let epoch = finishedEpochs + 1
    func undo() {
      (model, optimizer, average, bestModel, generator, notes) = before
    }

    let clock = ContinuousClock()
    let start = clock.now
    var loss = 0.0
    var (evaluations, gradientFallbacks) = (0, 0)
    let batches = task.batchCount
    precondition(batches > 0, "An epoch has \(batches) batches, but needs at least 1.")
    for batch in 0..<batches {
      let step = task.step(model, batch: batch, epoch: epoch, using: &generator)
      guard step.loss.isFinite else {
        undo()
        return .loss
      }
      loss += step.loss
      evaluations += step.evaluations
      gradientFallbacks += step.gradientFallbacks
      optimizer.update(
        &model, along: step.gradient,
        rateFactor: schedule.factor(afterEpochs: finishedEpochs, batch: batch, of: batches),
        gradientFactor: gradientFactor(of: step.gradient, limit: gradientNormLimit))
      if let averaging, average != nil {
        averaging.move(&average!, towards: model, update: optimizer.stepCount)
      }
      afterUpdate(&self)
      if batches > 1 {
        onEvent(
          .batchEnded(
            BatchProgress(
              epoch: epoch, batch: batch + 1, batches: batches, loss: loss / Double(batch + 1))))
      }
    }
    let seconds = (clock.now - start).seconds

    let judged = judgedModel
    guard judged.namedParameters.allSatisfy(\.value.allFinite) else {
      undo()
      return .parameters
    }
    let evaluation = task.evaluate(judged)
    guard evaluation.validation.isFinite, evaluation.validationLoss?.isFinite ?? true else {
      undo()
      return .validation
    }
    let record = EpochRecord(
      epoch: epoch, loss: loss / Double(batches), validation: evaluation.validation,
      test: evaluation.test, evaluations: Double(evaluations) / Double(batches), seconds: seconds,
      gradientFallbacks: gradientFallbacks)
    history.append(record)
    if best.map({ task.scoreOrder.prefers(record.validation, over: $0.validation) }) ?? true {
      best = record
      bestModel = judged
    }
    return nil
  }

  /// Returns the factor that brings the gradient's norm within the limit.
  private func gradientFactor(of gradient: Task.Model.TangentVector, limit: Double?) -> Double {
    guard let limit else { return 1 }
    var square = 0.0
    var copy = model
    copy.visitParameters(
      along: gradient,
      with: ParameterVisitor { _, _, part in
        if !part.isShapelessZero { square += part.dotProduct(with: part) }
      })
    let norm = square.squareRoot()
    // Not `norm <= limit`: a norm that is not a number has to reach the parameters and be found.
    return norm > limit ? limit / norm : 1
  }
}

extension Duration {
  /// The duration as a number of seconds.
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

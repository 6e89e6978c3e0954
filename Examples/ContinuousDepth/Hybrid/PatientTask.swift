import GraphODE

/// Learning from patients who were read on all days; models are judged by forecasts for others from their
/// first days.
struct PatientTask<Dynamics: PatientDynamics>: TrainingTask {
  let training: Patients
  let validation: Patients

  /// The number of days that a forecast sees.
  let seenDays: Int

  var scoreOrder: ScoreOrder { .lowerIsBetter }

  func step(
    _ model: PatientModel<Dynamics>, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<PatientModel<Dynamics>> {
    let inputs = training.inputs(days: seenDays)
    let targets = concatenated(training.observations, alongAxis: 0)
    let (loss, gradient) = valueWithGradient(at: model.treating(training)) { model in
      square(model(inputs) - targets).mean().scalar
    }
    return TrainingStep(loss: loss, gradient: gradient)
  }

  /// Returns the error of forecasts for the days behind those seen, against readings with their noise.
  func evaluate(_ model: PatientModel<Dynamics>) -> Evaluation {
    let outputs = model.outputs(of: validation, seenDays: seenDays)
    return Evaluation(
      validation: rootMeanSquare(
        zip(outputs, validation.observations).dropFirst(seenDays).map { $0 - $1 }))
  }
}

extension PatientModel {
  /// Returns the outputs of patients, one tensor `[patients, outputs]` a day, from what is seen of the first
  /// days.
  func outputs(of patients: Patients, seenDays: Int) -> [Tensor] {
    treating(patients)(patients.inputs(days: seenDays))
      .split(alongAxis: 0, sizes: patients.truth.map { $0.shape[0] })
  }
}

/// Returns the root of the mean square of all elements of some tensors of one shape.
func rootMeanSquare(_ errors: [Tensor]) -> Double {
  let sum = errors.reduce(0) { $0 + square($1).mean().scalar }
  return (sum / Double(errors.count)).squareRoot()
}

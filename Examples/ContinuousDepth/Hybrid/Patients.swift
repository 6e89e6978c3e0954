import GraphODE

/// Patients whose outputs are read once a day.
struct Patients {
  /// The outputs with noise, one tensor `[patients, outputs]` a day from day 0.
  let observations: [Tensor]

  /// The outputs without noise, likewise.
  let truth: [Tensor]

  /// The doses, `[patients, days]` but for the last day.
  let doses: TimedInput

  /// The number of patients.
  var count: Int { truth[0].shape[0] }

  /// Returns some of the patients.
  func selected(_ places: Range<Int>) -> Patients {
    let rows = { (tensor: Tensor) in tensor.sliced(alongAxis: 0, places) }
    return Patients(
      observations: observations.map(rows), truth: truth.map(rows),
      doses: TimedInput(rows(doses.amounts), at: doses.times))
  }

  /// What a model sees of the first days, `[patients, outputs + 1]` a day: outputs and the dose of the day.
  func inputs(days: Int) -> [Tensor] {
    (0..<days).map {
      concatenated([observations[$0], doses.amounts.sliced(alongAxis: 1, $0..<$0 + 1)], alongAxis: 1)
    }
  }
}

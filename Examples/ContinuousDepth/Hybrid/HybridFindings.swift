import Figures
import GraphODE

/// What the runs of all models show together.
struct HybridFindings {
  let runs: [HybridRun]

  /// The numbers of patients to train on.
  let trajectories: [Int]

  /// The first test patient of the first seed.
  let patient: Patients

  /// The number of patients to train on at which the claim is judged: 100 if that is among them, else the
  /// greatest.
  var judged: Int { trajectories.contains(100) ? 100 : trajectories.max() ?? 0 }

  private func runs(_ kind: PatientModelKind, _ count: Int) -> [HybridRun] {
    runs.filter { $0.model == kind && $0.trainingPatients == count }
  }

  /// The mean test error over seeds and its standard deviation, not numbers where a run has none.
  func error(_ kind: PatientModelKind, _ count: Int) -> (mean: Double, deviation: Double) {
    spread(runs(kind, count).map { $0.test ?? .nan })
  }

  private func spread(_ values: [Double]) -> (mean: Double, deviation: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(values.count - 1, 1))
    return (mean, variance.squareRoot())
  }

  /// The number of seeds in which the hybrid's test error is below both others'.
  var wins: Int {
    let errors = PatientModelKind.allCases.map { runs($0, judged).map { $0.test ?? .nan } }
    return zip(zip(errors[0], errors[1]), errors[2]).count { $1 < $0.0 && $1 < $0.1 }
  }

  /// Whether it was found so, in one sentence.
  var verdict: String {
    let errors = PatientModelKind.allCases.map { error($0, judged).mean }
    let seeds = runs(.hybrid, judged).count
    let figures =
      "with \(judged) patients to train on the hybrid's forecasts err by \(errors[2].formatted(digits: 3)), "
      + "the expert's by \(errors[0].formatted(digits: 3)) and the learned ones by "
      + "\(errors[1].formatted(digits: 3)), and the hybrid is best in \(wins) of \(seeds) "
      + "seed\(seeds == 1 ? "" : "s")."
    if wins == seeds { return "Found: " + figures }
    let isBestOnAverage = errors[2] < errors[0] && errors[2] < errors[1]
    return (isBestOnAverage ? "Found on average only: " : "Not found: ") + figures
  }

  /// A row for each model and number of patients.
  var table: TextTable {
    var table = TextTable([
      .numbers("patients"), .words("model"), .numbers("parameters"), .numbers("test RMSE"), .numbers("±"),
      .numbers("day \(HybridTrial.seenDays)"), .numbers("day \(PatientSimulation.dayCount - 1)"),
      .numbers("validation"),
    ])
    for count in trajectories {
      for kind in PatientModelKind.allCases {
        let (mean, deviation) = error(kind, count)
        let runs = runs(kind, count)
        let days = byDay(kind, count)
        let numbers = [mean, deviation, days.first ?? .nan, days.last ?? .nan]
        table.append(
          [String(count), kind.rawValue, String(runs.first?.parameters ?? 0)]
            + numbers.map { $0.formatted(digits: 3) }
            + [spread(runs.map { $0.validation ?? .nan }).mean.formatted(digits: 3)])
      }
      if count != trajectories.last { table.appendRule() }
    }
    return table
  }

  /// The mean test error over seeds on each day behind those seen.
  private func byDay(_ kind: PatientModelKind, _ count: Int) -> [Double] {
    (0..<PatientSimulation.dayCount - HybridTrial.seenDays).map { day in
      spread(runs(kind, count).map { $0.testByDay[day] ?? .nan }).mean
    }
  }

  /// The charts of the page.
  var sections: [PageSection] {
    let unit = "standard deviations"
    let columns = ColumnChart(
      "Error of forecasts by number of patients", categoryTitle: "Patients to train on",
      categories: trajectories.map(String.init), axis: Axis("Test RMSE", unit: unit),
      series: PatientModelKind.allCases.map { kind in
        ColumnSeries(kind.rawValue, values: trajectories.map { error(kind, $0).mean })
      })
    let days = PatientSimulation.days
    let lines = LineChart(
      "Error of forecasts by day, \(judged) patients", axis: Axis("Day", kind: .wholeNumbers),
      verticalAxis: Axis("Test RMSE", unit: unit, range: 0...0),
      series: PatientModelKind.allCases.map {
        LineSeries($0.rawValue, at: Array(days.dropFirst(HybridTrial.seenDays)), values: byDay($0, judged))
      })
    return [
      PageSection(
        "Errors",
        [
          .text(
            "All models see the readings of days 0 to \(HybridTrial.seenDays - 1) and all doses, and forecast "
              + "the days that follow. Errors are those against the truth without noise, in standard deviations "
              + "of each output, as means over all seeds."),
          .figure(Figure(columns, caption: "Lower is better.", numbers: columns.table)),
          .figure(Figure(lines, caption: "Days that no model has seen of a test patient.")),
        ]),
      PageSection("One patient", [.figure(Figure(patientChart, caption: patientCaption))]),
    ]
  }

  /// The output of the shown patient that changes most: chosen by the truth, not by what models make of it.
  private var shownOutput: Int {
    let values = patient.truth.map(\.elements)
    let ranges = (0..<PatientSimulation.outputCount).map { output in
      (values.map { $0[output] }.max() ?? 0) - (values.map { $0[output] }.min() ?? 0)
    }
    return ranges.indices.max { ranges[$0] < ranges[$1] } ?? 0
  }

  private var patientCaption: String {
    let doses = zip(patient.doses.times, patient.doses.amounts.elements).filter { $1 > 0 }
      .map { "\($1.formatted(digits: 1)) on day \(Int($0))" }
    return "The first test patient of the first seed, and the output that changes most. Doses: "
      + (doses.isEmpty ? "none." : doses.joined(separator: ", ") + ".")
  }

  private var patientChart: LineChart {
    let output = shownOutput
    let days = PatientSimulation.days
    let forecasts = PatientModelKind.allCases.compactMap { kind in
      runs(kind, judged).first.map {
        LineSeries(kind.rawValue, at: days, values: $0.firstPatient.map { $0[output] })
      }
    }
    let truth = LineSeries(
      "truth", at: days, values: patient.truth.map { $0.elements[output] }, role: .reference)
    return LineChart(
      "Forecasts for one patient", axis: Axis("Day", kind: .wholeNumbers),
      panels: [
        LinePanel(Axis("Output \(output + 1)", unit: "standard deviations"), series: [truth] + forecasts)
      ],
      marks: [PositionMark("last day seen", at: Double(HybridTrial.seenDays - 1))])
  }
}

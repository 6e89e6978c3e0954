import Figures
import Foundation
import GraphODE

extension RefinementStudy {
  /// The means over the seeds of one way to train.
  private struct Means {
    let runs: [Run]
    var seconds: Double { mean(\.seconds) }
    var evaluations: Double { mean(\.evaluations) }
    var validation: Double { mean(\.validation) }
    var test: Double { mean(\.test) }
    var halvedValidation: Double { mean(\.halvedValidation) }
    var halvedTest: Double { mean(\.halvedTest) }
    var halvedStepsTest: Double { mean(\.halvedStepsTest) }
    /// Not a number where a seed did not reach the goal.
    var evaluationsToGoal: Double { mean { $0.evaluationsToGoal ?? .nan } }
    /// The largest loss of test accuracy by halving the units, over the seeds.
    var worstLoss: Double { runs.map { $0.test - $0.halvedTest }.max() ?? .nan }

    func mean(_ value: (Run) -> Double) -> Double { runs.reduce(0) { $0 + value($1) } / Double(runs.count) }
  }

  /// What the run found out.
  func result() -> ClaimResult {
    let (atOnce, incremental) = (means(Self.trainings[0]), means(Self.trainings[1]))
    return ClaimResult(
      title: "Training incrementally in depth",
      claim: """
        Training that begins with one unit of depth and doubles units and steps reaches the accuracy of \
        training all \(units) units at once in at most 0.7 of its time, and half of the units can be \
        projected away for less than one point (A. Queiruga et al., "Continuous-in-Depth Neural Networks", \
        2020).
        """,
      verdict: verdict(atOnce, incremental), table: table, figures: runs,
      keyFigures: [
        KeyFigure(decimals(incremental.seconds / atOnce.seconds, 2), "of the seconds"),
        KeyFigure(decimals(incremental.evaluations / atOnce.evaluations, 2), "of the evaluations"),
        KeyFigure(percent(incremental.test), unit: "%", "test accuracy, incremental"),
        KeyFigure(percent(atOnce.test), unit: "%", "test accuracy, at once"),
      ],
      sections: [PageSection("Accuracy over the cost of training", [.figure(Figure(chart))])])
  }

  private func means(_ training: String) -> Means { Means(runs: runs.filter { $0.training == training }) }

  private func verdict(_ atOnce: Means, _ incremental: Means) -> String {
    let (time, work) = (incremental.seconds / atOnce.seconds, incremental.evaluations / atOnce.evaluations)
    let isLearned = atOnce.test > 0.9
    let isAsGood = incremental.test >= atOnce.test - Self.tolerance
    let isCheaper = time <= 0.7 && work <= 0.7
    let loss = incremental.test - incremental.halvedTest
    let isCompressible = loss < 0.01
    let toGoal = incremental.evaluationsToGoal / atOnce.evaluationsToGoal
    let goal =
      toGoal.isFinite
      ? "\(decimals(toGoal, 2)) of those until the validation accuracy is within half a point of what "
        + "training at once ends with"
      : "without always coming within half a point of its validation accuracy"
    let figures = """
      incremental training reaches a test accuracy of \(percent(incremental.test)) % against \
      \(percent(atOnce.test)) % in \(decimals(time, 2)) of the seconds and \(decimals(work, 2)) of the \
      evaluations (\(goal)), and halving its units costs \(decimals(100 * loss, 2)) points \
      (\(decimals(100 * incremental.worstLoss, 2)) for the worst of \(incremental.runs.count) seeds)
      """
    let faults = [
      (isLearned, "training at once does not learn the task"), (isAsGood, "it is less accurate"),
      (isCheaper, "it costs more than 0.7"), (isCompressible, "compression costs a point or more"),
    ].filter { !$0.0 }.map(\.1)
    return faults.isEmpty
      ? "Found: \(figures)." : "Not found, since \(faults.joined(separator: " and ")): \(figures)."
  }

  private var table: TextTable {
    let half = max(units / 2, 1)
    var table = TextTable([
      .words("training"), .words("seed"), .numbers("seconds"), .numbers("evaluations"), .numbers("to goal"),
      .numbers("validation %"), .numbers("test %"), .numbers("\(half) units: validation %"),
      .numbers("test %"),
      .numbers("and \(half) steps: test %"),
    ])
    for training in Self.trainings {
      let means = means(training)
      func row(_ seed: String, _ run: Means) -> [String] {
        [
          training, seed, decimals(run.seconds, 2), decimals(run.evaluations, 0),
          decimals(run.evaluationsToGoal, 0),
          percent(run.validation), percent(run.test), percent(run.halvedValidation), percent(run.halvedTest),
          percent(run.halvedStepsTest),
        ]
      }
      for run in means.runs { table.append(row(String(run.seed), Means(runs: [run]))) }
      table.append(row("mean", means))
      if training != Self.trainings.last { table.appendRule() }
    }
    return table
  }

  /// The mean validation accuracy of both ways to train over the evaluations that they took.
  private var chart: LineChart {
    LineChart(
      "Mean validation accuracy", axis: Axis("evaluations of the field in training, forwards"),
      verticalAxis: Axis("accuracy", unit: "%"),
      series: Self.trainings.map { training in
        let runs = means(training).runs
        let count = runs.map(\.validationByEpoch.count).min() ?? 0
        return LineSeries(
          training, at: (0..<count).map { epoch in Means(runs: runs).mean { $0.evaluationsByEpoch[epoch] } },
          values: (0..<count).map { epoch in 100 * Means(runs: runs).mean { $0.validationByEpoch[epoch] } })
      })
  }
}

private func decimals(_ value: Double, _ count: Int) -> String { String(format: "%.\(count)f", value) }

private func percent(_ share: Double) -> String { decimals(100 * share, 2) }

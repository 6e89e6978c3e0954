import Figures
import GraphODE

/// What training left of a model: its scores with many solvers, and how its steps were chosen.
struct TrainedModel: Encodable {
  /// What was done about the steps.
  enum Kind: String, Encodable {
    case coarse, adapted
  }

  let kind: Kind

  /// The scores on the test data.
  let check: ManifestationCheck

  /// The checks of the steps in the course of training.
  let history: [StepCheck]

  /// The epoch that was kept.
  let bestEpoch: Int

  /// The methods that were tried, in their order.
  var methods: [String] {
    check.cells.reduce(into: []) { if !$0.contains($1.solver.method) { $0.append($1.solver.method) } }
  }

  /// Whether steps were of one size in training.
  var hasFixedSteps: Bool { check.trained.solver.stepCount != nil }

  /// The steps or the tolerances of the training in a word or two.
  var resolutionWords: String {
    switch check.trained.solver.resolution {
    case .step: "N = \(check.trained.solver.stepCount ?? 1)"
    case .tolerances(let relative, _): "tol = \(relative.significant(2))"
    }
  }

  /// Returns the cell of a method with steps or tolerances so many times as fine as in training.
  func cell(_ method: String, finerBy factor: Double) -> ManifestationCheck.Cell? {
    check.cells.first { cell in
      guard cell.solver.method == method else { return false }
      switch (cell.solver.resolution, check.trained.solver.resolution) {
      case (.step, .step):
        let trained = Double(check.trained.solver.stepCount ?? 1)
        return cell.solver.stepCount == Int((factor * trained).rounded(.up))
      case (.tolerances(let own, _), .tolerances(let trained, _)): return own == trained * (1 / factor)
      default: return false
      }
    }
  }

  /// Returns the adaptive cell of a method beside fixed steps.
  func exactCell(_ method: String) -> ManifestationCheck.Cell? {
    guard hasFixedSteps else { return nil }
    return check.cells.first { $0.solver.method == method && $0.solver.stepCount == nil }
  }

  /// The lowest accuracy with any solver.
  var leastScore: Double { check.cells.compactMap(\.score).min() ?? 0 }

  /// The accuracy of each method over the number of steps that it took, in percent from a least one on.
  func chart(from least: Double) -> LineChart {
    let methods = methods.filter { exactCell($0) == nil }
    var series = methods.map { method in
      let cells = check.cells.filter { $0.solver.method == method }.sorted { $0.steps < $1.steps }
      return LineSeries(
        method, at: cells.map { Double($0.steps) }, values: cells.map { $0.score.map { 100 * $0 } })
    }
    let ends = series.flatMap(\.positions)
    if let exact = check.cells.first(where: { hasFixedSteps && $0.solver.stepCount == nil }),
      let first = ends.min(), let last = ends.max()
    {
      let score = exact.score.map { 100 * $0 }
      series.append(
        LineSeries("\(exact.solver)", at: [first, last], values: [score, score], role: .reference))
    }
    let name = kind == .coarse ? "Trained with coarse steps" : "Trained with adapted steps"
    return LineChart(
      name, axis: Axis("Steps", kind: .wholeNumbers),
      panels: [LinePanel(Axis("Test accuracy", unit: "%", range: 100 * least...100), series: series)],
      marks: [PositionMark("as in training", at: Double(check.trained.steps))])
  }

  /// How steps or tolerances, and the accuracies on a batch, went in training; `nil` without checks.
  func historyChart() -> LineChart? {
    guard let last = history.last else { return nil }
    let updates = history.map { Double($0.update) }
    let isFixed = last.trained.stepCount != nil
    let evaluations = LinePanel(
      Axis("Evaluations of a solve"),
      series: [
        LineSeries("as in training", at: updates, values: history.map { Double($0.evaluations) }),
        LineSeries("exactly", at: updates, values: history.map { Double($0.testEvaluations) }),
      ])
    let scores = LinePanel(
      Axis("Accuracy on the batch", unit: "%"),
      series: [
        LineSeries("as in training", at: updates, values: history.map { $0.trainedScore.map { 100 * $0 } }),
        LineSeries("exactly", at: updates, values: history.map { $0.testScore.map { 100 * $0 } }),
      ])
    return LineChart(
      isFixed ? "How steps were adapted" : "How tolerances were adapted",
      axis: Axis("Update", kind: .wholeNumbers), panels: [evaluations, scores])
  }
}

import Figures
import GraphODE

/// What both models do with which solver, and whether that is as claimed.
struct ValidityFindings: Encodable {
  let task: ValidityTask
  let coarse: TrainedModel
  let adapted: TrainedModel

  /// How much finer than in training solvers are tried, and what that is called.
  static let factors = [0.5, 0.75, 1, 1.5, 2, 4]
  private static let factorNames = ["N/2", "3N/4", "N", "3N/2", "2N", "4N"]

  /// What marks in the table mean.
  static let legend = """
    Accuracies on test data in percent, with so many times the steps N of the training, or its tolerance \
    divided so. In brackets: less exact than the training, which does not count. With an exclamation mark: too far \
    from the accuracy in training.
    """

  /// Whether the coarse model was found out, and the adapted one is continuous.
  var isAsClaimed: Bool { !coarse.check.isContinuous && adapted.check.isContinuous }

  /// Whether it is as claimed, with the largest differences that decide.
  var verdict: String {
    "\(isAsClaimed ? "The claim holds" : "The claim was not found to hold"): solved at least as exactly as in "
      + "training, \(change(of: coarse)), and \(change(of: adapted)), where "
      + "\(points(coarse.check.tolerance)) points are allowed."
  }

  private func change(of model: TrainedModel) -> String {
    let (trained, kind) = (model.check.trained, model.kind.rawValue)
    guard let score = trained.score else {
      return "the \(kind) model (\(trained.solver)) fails as in training already"
    }
    let name = "the accuracy of the \(kind) model (\(trained.solver), \(points(score)) %)"
    guard let difference = model.check.largestDifference else { return "\(name) was not tried" }
    return difference.isFinite
      ? "\(name) changes by up to \(points(difference)) points" : "\(name) is lost in a solve that fails"
  }

  /// The accuracies by solver, in percent, for both models.
  var table: TextTable {
    var table = TextTable(
      [.words("training"), .words("solver")] + columnNames.map { .numbers($0) })
    for model in [coarse, adapted] {
      for (index, method) in model.methods.enumerated() {
        table.append([index == 0 ? title(of: model) : "", method] + texts(of: model, method))
      }
      table.appendRule()
    }
    return table
  }

  /// What stands above the accuracies; beside fixed steps there is an adaptive solver, too.
  private var columnNames: [String] {
    Self.factorNames + (coarse.hasFixedSteps ? ["tol \(ValidityRun.exactTolerance)"] : [])
  }

  private func title(of model: TrainedModel) -> String { "\(model.kind.rawValue), \(model.resolutionWords)" }

  private func texts(of model: TrainedModel, _ method: String) -> [String] {
    let cells =
      Self.factors.map { model.cell(method, finerBy: $0) }
      + (model.hasFixedSteps ? [model.exactCell(method)] : [])
    return cells.map { $0.map { model.check.text(of: $0, in: points) } ?? "" }
  }

  private func points(_ share: Double) -> String { (100 * share).fixed(1) }

  /// Table, verdict and page.
  var result: ClaimResult {
    let least = min(coarse.leastScore, adapted.leastScore)
    return ClaimResult(
      title: "Continuous, or a few layers?",
      claim: """
        A model that was trained with coarse steps learns to rely on them, while one whose steps are adapted in \
        training is the differential equation that it looks like (Ott et al., ICLR 2021).
        """,
      verdict: verdict, table: table, figures: self, keyFigures: keyFigures,
      sections: [
        PageSection(
          "The accuracy with other solvers",
          [
            .figure(Figure(coarse.chart(from: least), caption: coarse.check.verdict)),
            .figure(Figure(adapted.chart(from: least), caption: adapted.check.verdict)),
            .table(pageTable), .text(Self.legend),
          ])
      ] + historySections)
  }

  private var keyFigures: [KeyFigure] {
    [(coarse, "what coarse steps lose when solved exactly"), (adapted, "what adapted steps lose")]
      .compactMap { model, label in
        guard let difference = model.check.largestDifference, difference.isFinite else { return nil }
        return KeyFigure(points(difference), unit: "points", label)
      } + [
        KeyFigure(
          "\(adapted.check.trained.steps)", unit: "steps",
          "of \(adapted.check.trained.solver.method), as adapted")
      ]
  }

  private var historySections: [PageSection] {
    guard let chart = adapted.historyChart() else { return [] }
    let caption = """
      Every \(adapted.history.first?.update ?? 0) updates the batch is scored with the solver of the training \
      and with a more exact one. Where the accuracies differ, the steps are halved; else steps a tenth larger are \
      tried.
      """
    return [PageSection("The adaptation", [.figure(Figure(chart, caption: caption))])]
  }

  private var pageTable: Table {
    Table(
      "Accuracies in percent on \(task.identity)",
      columns: [.words("Training"), .words("Solver")] + columnNames.map { .numbers($0) },
      rows: [coarse, adapted].flatMap { model in
        model.methods.map { method in
          ([title(of: model), method] + texts(of: model, method)).map { .text($0) }
        }
      })
  }
}

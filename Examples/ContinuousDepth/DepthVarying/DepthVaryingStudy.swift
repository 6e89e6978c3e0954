import Figures
import Foundation
import GraphODE
import _ExampleSupport

/// Trains all models on the half turn, and says which were able to learn it.
struct DepthVaryingStudy {
  /// A model of one width over one basis.
  struct Candidate {
    let name: String
    let hidden: Int
    let basis: DepthBasis
    var isConstant: Bool { basis.count == 1 }
  }

  /// How a candidate did with one learning rate and one seed.
  private struct Run {
    let candidate: Int
    let rate: Double
    let best: EpochRecord
    let model: HalfTurnTask.Model
  }

  /// What is kept of a candidate: the runs of the learning rate with the least mean validation error.
  struct Score: Encodable {
    let name: String
    let isConstant: Bool
    let parameters: Int
    let learningRate: Double
    let validation: [Double]
    let test: [Double]
    var meanValidation: Double { mean(validation) }
    var meanTest: Double { mean(test) }
  }

  static let rates = [0.01, 0.03]

  static let candidates: [Candidate] = {
    let depth = 0.0...1.0
    return [
      Candidate(name: "constant", hidden: 16, basis: .piecewiseConstant(cells: 1, over: depth)),
      Candidate(name: "constant, wider", hidden: 64, basis: .piecewiseConstant(cells: 1, over: depth)),
      Candidate(name: "4 units", hidden: 16, basis: .piecewiseConstant(cells: 4, over: depth)),
      Candidate(name: "hats at 4 nodes", hidden: 16, basis: .hat(nodes: 4, over: depth)),
      Candidate(name: "powers to 3", hidden: 16, basis: .monomial(degree: 3, over: depth)),
      Candidate(name: "Chebyshev to 3", hidden: 16, basis: .chebyshev(degree: 3, over: depth)),
      Candidate(name: "Fourier to 1 turn", hidden: 16, basis: .fourier(frequencies: 1, over: depth)),
    ]
  }()

  let epochs: Int
  let points: Int
  private var runs: [Run] = []

  init(epochs: Int, points: Int) {
    self.epochs = epochs
    self.points = points
  }

  mutating func run(seeds: [UInt64], progress: ProgressLine) throws {
    var progress = progress
    let count = seeds.count * Self.candidates.count * Self.rates.count
    for seed in seeds {
      var generator = RandomGenerator(seed: seed)
      let task = HalfTurnTask(points: points, using: &generator)
      for (index, candidate) in Self.candidates.enumerated() {
        for rate in Self.rates {
          progress.show("training", finished: runs.count, of: count)
          var weights = generator.split(1)
          let field = TanhNetworkField(2, hidden: candidate.hidden, using: &weights)
          let model = DepthFlow(
            DepthVarying(field, over: candidate.basis), over: TimeSpan(from: 0, to: 1),
            with: Solver(.rk4, .steps(8)))
          var trainer = Trainer(
            task, model: model, identity: candidate.name,
            optimizer: Optimizer(.adam(), learningRate: rate), generator: generator)
          let summary = try trainer.fit(epochs: epochs, schedule: .cosine(epochs: epochs, floor: 0.02))
          try summary.requireFinite()
          guard let best = summary.best else { continue }
          runs.append(Run(candidate: index, rate: rate, best: best, model: trainer.bestModel))
        }
      }
    }
    progress.show("training", finished: count, of: count)
  }

  /// The runs of each candidate's best learning rate.
  private var chosenRuns: [[Run]] {
    Self.candidates.indices.compactMap { index in
      Self.rates.map { rate in runs.filter { $0.candidate == index && $0.rate == rate } }
        .filter { !$0.isEmpty }
        .min { mean($0.map(\.best.validation)) < mean($1.map(\.best.validation)) }
    }
  }

  private func score(_ runs: [Run]) -> Score {
    let candidate = Self.candidates[runs[0].candidate]
    return Score(
      name: candidate.name, isConstant: candidate.isConstant,
      parameters: runs[0].model.parameterCount, learningRate: runs[0].rate,
      validation: runs.map(\.best.validation), test: runs.compactMap(\.best.test))
  }

  func result() -> ClaimResult {
    let scores = chosenRuns.map(score)
    var table = TextTable([
      .words("weights"), .numbers("parameters"), .numbers("rate"), .numbers("validation"), .numbers("test"),
      .numbers("worst test"),
    ])
    for (index, score) in scores.enumerated() {
      if index > 0, scores[index - 1].isConstant, !score.isConstant { table.appendRule() }
      table.append([
        score.name, String(score.parameters), String(score.learningRate), decimals(score.meanValidation),
        decimals(score.meanTest), decimals(score.test.max() ?? .nan),
      ])
    }
    let chart = ColumnChart(
      "Distance from where points should go", categoryTitle: "Weights", categories: scores.map(\.name),
      axis: Axis("test error", range: 0...0),
      series: [ColumnSeries("mean over seeds", values: scores.map(\.meanTest))])
    return ClaimResult(
      title: "Weights that vary with depth",
      claim: """
        Weights that vary with depth learn half a turn with a stretch, (x, y) ↦ (−2x, −y/2), which is the \
        flow of no autonomous field (S. Massaroli et al., "Dissecting Neural ODEs", NeurIPS 2020, for \
        weights over a basis).
        """,
      verdict: verdict(scores), table: table, figures: scores,
      keyFigures: keyFigures(scores),
      sections: [
        PageSection(
          "Errors", [.figure(Figure(chart, caption: "The size of the image is 1.03.", numbers: chart.table))])
      ] + paths(scores))
  }

  /// The model that varies and the constant one with the least mean validation errors.
  private func rivals(_ scores: [Score]) -> (varying: Score, constant: Score)? {
    func best(_ isConstant: Bool) -> Score? {
      scores.filter { $0.isConstant == isConstant }.min { $0.meanValidation < $1.meanValidation }
    }
    guard let varying = best(false), let constant = best(true) else { return nil }
    return (varying, constant)
  }

  private func verdict(_ scores: [Score]) -> String {
    guard let (varying, constant) = rivals(scores) else { return "Not found: training failed." }
    let isFound = (varying.test.max() ?? .infinity) < 0.5 * (constant.test.min() ?? 0)
    let figures =
      "by validation the best weights that vary are '\(varying.name)' with a test error of "
      + "\(decimals(varying.meanTest)), the best constant ones '\(constant.name)' with "
      + "\(decimals(constant.meanTest)) (means of \(varying.test.count) seeds)"
    let comparison = "less than half the error of the best seed of the latter."
    return isFound
      ? "Found: \(figures), and the worst seed of the former has \(comparison)"
      : "Not found: \(figures), and the worst seed of the former does not have \(comparison)"
  }

  private func keyFigures(_ scores: [Score]) -> [KeyFigure] {
    guard let (varying, constant) = rivals(scores) else { return [] }
    return [
      KeyFigure(decimals(varying.meanTest), "test error, \(varying.name)"),
      KeyFigure(decimals(constant.meanTest), "test error, \(constant.name)"),
    ]
  }

  /// The paths of three points through the best models of the first seed.
  private func paths(_ scores: [Score]) -> [PageSection] {
    guard let (varying, constant) = rivals(scores) else { return [] }
    let times = (0...40).map { Double($0) / 40 }
    let starts = [(0.8, 0.0), (-0.8, 0.0), (0.0, 0.8)]
    let figures: [PageSection.Element] = [varying, constant].compactMap { rival in
      guard let run = chosenRuns.first(where: { Self.candidates[$0[0].candidate].name == rival.name })?.first
      else { return nil }
      let start = Tensor(shape: [3, 2], elements: starts.flatMap { [$0.0, $0.1] })
      let states = solve(
        run.model.field, from: start, over: 0...1, saving: .times(times), with: run.model.solver
      ).states.map(\.elements)
      func series(_ coordinate: Int) -> [LineSeries] {
        starts.indices.map { point in
          LineSeries(
            "from (\(starts[point].0), \(starts[point].1))", at: Array(times.prefix(states.count)),
            values: states.map { $0[2 * point + coordinate] })
        }
      }
      let chart = LineChart(
        "Three points on their way, weights: \(rival.name)", axis: Axis("depth"),
        panels: [
          LinePanel(Axis("x"), series: series(0), height: 160),
          LinePanel(Axis("y"), series: series(1), height: 160),
        ])
      return .figure(Figure(chart))
    }
    return [
      PageSection(
        "Paths",
        [.text("The two points on the x axis should change sides, to ±1.6, and the third go to −0.4.")]
          + figures)
    ]
  }
}

/// Returns a number with three decimals.
private func decimals(_ value: Double) -> String { String(format: "%.3f", value) }

/// Returns the mean; not a number for no values.
private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

extension ManifestationCheck {
  /// Whether a solver decides on the verdict: it is at least as exact as the one of the training.
  public func counts(_ cell: Cell) -> Bool { cell.solver.isAtLeastAsExact(as: trained.solver) }

  /// Whether the score with a solver is that with the solver of the training, within the tolerance.
  public func agrees(_ cell: Cell) -> Bool {
    guard let score = cell.score, let expected = trained.score else { return false }
    return abs(score - expected) <= tolerance + SolverScore.roundOff
  }

  /// Whether the model is continuous in depth: at least one solver counts, and all that count agree.
  public var isContinuous: Bool { !deciding.isEmpty && deciding.allSatisfy(agrees) }

  /// How far the scores that decide are from that of the training at most; infinite where a solve failed,
  /// and `nil` where no solver counts.
  public var largestDifference: Double? { deciding.map(distance).max() }

  /// The largest step of the training's method down from which all that were tried agree; `nil` where not
  /// even the smallest does, and for adaptive steps.
  ///
  /// It is the critical step of Ott et al., as far as the steps tried can tell.
  public var criticalStep: Double? {
    let sizes = ([trained] + cells).filter { $0.solver.method == trained.solver.method }
      .compactMap { cell in
        if case .step(let size) = cell.solver.resolution { (size: size, agrees: agrees(cell)) } else { nil }
      }
      .sorted { $0.size < $1.size }
    return sizes.prefix { $0.agrees }.last?.size
  }

  /// The verdict in one sentence with the scores that decide.
  public var verdict: String {
    guard let expected = trained.score else {
      return "No continuous model: the solve with \(trained.solver), as in training, fails."
    }
    guard let worst = deciding.max(by: { distance($0) < distance($1) }) else {
      return "No verdict: of \(cells.count) solvers tried none is at least as exact as \(trained.solver)."
    }
    let (start, allowed) = (words(expected), words(tolerance))
    guard let score = worst.score else {
      return "No continuous model: it scores \(start) with \(trained.solver), as in training, but the solve "
        + "with \(worst.solver) fails."
    }
    guard isContinuous else {
      return "No continuous model: it scores \(start) with \(trained.solver), as in training, but "
        + "\(words(score)) with \(worst.solver), a difference of \(words(distance(worst))) where \(allowed) "
        + "is allowed."
    }
    let count = deciding.count
    return "A continuous model: it scores \(start) with \(trained.solver), as in training, and "
      + (count == 1 ? "the one solver" : "all \(count) solvers")
      + " at least as exact score\(count == 1 ? "s" : "") within \(allowed) of that, \(worst.solver) "
      + "farthest with \(words(score))."
  }

  /// The solvers that decide.
  var deciding: [Cell] { cells.filter(counts) }

  /// How far a score is from that of the training; infinite where a solve failed.
  private func distance(_ cell: Cell) -> Double {
    guard let score = cell.score, let expected = trained.score else { return .infinity }
    return abs(score - expected)
  }

  private func words(_ score: Double) -> String { SolverSetting.shortened(score) }
}

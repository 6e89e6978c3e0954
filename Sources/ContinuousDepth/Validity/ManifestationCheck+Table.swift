public import Training

extension ManifestationCheck {
  /// The scores in percent: a row for each method, a column for each number of steps or tolerance.
  ///
  /// Scores of solvers that do not count stand in brackets, and a score that counts and is too far from
  /// that of the training has an exclamation mark; a failed solve is `fails`.
  public var table: TextTable { table(in: { $0.formatted(percentDigits: 1) }) }

  /// Returns the table with scores in words of one's own.
  public func table(in words: (_ score: Double) -> String) -> TextTable {
    let headings = cells.map(\.solver).sorted(by: isCoarser).map(heading)
      .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let methods = cells.reduce(into: [String]()) { names, cell in
      if !names.contains(cell.solver.method) { names.append(cell.solver.method) }
    }
    var table = TextTable([.words("method")] + headings.map { .numbers($0) })
    for method in methods {
      table.append(
        [method]
          + headings.map { heading in
            cells.first { $0.solver.method == method && self.heading($0.solver) == heading }
              .map { text(of: $0, in: words) } ?? ""
          })
    }
    return table
  }

  /// Returns the score with a solver as it stands in the table.
  public func text(of cell: Cell, in words: (_ score: Double) -> String) -> String {
    let text = cell.score.map(words) ?? "fails"
    guard counts(cell) else { return "(\(text))" }
    return agrees(cell) ? text : text + "!"
  }

  private func heading(_ solver: SolverSetting) -> String {
    switch solver.resolution {
    case .step:
      let count = solver.stepCount ?? 1
      return "\(count) step\(count == 1 ? "" : "s")"
    case .tolerances(let relative, let absolute):
      return "tol \(SolverSetting.shortened(relative > 0 ? relative : absolute))"
    }
  }

  /// Fixed steps come before adaptive ones, coarse ones before fine ones.
  private func isCoarser(_ first: SolverSetting, _ second: SolverSetting) -> Bool {
    switch (first.resolution, second.resolution) {
    case (.step(let size), .step(let other)): size > other
    case (.tolerances(let size, _), .tolerances(let other, _)): size > other
    case (.step, .tolerances): true
    case (.tolerances, .step): false
    }
  }
}

extension Double {
  /// Returns a share in percent, without the sign.
  fileprivate func formatted(percentDigits digits: Int) -> String { (100 * self).formatted(digits: digits) }
}

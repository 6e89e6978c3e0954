package import GraphODE

/// A run that ended without a result, in one line.
package struct RunFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

extension TrainingSummary {
  /// Checks that training did not come upon a number that is not finite: what it left is then no result.
  ///
  /// - Throws: What happened, and what to do.
  package func requireFinite() throws {
    if case .diverged = stopReason {
      throw RunFailure("Training stopped: \(stopReason). Try another --seed.")
    }
  }
}

import Tensors

/// What counts of a step's error.
///
/// The tensors of a state are its blocks: a `Tensor` is one block, a ``Pair`` has those of both its
/// states. An error that does not count does not limit the steps: quantities that are integrated
/// beside a state need not slow it down.
public enum ErrorNorm: Sendable, Equatable {
  /// The root mean square over all elements.
  case all
  /// The largest of the blocks' root mean squares.
  case blocks
  /// The root mean square over the elements of some blocks (a seminorm).
  case part(Set<Int>)

  /// Stops with the offending block where a state does not have it, or where no block counts.
  func validate<State: StateVector>(for state: State) {
    guard case .part(let blocks) = self else { return }
    precondition(!blocks.isEmpty, "The error norm counts no block: name those that limit the steps.")
    for block in blocks {
      precondition(
        block >= 0 && block < state.tensorCount,
        "The error norm counts block \(block), but the state has \(state.tensorCount) blocks.")
    }
  }

  /// Returns the norm of `error / (atol + rtol · max(|from|, |to|))`, not a number where any operand
  /// is or where `to` is infinite, in blocks that do not count, too.
  @_specialize(where State == Tensor)
  func ratio<State: StateVector>(
    _ error: State, from: State, to: State, _ steps: AdaptiveSteps
  ) -> Double {
    var (sum, count, largest) = (0.0, 0, 0.0)
    for index in 0..<error.tensorCount {
      if case .part(let blocks) = self, !blocks.contains(index) {
        if !to.tensor(at: index).allFinite { return .nan }
        continue
      }
      let block = error.tensor(at: index)
      if block.isShapelessZero || block.elementCount == 0 { continue }
      let part = block.scaledSumOfSquares(
        from.tensor(at: index), to.tensor(at: index), relativeTolerance: steps.relativeTolerance,
        absoluteTolerance: steps.absoluteTolerance)
      sum += part
      count += block.elementCount
      let mean = (part / Double(block.elementCount)).squareRoot()
      largest = mean.isNaN || largest.isNaN ? .nan : max(largest, mean)
    }
    if case .blocks = self { return largest }
    return count == 0 ? 0 : (sum / Double(count)).squareRoot()
  }
}

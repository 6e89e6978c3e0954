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

  /// Returns the norm of `error / (atol + rtol · max(|from|, |to|))`, not a number where any operand
  /// is.
  @_specialize(where State == Tensor)
  func ratio<State: StateVector>(
    _ error: State, from: State, to: State, _ steps: AdaptiveSteps
  ) -> Double {
    var (sum, count, largest) = (0.0, 0, 0.0)
    for index in 0..<error.tensorCount {
      if case .part(let blocks) = self, !blocks.contains(index) { continue }
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

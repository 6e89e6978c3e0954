import Synchronization
import Tensors

/// The values of a matrix in the order of the transposed pattern, found at their first use.
///
/// Copies of a matrix share them; a matrix with other values has its own.
final class TransposedValues: Sendable {
  private let found = Mutex<Tensor?>(nil)

  /// Returns the values, which are made from those of the matrix when they are first asked for.
  func values(from values: Tensor, of transposition: Transposition) -> Tensor {
    found.withLock { found in
      if let found { return found }
      let gathered = values.gathering(transposition.sources)
      found = gathered
      return gathered
    }
  }
}

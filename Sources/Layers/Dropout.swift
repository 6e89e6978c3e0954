public import Graphs
public import Tensors

/// Dropout: each element is zero with a given probability in training.
///
/// The elements that stay are multiplied by `1 / (1 − rate)`, so that the expectation does not
/// change. The random choice is a value of its own, a ``DropoutMask``, drawn before the model is
/// evaluated: a vector field that drew one at every evaluation would not be a function of
/// state and time, and the equation would have no solution to converge to.
///
/// Reference: N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov,
/// "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 15, 2014.
public struct Dropout: Hashable, Sendable {
  /// The probability of an element to be dropped, in `0..<1`.
  public let rate: Double

  /// Creates a dropout layer.
  ///
  /// - Precondition: `rate` is at least 0 and less than 1.
  public init(rate: Double) {
    precondition(rate >= 0 && rate < 1, "The dropout rate is \(rate), but must be in 0..<1.")
    self.rate = rate
  }

  /// Draws a mask for tensors of the given shape.
  ///
  /// A rate of zero draws nothing, and gives the mask that keeps every element.
  public func mask(
    _ shape: Shape, scalarType: ScalarType = .float32, using generator: inout RandomGenerator
  ) -> DropoutMask {
    guard rate > 0 else { return .keepingAll }
    return DropoutMask(
      factors: Tensor(
        dropoutMaskWithRate: rate, shape: shape, scalarType: scalarType, using: &generator))
  }

  /// Draws a mask for the stored entries of sparse features.
  ///
  /// A ``Linear`` layer takes it beside the features. An entry that is not stored is zero with or
  /// without dropout, so this has the distribution of dropout on the dense matrix.
  ///
  /// A rate of zero draws nothing, and gives the mask that keeps every entry.
  public func mask(
    entriesOf features: SparseMatrix, using generator: inout RandomGenerator
  ) -> EntryMask {
    EntryMask(rate: rate, entryCount: features.entryCount, using: &generator)
  }

  /// Returns sparse features with each entry dropped or scaled, as a matrix of its own.
  ///
  /// The choice is that of ``mask(entriesOf:using:)``, which costs less where a layer follows.
  /// An entry that is not stored is zero with or without dropout, so this has the distribution
  /// of dropout on the dense matrix at the cost of the stored entries.
  ///
  /// - Returns: A matrix with the pattern of `features`.
  public func applied(
    to features: SparseMatrix, using generator: inout RandomGenerator
  ) -> SparseMatrix {
    let mask = mask(
      [features.entryCount], scalarType: features.scalarType, using: &generator)
    return mask == .keepingAll ? features : features.replacingValues(with: mask(features.values))
  }
}

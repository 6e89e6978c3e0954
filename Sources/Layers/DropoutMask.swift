public import Tensors

/// One random choice of the elements that dropout keeps.
///
/// A mask is drawn by ``Dropout/mask(_:scalarType:using:)`` before a solve and used at every
/// evaluation in it.
public struct DropoutMask: Equatable, Sendable {
  /// The factor of each element, 0 or `1 / (1 − rate)`; `nil` keeps all elements as they are.
  private let factors: Tensor?

  /// Creates a mask from its factors.
  init(factors: Tensor?) {
    self.factors = factors
  }

  /// The mask of evaluation, which changes nothing.
  public static let keepingAll = DropoutMask(factors: nil)

  /// Returns `argument` with each element dropped or scaled.
  ///
  /// - Precondition: `argument` has the shape that the mask was drawn for.
  @differentiable(reverse,wrt: argument)
  public func callAsFunction(_ argument: Tensor) -> Tensor {
    guard let factors, !argument.isShapelessZero else { return argument }
    precondition(
      argument.shape == factors.shape,
      "A mask of shape \(factors.shape) does not fit a tensor of shape \(argument.shape).")
    return argument * factors
  }

  @derivative(of: callAsFunction, wrt: argument)
  @usableFromInline
  func _vjpCallAsFunction(_ argument: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    (self(argument), { upstream in self(upstream) })
  }
}

public import Tensors

/// An element of the vector space that a differential equation moves in: one tensor, or several.
///
/// A state is its own tangent vector. The integrator sees it as a list of tensors that it adds and
/// scales; `Tensor` is the usual state, ``Pair`` puts two states side by side, and a type of one's
/// own only has to show its tensors. Each tensor is a block of its own for an ``ErrorNorm``.
///
/// A tensor of a state may be the shapeless zero, which stands for no tangent at all. `zero` shows as
/// many tensors as every other state, all of them shapeless.
public protocol StateVector: Differentiable, AdditiveArithmetic, Sendable
where TangentVector == Self {
  /// The number of tensors.
  var tensorCount: Int { get }

  /// Returns the tensor at a position from 0 to ``tensorCount``, exclusively.
  func tensor(at index: Int) -> Tensor

  /// Calls `body` with each position and its tensor, which it may replace, in their order.
  mutating func updateTensors(_ body: (_ index: Int, _ tensor: inout Tensor) -> Void)
}

extension Tensor: StateVector {
  /// A tensor is a state of one tensor.
  public var tensorCount: Int { 1 }

  /// Returns this tensor.
  public func tensor(at index: Int) -> Tensor { self }

  /// Calls `body` with this tensor.
  public mutating func updateTensors(_ body: (_ index: Int, _ tensor: inout Tensor) -> Void) {
    body(0, &self)
  }
}

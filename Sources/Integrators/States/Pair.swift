public import Tensors

/// Two states side by side: a position and a velocity, or a state and what is integrated along it.
public struct Pair<First: StateVector, Second: StateVector>: StateVector {
  /// A pair is its own tangent vector.
  public typealias TangentVector = Self

  /// The first state.
  public var first: First

  /// The second state.
  public var second: Second

  /// Creates a pair.
  @differentiable(reverse)
  public init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  /// The pair of zeros without shapes.
  public static var zero: Self { Self(.zero, .zero) }

  /// Returns the sum of both.
  public static func + (lhs: Self, rhs: Self) -> Self {
    Self(lhs.first + rhs.first, lhs.second + rhs.second)
  }

  /// Returns the difference of both.
  public static func - (lhs: Self, rhs: Self) -> Self {
    Self(lhs.first - rhs.first, lhs.second - rhs.second)
  }

  /// Adds `offset` to this pair.
  public mutating func move(by offset: Self) {
    first.move(by: offset.first)
    second.move(by: offset.second)
  }

  /// The number of tensors of both states.
  public var tensorCount: Int { first.tensorCount + second.tensorCount }

  /// Returns a tensor of the first state or, behind those, of the second.
  public func tensor(at index: Int) -> Tensor {
    let count = first.tensorCount
    return index < count ? first.tensor(at: index) : second.tensor(at: index - count)
  }

  /// Calls `body` with the tensors of the first state, then with those of the second.
  public mutating func updateTensors(_ body: (_ index: Int, _ tensor: inout Tensor) -> Void) {
    let count = first.tensorCount
    first.updateTensors(body)
    second.updateTensors { index, tensor in body(count + index, &tensor) }
  }
}

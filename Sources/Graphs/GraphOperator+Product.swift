public import Tensors

extension GraphOperator {
  /// Adds the product of the operator and a state in place: `y ← y + A x`.
  ///
  /// - Parameters:
  ///   - state: The tensor `x`, `[nodeCount, …]`, of rank 1 or more.
  ///   - accumulator: The tensor `y`, of the shape of `x`.
  /// - Precondition: Shapes fit and all three have the same scalar type.
  /// - Complexity: O(`nodeCount` + `entryCount` × width), width the product of the trailing axes.
  public func accumulateProduct(of state: Tensor, into accumulator: inout Tensor) {
    matrix.accumulateProduct(of: state, into: &accumulator)
  }

  /// Returns `y + A x`.
  ///
  /// - Parameters:
  ///   - state: The tensor `x`, `[nodeCount, …]`, of rank 1 or more.
  ///   - accumulator: The tensor `y`, of the shape of `x`.
  /// - Returns: A tensor of the shape of `x`.
  /// - Precondition: Shapes fit and all three have the same scalar type.
  /// - Complexity: O((`nodeCount` + `entryCount`) × width), width the product of the trailing
  ///   axes; a gradient costs as much again.
  @differentiable(reverse)
  public func product(_ state: Tensor, accumulatingInto accumulator: Tensor) -> Tensor {
    var result = accumulator
    matrix.accumulateProduct(of: state, into: &result)
    return result
  }

  @derivative(of: product(_:accumulatingInto:))
  @usableFromInline
  func _vjpProduct(
    _ state: Tensor, accumulatingInto accumulator: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor)) {
    (
      product(state, accumulatingInto: accumulator),
      { upstream in (transposedMatrix(upstream), upstream) }
    )
  }

  /// Returns `A x`.
  ///
  /// - Parameter state: The tensor `x`, `[nodeCount, …]`, of rank 1 or more.
  /// - Returns: A tensor of the shape of `x`.
  /// - Precondition: Shapes fit and both have the same scalar type.
  /// - Complexity: O((`nodeCount` + `entryCount`) × width), width the product of the trailing
  ///   axes; a gradient costs as much again.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor) -> Tensor {
    matrix(state)
  }

  @derivative(of: callAsFunction)
  @usableFromInline
  func _vjpCallAsFunction(_ state: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    (matrix(state), { upstream in transposedMatrix(upstream) })
  }
}

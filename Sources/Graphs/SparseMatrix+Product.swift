public import Tensors

extension SparseMatrix {
  /// Adds the product of this matrix and a dense tensor in place: `y ← y + A x`.
  ///
  /// Axes after the first are independent: a state `[nodes, batch, channels]` is multiplied as
  /// `[nodes, batch · channels]`. The result is the same for every number of threads. Rows of
  /// at most two kilobytes are multiplied by kernels of the package, which are faster there, and wider ones
  /// by GraphBLAS.
  ///
  /// - Parameters:
  ///   - dense: The tensor `x`, `[columnCount, …]`, of rank 1 or more.
  ///   - accumulator: The tensor `y`, `[rowCount, …]`, with the trailing axes of `x`.
  /// - Precondition: Shapes fit and all three have the same scalar type. There is memory for
  ///   what GraphBLAS needs beside the arguments, which is a few hundred bytes.
  /// - Complexity: O(`rowCount` + `entryCount` × width), width the product of the trailing axes.
  public func accumulateProduct(of dense: Tensor, into accumulator: inout Tensor) {
    if dense.isShapelessZero { return }
    let shape = productShape(with: dense)
    if accumulator.isShapelessZero { accumulator = .zeros(shape, scalarType: scalarType) }
    dense.requireSameScalarType(as: values)
    accumulator.requireSameScalarType(as: values)
    precondition(
      accumulator.shape == shape,
      "The accumulator has shape \(accumulator.shape), but the product has shape \(shape).")
    // A product without terms is no work for the library, which may refuse empty arrays.
    if entryCount == 0 || dense.elementCount == 0 { return }
    let width = dense.elementCount / columnCount
    if width * scalarType.byteCount <= RowWalk.widestRow {
      walk().multiply(dense, width: width, start: .result, into: &accumulator)
      return
    }
    do throws(GraphBLASError) {
      try multiply(dense, width: width, into: &accumulator)
    } catch {
      preconditionFailure(error.description)
    }
  }

  private func multiply(
    _ dense: Tensor, width: Int, into accumulator: inout Tensor
  ) throws(GraphBLASError) {
    let status = accumulator.withMutableBytes { accumulator in
      dense.withBytes { dense in
        values.withBytes { values in
          Result { () throws(GraphBLASError) in
            try GraphBLAS.accumulateProduct(
              of: pattern, values: values, dense: dense, width: width, into: accumulator,
              scalarType: scalarType)
          }
        }
      }
    }
    try status.get()
  }

  /// The shape of the product with a dense tensor.
  func productShape(with dense: Tensor) -> Shape {
    precondition(
      dense.rank > 0 && dense.shape[0] == columnCount,
      "A tensor of shape \(dense.shape) does not fit a matrix of \(columnCount) columns.")
    return dense.shape.replacing(axis: 0, with: rowCount)
  }

  /// Returns `y + A x`.
  ///
  /// With the upstream gradient `g`, the gradient in the value at `(i, j)` is the dot product of
  /// row `i` of `g` and row `j` of `x`; in `x` it is `Aᵀ g` and in `y` it is `g` itself. The one
  /// in the values is not computed for a constant matrix.
  ///
  /// - Parameters:
  ///   - dense: The tensor `x`, `[columnCount, …]`, of rank 1 or more.
  ///   - accumulator: The tensor `y`, `[rowCount, …]`, with the trailing axes of `x`.
  /// - Returns: A tensor of the shape of `y`.
  /// - Precondition: Shapes fit and all three have the same scalar type.
  /// - Complexity: O(`rowCount` × width + `entryCount` × width), width the product of the
  ///   trailing axes.
  @differentiable(reverse)
  @differentiable(reverse,wrt: (dense, accumulator))
  public func product(_ dense: Tensor, accumulatingInto accumulator: Tensor) -> Tensor {
    var result = accumulator
    accumulateProduct(of: dense, into: &result)
    return result
  }

  @derivative(of: product(_:accumulatingInto:))
  @usableFromInline
  func _vjpProduct(
    _ dense: Tensor, accumulatingInto accumulator: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor, Tensor)) {
    (
      product(dense, accumulatingInto: accumulator),
      { upstream in
        (
          valueGradient(upstream: upstream, dense: dense), transposedProduct(upstream), upstream
        )
      }
    )
  }

  @derivative(of: product(_:accumulatingInto:), wrt: (dense, accumulator))
  @usableFromInline
  func _vjpProductOfConstant(
    _ dense: Tensor, accumulatingInto accumulator: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor)) {
    (
      product(dense, accumulatingInto: accumulator),
      { upstream in (transposedProduct(upstream), upstream) }
    )
  }

  /// Returns `A x`.
  ///
  /// - Parameter dense: The tensor `x`, `[columnCount, …]`, of rank 1 or more.
  /// - Returns: A tensor `[rowCount, …]` with the trailing axes of `x`.
  /// - Precondition: Shapes fit and both have the same scalar type.
  @differentiable(reverse)
  @differentiable(reverse,wrt: dense)
  public func callAsFunction(_ dense: Tensor) -> Tensor {
    dense.isShapelessZero ? .zero : product(dense, startingWith: .zero)
  }

  @derivative(of: callAsFunction)
  @usableFromInline
  func _vjpCallAsFunction(
    _ dense: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor)) {
    (
      self(dense),
      { upstream in
        (valueGradient(upstream: upstream, dense: dense), transposedProduct(upstream))
      }
    )
  }

  @derivative(of: callAsFunction, wrt: dense)
  @usableFromInline
  func _vjpCallOfConstant(_ dense: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    (self(dense), { upstream in transposedProduct(upstream) })
  }

  /// Returns `A x + 1 bᵀ`: the product with the same row added to each of its rows.
  ///
  /// This is a dense layer with sparse features `A`, weights `x` and biases `b`.
  ///
  /// - Parameters:
  ///   - dense: The tensor `x`, `[columnCount, …]`.
  ///   - row: The tensor `b`, with the trailing axes of `x` as its shape.
  /// - Returns: A tensor `[rowCount, …]` with the trailing axes of `x`.
  /// - Precondition: Shapes fit and all three have the same scalar type.
  @differentiable(reverse)
  @differentiable(reverse,wrt: (dense, row))
  public func product(_ dense: Tensor, addingToEachRow row: Tensor) -> Tensor {
    product(dense, startingWith: row)
  }

  @derivative(of: product(_:addingToEachRow:))
  @usableFromInline
  func _vjpProduct(
    _ dense: Tensor, addingToEachRow row: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor, Tensor)) {
    (
      product(dense, addingToEachRow: row),
      { upstream in
        (
          valueGradient(upstream: upstream, dense: dense), transposedProduct(upstream),
          Self.rowSum(of: upstream, like: row)
        )
      }
    )
  }

  @derivative(of: product(_:addingToEachRow:), wrt: (dense, row))
  @usableFromInline
  func _vjpProductOfConstant(
    _ dense: Tensor, addingToEachRow row: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor)) {
    (
      product(dense, addingToEachRow: row),
      { upstream in (transposedProduct(upstream), Self.rowSum(of: upstream, like: row)) }
    )
  }
}

extension SparseMatrix {
  /// Returns `Aᵀ g`, or the shapeless zero for itself.
  private func transposedProduct(_ upstream: Tensor) -> Tensor {
    upstream.isShapelessZero ? .zero : transposed()(upstream)
  }

  /// Returns the gradient of `⟨left, A right⟩` in the value of each entry, `[entryCount]`.
  package func entryGradient(of left: Tensor, at right: Tensor) -> Tensor {
    sampledDots(at: pattern, of: left, right)
  }

  /// Returns the gradient in the values of `A`, given the gradient in `A x`.
  private func valueGradient(upstream: Tensor, dense: Tensor) -> Tensor {
    if upstream.isShapelessZero || dense.isShapelessZero { return .zero }
    return sampledDots(at: pattern, of: upstream, dense)
  }
}

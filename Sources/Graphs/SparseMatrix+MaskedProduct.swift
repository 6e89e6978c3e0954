public import Tensors

extension SparseMatrix {
  /// Returns `Ã x + 1 bᵀ`, where `Ã` has the entries of this matrix that a mask keeps, times its factor.
  ///
  /// This is a dense layer with weights `x` and biases `b` on sparse features with dropout. `Ã` is never
  /// made: the product and the gradient `Ãᵀ g` in the weights read the values of `A` and of `Aᵀ`, which
  /// are the same for every mask, and the mask's bits. Results are the same for every number of threads.
  ///
  /// - Parameters:
  ///   - dense: The tensor `x`, `[columnCount, …]`.
  ///   - row: The tensor `b`, with the trailing axes of `x` as its shape, or `Tensor.zero`.
  ///   - mask: The entries to keep.
  /// - Returns: A tensor `[rowCount, …]` with the trailing axes of `x`.
  /// - Precondition: Shapes fit and all three have the same scalar type. The mask was drawn for as many
  ///   entries as the matrix has.
  /// - Complexity: O(`rowCount` × width + `entryCount` × width), width the product of the trailing axes.
  @differentiable(reverse,wrt: (dense, row))
  public func product(
    _ dense: Tensor, addingToEachRow row: Tensor, keeping mask: EntryMask
  ) -> Tensor {
    product(dense, startingWith: row, keeping: mask)
  }

  @derivative(of: product(_:addingToEachRow:keeping:), wrt: (dense, row))
  @usableFromInline
  func _vjpProduct(
    _ dense: Tensor, addingToEachRow row: Tensor, keeping mask: EntryMask
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor)) {
    (
      product(dense, startingWith: row, keeping: mask),
      { upstream in
        if upstream.isShapelessZero { return (.zero, .zero) }
        let transposed = transposed()
        return (
          transposed.product(
            upstream, startingWith: .zero, keeping: mask, of: pattern.transposition.sources),
          Self.rowSum(of: upstream, like: row)
        )
      }
    )
  }
}

extension SparseMatrix {
  /// Returns the product with sums that begin with a row, or with zeros for the shapeless one.
  ///
  /// - Parameters:
  ///   - dense: The tensor `x`, `[columnCount, …]`.
  ///   - row: What each row begins with, with the trailing axes of `x` as its shape.
  ///   - mask: The entries that count.
  ///   - sources: The place in the mask of each entry; without it, that in the pattern.
  /// - Returns: A tensor `[rowCount, …]` with the trailing axes of `x`.
  func product(
    _ dense: Tensor, startingWith row: Tensor, keeping mask: EntryMask = .keepingAll,
    of sources: IndexList? = nil
  ) -> Tensor {
    let shape = productShape(with: dense)
    dense.requireSameScalarType(as: values)
    requireRow(row, of: shape)
    mask.requireEntryCount(entryCount)
    let width = shape.dropFirst().reduce(1, *)
    var result = Tensor(uninitialized: shape, scalarType: scalarType)
    if width * scalarType.byteCount <= RowWalk.widestRow || mask.entryCount != nil {
      walk(keeping: mask, of: sources).multiply(
        dense, width: width, start: row.isShapelessZero ? .zeros : .row(row), into: &result)
    } else {
      result.fillRows(with: row, count: rowCount)
      accumulateProduct(of: dense, into: &result)
    }
    return result
  }

  /// Returns the walk over all entries or over those that a mask keeps.
  func walk(keeping mask: EntryMask = .keepingAll, of sources: IndexList? = nil) -> RowWalk {
    RowWalk(pattern: pattern, values: values, mask: mask, sources: sources)
  }

  /// Returns the sum of the rows of an upstream gradient, in the shape of one row; the shapeless row,
  /// which stands for none, has no gradient.
  static func rowSum(of upstream: Tensor, like row: Tensor) -> Tensor {
    upstream.isShapelessZero || row.isShapelessZero
      ? .zero : upstream.sum(alongAxis: 0).sharing(shape: row.shape)
  }

  private func requireRow(_ row: Tensor, of shape: Shape) {
    if row.isShapelessZero { return }
    row.requireSameScalarType(as: values)
    precondition(
      row.shape == Shape(shape.dropFirst()),
      "A row of shape \(row.shape) cannot be added to a product of shape \(shape).")
  }
}

extension Tensor {
  /// Writes the same row, or zeros for the shapeless one, to each of `count` rows.
  fileprivate mutating func fillRows(with row: Tensor, count: Int) {
    if row.isShapelessZero {
      self = .zeros(like: self)
      return
    }
    let byteCount = row.elementCount * scalarType.byteCount
    row.withBytes { row in
      withMutableBytes { rows in
        for index in 0..<count {
          (rows + index * byteCount).copyMemory(from: row, byteCount: byteCount)
        }
      }
    }
  }
}

/// Rows of a matrix somewhere in memory that someone else keeps alive.
package struct Rows<Scalar: KernelScalar> {
  /// The first element.
  package let start: UnsafeMutablePointer<Scalar>

  /// The distance in elements from a row to the next.
  package let stride: Int

  /// Creates a view of rows that are `stride` elements apart.
  package init(_ start: UnsafeMutablePointer<Scalar>, stride: Int) {
    self.start = start
    self.stride = stride
  }

  /// Creates a view of a tensor's rows, which are only read, or which nothing else holds.
  ///
  /// - Precondition: The tensor has this scalar type, and someone keeps it alive.
  package init(of tensor: Tensor, stride: Int) {
    precondition(
      tensor.scalarType == Scalar.scalarType,
      "The tensor is \(tensor.scalarType), but \(Scalar.scalarType) was asked for.")
    self.init(tensor.unsafeAddress.assumingMemoryBound(to: Scalar.self), stride: stride)
  }

  /// Returns the rows from `row` on, without the columns before `column`.
  package func from(row: Int = 0, column: Int = 0) -> Rows {
    Rows(start + row * stride + column, stride: stride)
  }

  /// Sets a block of these rows to zero.
  package func clear(rows: Int, columns: Int) {
    for row in 0..<rows { (start + row * stride).clear(columns) }
  }

  /// Copies a block of these rows to others.
  package func copy(to target: Rows, rows: Int, columns: Int) {
    Scalar.copyBlock(self, target, rows: rows, columns: columns)
  }

  /// Writes the transpose of a block of these rows to others.
  package func transpose(to target: Rows, rows: Int, columns: Int) {
    Scalar.transposeBlock(self, target, rows: rows, columns: columns)
  }
}

/// Rows of a sparse matrix somewhere in memory that someone else keeps alive, in compressed form.
package struct SparseRows<Scalar: KernelScalar> {
  /// The position of each row's first entry, and of the end of the last.
  package let offsets: UnsafePointer<UInt64>

  /// The column of each entry of the matrix.
  package let columns: UnsafePointer<UInt64>

  /// The value of each entry of the matrix.
  package let values: UnsafePointer<Scalar>

  /// Creates a view of compressed rows.
  package init(
    offsets: UnsafePointer<UInt64>, columns: UnsafePointer<UInt64>, values: UnsafePointer<Scalar>
  ) {
    (self.offsets, self.columns, self.values) = (offsets, columns, values)
  }

  /// Returns the rows from `row` on.
  package func from(row: Int) -> SparseRows {
    SparseRows(offsets: offsets + row, columns: columns, values: values)
  }
}

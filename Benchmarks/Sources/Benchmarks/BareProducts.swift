import CBLAS
import CGraphBLAS
import GraphODE

/// A sparse product as a call of its own to GraphBLAS, which the library has no part in.
struct BareSparseProduct {
  private let product: bare_product

  /// Copies a matrix of single precision, and makes a dense one of ones beside it.
  init(_ matrix: SparseMatrix, channels: Int) {
    // The library starts GraphBLAS with its first product of wide rows.
    _ = matrix(Tensor.ones([matrix.columnCount, 1024]))
    var product = bare_product()
    let status = bare_product_make(
      &product, UInt64(matrix.rowCount), UInt64(matrix.columnCount), UInt64(channels),
      matrix.pattern.rowOffsets.map(UInt64.init), matrix.pattern.columnIndices.map(UInt64.init),
      matrix.values.floats)
    precondition(status == 0, "GraphBLAS reports status \(status).")
    self.product = product
  }

  /// Adds the product to a dense matrix.
  func run() {
    withUnsafePointer(to: product) { _ = bare_product_run($0) }
  }
}

/// A dense product of single precision as a call of its own to BLAS.
struct BareDenseProduct {
  private let (rows, channels): (Int32, Int32)
  private let state: [Float]
  private let weight: [Float]
  private var product: [Float]

  /// Makes matrices of ones, `[rows, channels]` and `[channels, channels]`.
  init(rows: Int, channels: Int) {
    (self.rows, self.channels) = (Int32(rows), Int32(channels))
    state = [Float](repeating: 1, count: rows * channels)
    weight = [Float](repeating: 1, count: channels * channels)
    product = state
  }

  /// Computes the product.
  mutating func run() {
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, channels, channels, 1, state, channels, weight,
      channels, 0, &product, channels)
  }
}

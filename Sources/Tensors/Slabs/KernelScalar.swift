package import CKernels

/// A number format as kernels that work on rows in cache know it: `Float` or `Double`.
///
/// Layers that are fused by hand work slab by slab, on the rows of a few nodes that stay in cache, and
/// write their code once for both formats. Each requirement is one C kernel, documented there.
package protocol KernelScalar: BinaryFloatingPoint, Sendable {
  /// The format as tensors name it.
  static var scalarType: ScalarType { get }

  /// `result (+)= left right`, with the columns of `left` in spans: `panel_product` in C.
  static func panelProduct(
    _ left: Rows<Self>, isTransposed: Bool, _ spans: [graphode_span], _ right: Rows<Self>,
    _ result: Rows<Self>, rows: Int, columns: Int, adds: Bool)

  /// `result = start + A input` for sparse rows: `walk_rows` in C.
  static func walkRows(
    _ sparse: SparseRows<Self>, _ input: Rows<Self>, start: Rows<Self>?, _ result: Rows<Self>,
    rows: Int, width: Int)

  /// `result = start + factor A' input`, where `A'` has the kept entries only: `walk_kept_rows` in C.
  static func walkKeptRows(
    _ sparse: SparseRows<Self>, kept: UnsafePointer<UInt64>, sources: UnsafePointer<UInt64>?,
    factor: Self, _ input: Rows<Self>, start: Rows<Self>?, _ result: Rows<Self>, rows: Int, width: Int)

  /// Copies a block: `copy_block` in C.
  static func copyBlock(_ source: Rows<Self>, _ target: Rows<Self>, rows: Int, columns: Int)

  /// Writes the transpose of a block: `transpose` in C.
  static func transposeBlock(_ source: Rows<Self>, _ target: Rows<Self>, rows: Int, columns: Int)

  /// Adds numbers to others: `add_scaled` in C.
  static func add(_ source: UnsafePointer<Self>, to target: UnsafeMutablePointer<Self>, count: Int)
}

extension KernelScalar {
  /// The number of elements in a panel, the 64 bytes that kernels handle at once.
  package static var panelWidth: Int { 64 / MemoryLayout<Self>.stride }

  /// Returns `count` rounded up to whole panels.
  package static func padded(_ count: Int) -> Int {
    (count + panelWidth - 1) / panelWidth * panelWidth
  }

  /// Returns `count` rounded up to an odd number of panels, so that rows do not crowd in few sets of
  /// the cache.
  package static func oddlyPadded(_ count: Int) -> Int {
    ((count + panelWidth - 1) / panelWidth | 1) * panelWidth
  }
}

extension Float: KernelScalar {
  package static var scalarType: ScalarType { .float32 }

  package static func panelProduct(
    _ left: Rows<Self>, isTransposed: Bool, _ spans: [graphode_span], _ right: Rows<Self>,
    _ result: Rows<Self>, rows: Int, columns: Int, adds: Bool
  ) {
    graphode_panel_product_f32(
      left.start, isTransposed ? 1 : left.stride, isTransposed ? left.stride : 1, spans, spans.count,
      right.start, right.stride, result.start, result.stride, rows, columns, adds ? 1 : 0)
  }

  package static func walkRows(
    _ sparse: SparseRows<Self>, _ input: Rows<Self>, start: Rows<Self>?, _ result: Rows<Self>,
    rows: Int, width: Int
  ) {
    graphode_walk_rows_f32(
      sparse.offsets, sparse.columns, sparse.values, rows, input.start, input.stride, start?.start,
      start?.stride ?? 0, result.start, result.stride, width)
  }

  package static func walkKeptRows(
    _ sparse: SparseRows<Self>, kept: UnsafePointer<UInt64>, sources: UnsafePointer<UInt64>?,
    factor: Self, _ input: Rows<Self>, start: Rows<Self>?, _ result: Rows<Self>, rows: Int, width: Int
  ) {
    graphode_walk_kept_rows_f32(
      sparse.offsets, sparse.columns, sparse.values, kept, sources, factor, rows, input.start,
      input.stride, start?.start, start?.stride ?? 0, result.start, result.stride, width)
  }

  package static func copyBlock(_ source: Rows<Self>, _ target: Rows<Self>, rows: Int, columns: Int) {
    graphode_copy_block_f32(source.start, source.stride, target.start, target.stride, rows, columns)
  }

  package static func transposeBlock(
    _ source: Rows<Self>, _ target: Rows<Self>, rows: Int, columns: Int
  ) {
    graphode_transpose_f32(source.start, source.stride, rows, columns, target.start, target.stride)
  }

  package static func add(
    _ source: UnsafePointer<Self>, to target: UnsafeMutablePointer<Self>, count: Int
  ) {
    graphode_add_scaled_f32(target, 1, source, count)
  }
}

extension Double: KernelScalar {
  package static var scalarType: ScalarType { .float64 }

  package static func panelProduct(
    _ left: Rows<Self>, isTransposed: Bool, _ spans: [graphode_span], _ right: Rows<Self>,
    _ result: Rows<Self>, rows: Int, columns: Int, adds: Bool
  ) {
    graphode_panel_product_f64(
      left.start, isTransposed ? 1 : left.stride, isTransposed ? left.stride : 1, spans, spans.count,
      right.start, right.stride, result.start, result.stride, rows, columns, adds ? 1 : 0)
  }

  package static func walkRows(
    _ sparse: SparseRows<Self>, _ input: Rows<Self>, start: Rows<Self>?, _ result: Rows<Self>,
    rows: Int, width: Int
  ) {
    graphode_walk_rows_f64(
      sparse.offsets, sparse.columns, sparse.values, rows, input.start, input.stride, start?.start,
      start?.stride ?? 0, result.start, result.stride, width)
  }

  package static func walkKeptRows(
    _ sparse: SparseRows<Self>, kept: UnsafePointer<UInt64>, sources: UnsafePointer<UInt64>?,
    factor: Self, _ input: Rows<Self>, start: Rows<Self>?, _ result: Rows<Self>, rows: Int, width: Int
  ) {
    graphode_walk_kept_rows_f64(
      sparse.offsets, sparse.columns, sparse.values, kept, sources, factor, rows, input.start,
      input.stride, start?.start, start?.stride ?? 0, result.start, result.stride, width)
  }

  package static func copyBlock(_ source: Rows<Self>, _ target: Rows<Self>, rows: Int, columns: Int) {
    graphode_copy_block_f64(source.start, source.stride, target.start, target.stride, rows, columns)
  }

  package static func transposeBlock(
    _ source: Rows<Self>, _ target: Rows<Self>, rows: Int, columns: Int
  ) {
    graphode_transpose_f64(source.start, source.stride, rows, columns, target.start, target.stride)
  }

  package static func add(
    _ source: UnsafePointer<Self>, to target: UnsafeMutablePointer<Self>, count: Int
  ) {
    graphode_add_scaled_f64(target, 1, source, count)
  }
}

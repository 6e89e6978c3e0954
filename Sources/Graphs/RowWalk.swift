import Tensors

/// The product of a sparse matrix, or of the kept part of its entries, and a dense one, by kernels of the
/// package itself: they are faster than GraphBLAS while rows are narrow.
///
/// Each row of the result is summed on one thread, in an order that depends on its entries and the
/// width alone.
struct RowWalk {
  /// The widest rows, in bytes, of which GraphBLAS is not the faster engine.
  ///
  /// With 512 columns in single precision these kernels take less of its time, with 1024 and a graph that leaves
  /// the cache more: the benchmarks of products compare them.
  static let widestRow = 2048

  /// What the sums of a row begin with.
  enum Start {
    /// With zeros.
    case zeros
    /// With what is in the result.
    case result
    /// With the same row each.
    case row(Tensor)
  }

  /// The places of the entries.
  let pattern: SparsityPattern

  /// The value of each entry.
  let values: Tensor

  /// The entries that count.
  var mask = EntryMask.keepingAll

  /// The place in the mask of each entry; without it, that in the pattern.
  var sources: IndexList?

  /// Multiplies by the rows of a dense matrix.
  ///
  /// - Parameters:
  ///   - dense: The rows, `[pattern.columnCount, width]`.
  ///   - width: The number of columns.
  ///   - start: What sums begin with.
  ///   - result: Where the sums go, `[pattern.rowCount, width]`; all of the same scalar type.
  func multiply(_ dense: Tensor, width: Int, start: Start, into result: inout Tensor) {
    result.withMutableBytes { memory in
      switch values.scalarType {
      case .float32: multiply(dense, width, start, memory.assumingMemoryBound(to: Float.self))
      case .float64: multiply(dense, width, start, memory.assumingMemoryBound(to: Double.self))
      }
    }
  }

  private func multiply<Scalar: KernelScalar>(
    _ dense: Tensor, _ width: Int, _ start: Start, _ result: UnsafeMutablePointer<Scalar>
  ) {
    let sparse = SparseRows<Scalar>(of: pattern, values: values)
    let input = Rows<Scalar>(of: dense, stride: width)
    let output = Rows(result, stride: width)
    let begin: Rows<Scalar>? =
      switch start {
      case .zeros: nil
      case .result: output
      case .row(let row): Rows(of: row, stride: 0)
      }
    let factor = Scalar(mask.factor)
    withExtendedLifetime((self, dense, start)) {
      pattern.forEachRowRange(width: width) { rows in
        let (sparse, output) = (sparse.from(row: rows.lowerBound), output.from(row: rows.lowerBound))
        let begin = begin?.from(row: rows.lowerBound)
        if mask.entryCount == nil {
          Scalar.walkRows(sparse, input, start: begin, output, rows: rows.count, width: width)
        } else {
          Scalar.walkKeptRows(
            sparse, kept: mask.words, sources: sources?.unsignedAddress, factor: factor, input,
            start: begin, output, rows: rows.count, width: width)
        }
      }
    }
  }
}

extension SparseRows {
  /// Creates a view of a matrix, which someone else keeps alive.
  init(of pattern: SparsityPattern, values: Tensor) {
    self.init(
      offsets: pattern.rowOffsets.unsignedAddress, columns: pattern.columnIndices.unsignedAddress,
      values: Rows<Scalar>(of: values, stride: 1).start)
  }
}

extension IndexList {
  /// The address of the indices, which are never negative, for C.
  fileprivate var unsignedAddress: UnsafePointer<UInt64> {
    UnsafeRawPointer(storage.pointer + range.lowerBound).assumingMemoryBound(to: UInt64.self)
  }
}

extension SparsityPattern {
  /// Calls `body` with consecutive ranges of rows, which may run at once, of about as many entries each.
  ///
  /// - Parameters:
  ///   - width: The number of multiplications for an entry; a row costs about as much again.
  ///   - body: What to do with the rows.
  func forEachRowRange(width: Int, _ body: (Range<Int>) -> Void) {
    let grain = max(1, entryGrain / max(width, 1))
    Parallel.forEachRange(count: entryCount + rowCount, grain: grain) { part in
      let rows = firstRow(from: part.lowerBound)..<firstRow(from: part.upperBound)
      if !rows.isEmpty { body(rows) }
    }
  }

  /// Returns the first row before which there are at least `place` entries and rows.
  private func firstRow(from place: Int) -> Int {
    var rows = 0..<rowCount
    while !rows.isEmpty {
      let middle = rows.lowerBound + rows.count / 2
      rows =
        offsets[middle] + middle < place
        ? middle + 1..<rows.upperBound : rows.lowerBound..<middle
    }
    return rows.lowerBound
  }
}

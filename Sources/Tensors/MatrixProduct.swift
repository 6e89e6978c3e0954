import CKernels
import COpenBLAS

/// Which operands of a matrix product are transposed.
public enum MatrixTransposition: Sendable, CaseIterable {
  /// `A B`.
  case none
  /// `Aᵀ B`.
  case first
  /// `A Bᵀ`.
  case second
  /// `Aᵀ Bᵀ`.
  case both

  fileprivate var transposesFirst: Bool { self == .first || self == .both }
  fileprivate var transposesSecond: Bool { self == .second || self == .both }
}

/// Returns the product of two matrices, each transposed first where `transposing` says so.
///
/// An operand of higher rank counts as the matrix of its last axis, `[product of the others,
/// last]`, so that a dense layer sees `[nodes · batch, channels]`. Where the first operand is not
/// transposed, its leading axes return in the result.
///
/// - Precondition: Both have rank 2 or more and the inner extents agree.
/// - Complexity: O(rows × inner × columns), by OpenBLAS.
@differentiable(reverse)
public func matmul(
  _ first: Tensor, _ second: Tensor, transposing: MatrixTransposition = .none
) -> Tensor {
  let (rows, inner) = operand(first, isTransposed: transposing.transposesFirst)
  let (otherInner, columns) = operand(second, isTransposed: transposing.transposesSecond)
  precondition(
    inner == otherInner,
    """
    The shapes \(first.shape) and \(second.shape) do not fit a matrix product that transposes \
    \(transposing): the inner extents are \(inner) and \(otherInner).
    """)
  first.requireSameScalarType(as: second)
  let shape =
    transposing.transposesFirst
    ? [rows, columns] : first.shape.replacing(axis: first.rank - 1, with: columns)
  return product(first, second, transposing, shape, rows: rows, inner: inner, columns: columns)
}

@derivative(of: matmul)
@usableFromInline
func _vjpMatmul(
  _ first: Tensor, _ second: Tensor, transposing: MatrixTransposition
) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor)) {
  (
    matmul(first, second, transposing: transposing),
    { upstream in
      if upstream.isShapelessZero { return (.zero, .zero) }
      let (firstPart, secondPart) =
        switch transposing {
        case .none:
          (matmul(upstream, second, transposing: .second), matmul(first, upstream, transposing: .first))
        case .first:
          (matmul(second, upstream, transposing: .second), matmul(first, upstream))
        case .second:
          (matmul(upstream, second), matmul(upstream, first, transposing: .first))
        case .both:
          (
            matmul(second, upstream, transposing: .both), matmul(upstream, first, transposing: .both)
          )
        }
      return (firstPart.reshaped(to: first.shape), secondPart.reshaped(to: second.shape))
    }
  )
}

private func operand(_ tensor: Tensor, isTransposed: Bool) -> (rows: Int, columns: Int) {
  precondition(
    tensor.rank >= 2, "A matrix product takes tensors of rank 2 or more, not \(tensor.shape).")
  let (rows, columns) = tensor.shape.matrix
  return isTransposed ? (columns, rows) : (rows, columns)
}

/// Runs `body` with OpenBLAS kept to the calling thread: the blocks of products are split by us, in
/// places that do not depend on the number of threads, so neither do the results.
///
/// To tell OpenBLAS once is not enough: built for OpenMP, it asks anew at each call how many
/// threads OpenMP grants, a number that each calling thread has for itself (seen in 0.3.21).
package func onOneThread(_ body: () -> Void) {
  let granted = graphode_omp_thread_count()
  graphode_omp_set_thread_count(1)
  defer { graphode_omp_set_thread_count(granted) }
  _ = singleThreadedOpenBLAS
  body()
}

/// Tells OpenBLAS once; in the thread that does so, it tells OpenMP too.
private let singleThreadedOpenBLAS: Void = openblas_set_num_threads(1)

/// The rows of a block that one call of OpenBLAS handles.
private let rowGrain = 512
/// The length of a partial sum where the inner extent is long and the result is small.
private let innerGrain = 8192

private func product(
  _ first: Tensor, _ second: Tensor, _ transposing: MatrixTransposition, _ shape: Shape,
  rows: Int, inner: Int, columns: Int
) -> Tensor {
  guard rows > 0, columns > 0, inner > 0 else { return .zeros(shape, scalarType: first.scalarType) }
  let sizes = ProductSizes(
    transposing: transposing, rows: rows, inner: inner, columns: columns,
    scalarType: first.scalarType)
  if inner > innerGrain && rows < rowGrain {
    return sumOfPartialProducts(first, second, sizes, shape)
  }
  var result = Tensor(uninitialized: shape, scalarType: first.scalarType)
  result.withMutableBytes { out in
    first.withBytes { a in
      second.withBytes { b in
        onOneThread {
          Parallel.forEachRange(count: rows, grain: rowGrain) {
            sizes.multiply(a, b, out, rows: $0)
          }
        }
      }
    }
  }
  return result
}

/// Multiplies pieces of the inner extent apart and adds them up in order.
private func sumOfPartialProducts(
  _ first: Tensor, _ second: Tensor, _ sizes: ProductSizes, _ shape: Shape
) -> Tensor {
  let pieces = (sizes.inner + innerGrain - 1) / innerGrain
  var partial = Tensor(
    uninitialized: [pieces, sizes.rows, sizes.columns], scalarType: first.scalarType)
  let pieceBytes = sizes.rows * sizes.columns * first.scalarType.byteCount
  partial.withMutableBytes { out in
    first.withBytes { a in
      second.withBytes { b in
        onOneThread {
          Parallel.forEachRange(count: pieces, grain: 1) { range in
            for piece in range {
              let start = piece * innerGrain
              sizes.multiply(
                a, b, out + piece * pieceBytes, rows: 0..<sizes.rows,
                inner: start..<min(start + innerGrain, sizes.inner))
            }
          }
        }
      }
    }
  }
  return partial.sum(alongAxis: 0).sharing(shape: shape)
}

/// The extents of one matrix product, and the call of OpenBLAS for a block of it.
private struct ProductSizes {
  let transposing: MatrixTransposition
  let rows: Int
  let inner: Int
  let columns: Int
  let scalarType: ScalarType

  /// Writes `rows` of the product over the given part of the inner extent.
  func multiply(
    _ first: UnsafeRawPointer, _ second: UnsafeRawPointer, _ out: UnsafeMutableRawPointer,
    rows block: Range<Int>, inner part: Range<Int>? = nil
  ) {
    let part = part ?? 0..<inner
    let size = scalarType.byteCount
    let (firstStride, secondStride) = (
      transposing.transposesFirst ? rows : inner, transposing.transposesSecond ? inner : columns
    )
    let a =
      first + size
      * (transposing.transposesFirst
        ? part.lowerBound * firstStride + block.lowerBound
        : block.lowerBound * firstStride + part.lowerBound)
    let b =
      second + size
      * (transposing.transposesSecond ? part.lowerBound : part.lowerBound * secondStride)
    let c = out + size * block.lowerBound * columns
    let transposeFirst = transposing.transposesFirst ? CblasTrans : CblasNoTrans
    let transposeSecond = transposing.transposesSecond ? CblasTrans : CblasNoTrans
    switch scalarType {
    case .float32:
      cblas_sgemm(
        CblasRowMajor, transposeFirst, transposeSecond, Int32(block.count), Int32(columns),
        Int32(part.count), 1, a.assumingMemoryBound(to: Float.self), Int32(firstStride),
        b.assumingMemoryBound(to: Float.self), Int32(secondStride), 0,
        c.assumingMemoryBound(to: Float.self), Int32(columns))
    case .float64:
      cblas_dgemm(
        CblasRowMajor, transposeFirst, transposeSecond, Int32(block.count), Int32(columns),
        Int32(part.count), 1, a.assumingMemoryBound(to: Double.self), Int32(firstStride),
        b.assumingMemoryBound(to: Double.self), Int32(secondStride), 0,
        c.assumingMemoryBound(to: Double.self), Int32(columns))
    }
  }
}

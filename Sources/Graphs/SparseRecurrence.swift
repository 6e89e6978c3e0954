import CKernels
package import Tensors

/// A step of a recurrence over a sparse matrix, with all that goes with it in one pass over memory.
///
/// For a matrix `A` it is
///
///     m = A (s ∘ x) + ι s ∘ x
///     y ← a r ∘ m + b x + c y + d term,   sum ← sum + e x,   dots ← dots + f ⟨left, m⟩ by row
///
/// where the rates `r` and `s` multiply rows. Rows are divided over threads; each is summed by one of them and
/// in the order of its entries, so that results do not depend on their number.
package struct SparseRecurrence {
  private let matrix: SparseMatrix
  private let product: Double
  private let diagonal: Double
  private let identity: Double
  private let previous: Double
  private let width: Int

  /// The rate `r` of each row of the product, or `nil` for 1.
  package var rowRate: UnsafeRawPointer?
  /// The rate `s` of each row of `x`, or `nil` for 1.
  package var columnRate: UnsafeRawPointer?
  /// What is added `termFactor` times, or `nil`.
  package var term: UnsafeRawPointer?
  /// The factor `d`.
  package var termFactor = 0.0
  /// What `sumFactor` times `x` is added to, or `nil`.
  package var sum: UnsafeMutableRawPointer?
  /// The factor `e`.
  package var sumFactor = 0.0
  /// What the rows of `m` are multiplied by, or `nil`.
  package var left: UnsafeRawPointer?
  /// What `dotFactor` times the inner products of the rows is added to.
  package var dots: UnsafeMutableRawPointer?
  /// The factor `f`.
  package var dotFactor = 0.0

  /// Creates a step from its factors.
  ///
  /// - Parameters:
  ///   - matrix: The square matrix `A`.
  ///   - product: The factor `a`.
  ///   - diagonal: The factor `ι`.
  ///   - identity: The factor `b`.
  ///   - previous: The factor `c`; with 0 what is replaced is not read.
  ///   - width: The number of elements of a row.
  package init(
    _ matrix: SparseMatrix, product: Double, diagonal: Double, identity: Double, previous: Double,
    width: Int
  ) {
    self.matrix = matrix
    self.product = product
    self.diagonal = diagonal
    self.identity = identity
    self.previous = previous
    self.width = width
  }

  /// Runs the step from `x`, whose shape `y` takes.
  package func run(from state: Tensor, into y: inout Tensor) {
    state.withBytes { x in
      y.overwrite(as: state) { before, after in run(x, before, after) }
    }
  }

  /// Runs the step without a `y`, for its dots.
  package func run(from x: Tensor) {
    x.withBytes { run($0, nil, nil) }
  }

  private func run(
    _ x: UnsafeRawPointer, _ before: UnsafeRawPointer?, _ after: UnsafeMutableRawPointer?
  ) {
    let (rows, pattern) = (matrix.rowCount, matrix.pattern)
    guard rows > 0, width > 0 else { return }
    let offsets = UnsafeRawPointer(pattern.offsets.pointer).assumingMemoryBound(to: UInt64.self)
    let columns = UnsafeRawPointer(pattern.columns.pointer).assumingMemoryBound(to: UInt64.self)
    // Rows are split evenly, on the supposition that they have about as many entries each.
    let grain = max(1, recurrenceGrain / max(1, (matrix.entryCount / rows + 4) * width))
    withExtendedLifetime(pattern) {
      matrix.values.withBytes { values in
        switch matrix.scalarType {
        case .float32:
          func floats(_ pointer: UnsafeRawPointer?) -> UnsafePointer<Float>? {
            pointer?.assumingMemoryBound(to: Float.self)
          }
          func floats(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Float>? {
            pointer?.assumingMemoryBound(to: Float.self)
          }
          var step = graphode_recurrence_f32(
            offsets: offsets, columns: columns, values: floats(values), row_rate: floats(rowRate),
            column_rate: floats(columnRate), x: floats(x), y_before: floats(before),
            term: floats(term), left: floats(left), y: floats(after), sum: floats(sum),
            dots: floats(dots), diagonal: Float(diagonal), product: Float(product),
            identity: Float(identity), previous: Float(previous), term_factor: Float(termFactor),
            sum_factor: Float(sumFactor), dot_factor: Float(dotFactor), width: width)
          withUnsafePointer(to: &step) { step in
            Parallel.forEachRange(count: rows, grain: grain) {
              graphode_recurrence_step_f32(step, $0.lowerBound, $0.upperBound)
            }
          }
        case .float64:
          func doubles(_ pointer: UnsafeRawPointer?) -> UnsafePointer<Double>? {
            pointer?.assumingMemoryBound(to: Double.self)
          }
          func doubles(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Double>? {
            pointer?.assumingMemoryBound(to: Double.self)
          }
          var step = graphode_recurrence_f64(
            offsets: offsets, columns: columns, values: doubles(values), row_rate: doubles(rowRate),
            column_rate: doubles(columnRate), x: doubles(x), y_before: doubles(before),
            term: doubles(term), left: doubles(left), y: doubles(after), sum: doubles(sum),
            dots: doubles(dots), diagonal: diagonal, product: product, identity: identity,
            previous: previous, term_factor: termFactor, sum_factor: sumFactor,
            dot_factor: dotFactor, width: width)
          withUnsafePointer(to: &step) { step in
            Parallel.forEachRange(count: rows, grain: grain) {
              graphode_recurrence_step_f64(step, $0.lowerBound, $0.upperBound)
            }
          }
        }
      }
    }
  }
}

/// The number of multiplications below which a step runs on the calling thread.
private let recurrenceGrain = 1 << 15

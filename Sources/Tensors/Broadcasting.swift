import CKernels

/// How the elements of two tensors meet in an element-wise operation.
///
/// The result is seen as a matrix; an operand is the whole matrix, a row of it that repeats
/// downwards, a column that repeats sideways, or a single element.
struct Broadcast {
  /// Which part of the result an operand is.
  enum Role: Equatable {
    case whole, row, column, scalar
  }

  let shape: Shape
  let rows: Int
  let columns: Int
  let first: Role
  let second: Role

  /// The meeting of shapes `first` and `second`.
  ///
  /// - Precondition: They are equal, or one is a row, a column or a scalar of the other.
  init(_ first: Shape, _ second: Shape) {
    if first == second {
      (shape, rows, columns) = (first, 1, first.elementCount)
      (self.first, self.second) = (.whole, .whole)
    } else if let (role, rows, columns) = Self.role(of: second, in: first) {
      (shape, self.rows, self.columns) = (first, rows, columns)
      (self.first, self.second) = (.whole, role)
    } else if let (role, rows, columns) = Self.role(of: first, in: second) {
      (shape, self.rows, self.columns) = (second, rows, columns)
      (self.first, self.second) = (role, .whole)
    } else {
      preconditionFailure(
        """
        The shapes \(first) and \(second) do not fit: they must be equal, or one a row, \
        a column or a scalar of the other.
        """)
    }
  }

  private static func role(of small: Shape, in large: Shape) -> (Role, rows: Int, columns: Int)? {
    let count = large.elementCount
    guard small.rank <= large.rank else { return nil }
    if small.elementCount == 1 { return (.scalar, 1, count) }
    let trailing = small.drop { $0 == 1 }
    if large.suffix(trailing.count).elementsEqual(trailing) {
      let columns = trailing.reduce(1, *)
      return (.row, large.dropLast(trailing.count).reduce(1, *), columns)
    }
    guard small.rank == large.rank else { return nil }
    let leading = small.reversed().drop { $0 == 1 }.count
    if small[..<leading].elementsEqual(large[..<leading]) {
      return (.column, small.elementCount, large[leading...].reduce(1, *))
    }
    return nil
  }

  /// The distances in memory between rows and between columns of an operand.
  func strides(of role: Role) -> (row: Int, column: Int) {
    switch role {
    case .whole: (columns, 1)
    case .row: (0, 1)
    case .column: (1, 0)
    case .scalar: (0, 0)
    }
  }

  /// Sums a gradient of the result's shape down to an operand's part of it.
  func reduced(_ gradient: Tensor, to role: Role, shape: Shape) -> Tensor {
    gradient.requireGradient(of: self.shape)
    return switch role {
    case .whole: gradient
    case .row:
      gradient.summed(outer: 1, extent: rows, inner: columns, shape: shape)
    case .column:
      gradient.summed(outer: rows, extent: columns, inner: 1, shape: shape)
    case .scalar:
      Tensor(repeating: gradient.total, shape: shape, scalarType: gradient.scalarType)
    }
  }
}

/// A C kernel in both scalar types over strided operands: `out[i, j] = f(a[i, j], b[i, j])`.
struct BroadcastKernel: Sendable {
  let float32:
    @Sendable @convention(c) (
      UnsafePointer<Float>?, Int, Int, UnsafePointer<Float>?, Int, Int, UnsafeMutablePointer<Float>?,
      Int, Int
    ) -> Void
  let float64:
    @Sendable @convention(c) (
      UnsafePointer<Double>?, Int, Int, UnsafePointer<Double>?, Int, Int,
      UnsafeMutablePointer<Double>?, Int, Int
    ) -> Void

  static let add = BroadcastKernel(float32: graphode_add_f32, float64: graphode_add_f64)
  static let subtract = BroadcastKernel(
    float32: graphode_subtract_f32, float64: graphode_subtract_f64)
  static let multiply = BroadcastKernel(
    float32: graphode_multiply_f32, float64: graphode_multiply_f64)
  static let divide = BroadcastKernel(float32: graphode_divide_f32, float64: graphode_divide_f64)

  /// Returns the kernel's values over `first` and `second`, which meet as `broadcast` says.
  func callAsFunction(_ first: Tensor, _ second: Tensor, _ broadcast: Broadcast) -> Tensor {
    first.requireSameScalarType(as: second)
    var result = Tensor(uninitialized: broadcast.shape, scalarType: first.scalarType)
    let (firstRow, firstColumn) = broadcast.strides(of: broadcast.first)
    let (secondRow, secondColumn) = broadcast.strides(of: broadcast.second)
    let columns = broadcast.columns
    // One long row is split along its columns, many rows along the rows.
    let splitsRows = broadcast.rows > 1
    let count = splitsRows ? broadcast.rows : columns
    let grain = splitsRows ? max(1, elementwiseGrain / max(columns, 1)) : elementwiseGrain
    switch first.scalarType {
    case .float32:
      first.withFloats { a in
        second.withFloats { b in
          result.withMutableFloats { out in
            Parallel.forEachRange(count: count, grain: grain) { range in
              let start = range.lowerBound
              if splitsRows {
                float32(
                  a + start * firstRow, firstRow, firstColumn, b + start * secondRow, secondRow,
                  secondColumn, out + start * columns, range.count, columns)
              } else {
                float32(
                  a + start * firstColumn, 0, firstColumn, b + start * secondColumn, 0,
                  secondColumn, out + start, 1, range.count)
              }
            }
          }
        }
      }
    case .float64:
      first.withDoubles { a in
        second.withDoubles { b in
          result.withMutableDoubles { out in
            Parallel.forEachRange(count: count, grain: grain) { range in
              let start = range.lowerBound
              if splitsRows {
                float64(
                  a + start * firstRow, firstRow, firstColumn, b + start * secondRow, secondRow,
                  secondColumn, out + start * columns, range.count, columns)
              } else {
                float64(
                  a + start * firstColumn, 0, firstColumn, b + start * secondColumn, 0,
                  secondColumn, out + start, 1, range.count)
              }
            }
          }
        }
      }
    }
    return result
  }
}

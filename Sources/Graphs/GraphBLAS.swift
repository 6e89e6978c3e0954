import CSuiteSparse
import Synchronization
import Tensors

/// The calls of the SuiteSparse:GraphBLAS library.
///
/// T. Davis, "Algorithm 1037: SuiteSparse:GraphBLAS: Parallel Graph Algorithms in the Language
/// of Sparse Linear Algebra", ACM Transactions on Mathematical Software 49(3), 2023.
enum GraphBLAS {
  /// Adds the product of a sparse and a dense matrix to a dense one: `y ← y + A x`.
  ///
  /// The library's objects are shells that borrow the arrays for the time of the call: none is
  /// copied, none changes hands, and any number of threads may use one pattern at once. The
  /// library adds up each row of `y` on one thread and in the order of the entries, so that the
  /// result does not depend on the number of threads.
  ///
  /// - Parameters:
  ///   - pattern: The places of the entries of `A`; at least one entry.
  ///   - values: The entries of `A`.
  ///   - dense: The matrix `x`, `[pattern.columnCount, width]`, row by row.
  ///   - width: The number of columns of `x` and `y`; positive.
  ///   - accumulator: The matrix `y`, `[pattern.rowCount, width]`, row by row.
  ///   - scalarType: The number format of all three.
  /// - Throws: What the library reports, for correct arguments only want of memory.
  static func accumulateProduct(
    of pattern: SparsityPattern, values: UnsafeRawPointer, dense: UnsafeRawPointer, width: Int,
    into accumulator: UnsafeMutableRawPointer, scalarType: ScalarType
  ) throws(GraphBLASError) {
    try prepare()
    let kind = ScalarKind(scalarType)
    let sparse = try Shell(rows: pattern.rowCount, columns: pattern.columnCount, of: kind.type)
    defer { sparse.free() }
    let source = try Shell(rows: pattern.columnCount, columns: width, of: kind.type)
    defer { source.free() }
    let target = try Shell(rows: pattern.rowCount, columns: width, of: kind.type)
    defer { target.free() }

    // The library does not write to the operands of a product.
    let operand = UnsafeMutableRawPointer(mutating: dense)
    let entries = UnsafeMutableRawPointer(mutating: values)
    let scalarSize = scalarType.byteCount
    try sparse.lend(pattern, values: entries, scalarSize: scalarSize)
    defer { sparse.takeBack(pattern, values: entries) }
    try source.lend(operand, byteCount: pattern.columnCount * width * scalarSize)
    defer { source.takeBack(operand) }
    try target.lend(accumulator, byteCount: pattern.rowCount * width * scalarSize)
    defer { target.takeBack(accumulator) }

    try GraphBLASError.check(
      GrB_mxm(target.matrix, nil, kind.plus, kind.plusTimes, sparse.matrix, source.matrix, nil))
  }

  /// Starts the library, at the first call, and passes on the number of threads.
  private static func prepare() throws(GraphBLASError) {
    if let startError { throw startError }
    let count = Threads.count
    if threadCount.load(ordering: .relaxed) != count {
      try GraphBLASError.check(graphode_graphblas_set_threads(Int32(count)))
      threadCount.store(count, ordering: .relaxed)
    }
  }

  private static let startError: GraphBLASError? = {
    // Whoever else in the process has started the library already, which makes it report an
    // invalid value, may have done so with other allocation functions: since no buffer changes
    // hands, that is no obstacle.
    let error = GraphBLASError(status: graphode_graphblas_start().rawValue)
    return error == .invalidValue ? nil : error
  }()

  /// The number of threads that the library was last told to use.
  private static let threadCount = Atomic<Int>(0)
}

/// The library's names for what depends on the scalar type.
private struct ScalarKind {
  let type: GrB_Type?
  let plus: GrB_BinaryOp?
  let plusTimes: GrB_Semiring?

  init(_ scalarType: ScalarType) {
    switch scalarType {
    case .float32:
      type = graphode_fp32()
      plus = graphode_plus_fp32()
      plusTimes = graphode_plus_times_fp32()
    case .float64:
      type = graphode_fp64()
      plus = graphode_plus_fp64()
      plusTimes = graphode_plus_times_fp64()
    }
  }
}

/// A matrix of the library that owns no entries of its own.
private struct Shell {
  private(set) var matrix: GrB_Matrix?

  init(rows: Int, columns: Int, of type: GrB_Type?) throws(GraphBLASError) {
    try GraphBLASError.check(GrB_Matrix_new(&matrix, type, UInt64(rows), UInt64(columns)))
  }

  func free() {
    var matrix = matrix
    GrB_Matrix_free(&matrix)
  }

  /// Lends the arrays of a sparse matrix to the shell.
  func lend(
    _ pattern: SparsityPattern, values: UnsafeMutableRawPointer, scalarSize: Int
  ) throws(GraphBLASError) {
    var offsets = unsigned(pattern.offsets)
    var columns = unsigned(pattern.columns)
    var values: UnsafeMutableRawPointer? = values
    try GraphBLASError.check(
      GxB_Matrix_pack_CSR(
        matrix, &offsets, &columns, &values, UInt64(pattern.offsets.byteCount),
        UInt64(pattern.columns.byteCount), UInt64(pattern.entryCount * scalarSize),
        false, false, nil))
  }

  /// Takes back what `lend(_:values:scalarSize:)` lent.
  func takeBack(_ pattern: SparsityPattern, values lentValues: UnsafeMutableRawPointer) {
    var offsets: UnsafeMutablePointer<GrB_Index>?
    var columns: UnsafeMutablePointer<GrB_Index>?
    var values: UnsafeMutableRawPointer?
    var sizes: (GrB_Index, GrB_Index, GrB_Index) = (0, 0, 0)
    var isIso = false
    var isJumbled = false
    let status = GxB_Matrix_unpack_CSR(
      matrix, &offsets, &columns, &values, &sizes.0, &sizes.1, &sizes.2, &isIso, &isJumbled, nil)
    assert(
      status == GrB_SUCCESS && offsets == unsigned(pattern.offsets)
        && columns == unsigned(pattern.columns) && values == lentValues && !isIso && !isJumbled,
      "GraphBLAS did not give back the arrays of a sparse matrix.")
  }

  /// Lends the elements of a dense matrix to the shell.
  func lend(_ elements: UnsafeMutableRawPointer, byteCount: Int) throws(GraphBLASError) {
    var elements: UnsafeMutableRawPointer? = elements
    try GraphBLASError.check(
      GxB_Matrix_pack_FullR(matrix, &elements, UInt64(byteCount), false, nil))
  }

  /// Takes back what `lend(_:byteCount:)` lent.
  func takeBack(_ lentElements: UnsafeMutableRawPointer) {
    var elements: UnsafeMutableRawPointer?
    var size: GrB_Index = 0
    var isIso = false
    let status = GxB_Matrix_unpack_FullR(matrix, &elements, &size, &isIso, nil)
    assert(
      status == GrB_SUCCESS && elements == lentElements && !isIso,
      "GraphBLAS did not give back the elements of a dense matrix.")
  }

  private func unsigned(_ indices: IndexStorage) -> UnsafeMutablePointer<GrB_Index>? {
    UnsafeMutableRawPointer(indices.pointer).assumingMemoryBound(to: GrB_Index.self)
  }
}

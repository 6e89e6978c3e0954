import Graphs
import Tensors
import Testing

@Suite("Sparse matrices")
struct SparseMatrixTests {
  /// The matrix of `elements`, from entries in no particular order.
  func example(_ scalarType: ScalarType = .float64) throws -> SparseMatrix {
    try SparseMatrix(
      rowCount: 3, columnCount: 4, rows: [2, 0, 2, 0], columns: [2, 3, 0, 1], values: [3, 1, 4, 2],
      scalarType: scalarType)
  }

  let elements: [Double] = [
    0, 2, 0, 1,
    0, 0, 0, 0,
    4, 0, 3, 0,
  ]

  @Test("Triplets, compressed rows and dense elements make the same matrix", arguments: ScalarType.allCases)
  func creation(scalarType: ScalarType) throws {
    let matrix = try example(scalarType)
    let compressed = try SparseMatrix(
      columnCount: 4, rowOffsets: [0, 2, 2, 4], columns: [3, 1, 0, 2], values: [1, 2, 4, 3],
      scalarType: scalarType)
    let dense = Tensor(shape: [3, 4], elements: elements, scalarType: scalarType)
    #expect(compressed == matrix)
    #expect(SparseMatrix(dense) == matrix)
    #expect(matrix.dense() == dense)
    #expect(matrix.values.elements == [2, 1, 4, 3])
    #expect(Array(matrix.pattern.rowOffsets) == [0, 2, 2, 4])
    #expect(Array(matrix.pattern.columnIndices) == [1, 3, 0, 2])
    #expect(matrix.description == "3 × 4 with 4 entries, \(scalarType)")
  }

  @Test("The transpose swaps rows and columns, and twice gives the matrix back")
  func transposition() throws {
    var random = SplitMix(state: 1)
    for (rows, columns) in [(7, 5), (1, 9), (0, 3), (3, 0), (40, 40)] {
      let matrix = randomMatrix(rows: rows, columns: columns, density: 0.3, &random)
      let dense = matrix.dense().elements
      let transposed = matrix.transposed()
      #expect(transposed.rowCount == columns && transposed.columnCount == rows)
      let expected = (0..<columns).flatMap { column in
        (0..<rows).map { row in dense[row * columns + column] }
      }
      #expect(transposed.dense().elements == expected)
      #expect(transposed.transposed() == matrix)
    }
  }

  @Test("The transposed pattern is found once and shared")
  func sharedTransposition() async throws {
    let matrix = try example()
    let doubled = matrix.replacingValues(with: matrix.values.scaled(by: 2))
    #expect(doubled.pattern === matrix.pattern)
    #expect(doubled.transposed().pattern === matrix.transposed().pattern)
    let patterns = await withTaskGroup(of: SparsityPattern.self) { group in
      let fresh = try? SparsityPattern(columnCount: 3, rowOffsets: [0, 2, 3], columns: [2, 0, 1])
      for _ in 0..<16 { if let fresh { group.addTask { fresh.transposition.pattern } } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(patterns.count == 16 && patterns.allSatisfy { $0 === patterns[0] })
  }

  @Test("Sums and the diagonal are those of the dense matrix")
  func sums() throws {
    let matrix = try example()
    #expect(matrix.rowSums.elements == [3, 0, 7])
    #expect(matrix.columnSums.elements == [4, 2, 3, 1])
    #expect(matrix.diagonal.elements == [0, 0, 3])
    #expect(matrix.transposed().diagonal == matrix.diagonal)
  }

  @Test("Rows and columns are scaled by their factors")
  func scaling() throws {
    let matrix = try example()
    let rows = Tensor(shape: [3], elements: [10, 20, 30], scalarType: .float64)
    let columns = Tensor(shape: [4], elements: [1, 2, 3, 4], scalarType: .float64)
    #expect(
      matrix.scalingRows(by: rows).dense().elements == [0, 20, 0, 10, 0, 0, 0, 0, 120, 0, 90, 0])
    #expect(
      matrix.scalingColumns(by: columns).dense().elements == [0, 4, 0, 4, 0, 0, 0, 0, 4, 0, 9, 0])
    let normalised = matrix.rowNormalised
    #expect(distance(normalised.rowSums.elements, [1, 0, 1]) < 1e-15)
  }

  @Test("Gathered rows come in the order asked for")
  func gathering() throws {
    let gathered = try example().gatheringRows([2, 1, 2, 0])
    #expect(
      gathered.dense().elements == [4, 0, 3, 0, 0, 0, 0, 0, 4, 0, 3, 0, 0, 2, 0, 1])
    #expect(try example().gatheringRows([]).rowCount == 0)
  }

  @Test("A matrix converted to float32 and back has its values rounded, and the same pattern")
  func conversion() throws {
    let matrix = try example().scalingRows(
      by: Tensor(repeating: 1 / 3, shape: [3], scalarType: .float64))
    let rounded = matrix.converted(to: .float32)
    #expect(rounded.scalarType == .float32 && rounded.pattern === matrix.pattern)
    #expect(rounded.values.elements == matrix.values.elements.map { Double(Float($0)) })
  }

  @Test("Faults in triplets are described in full")
  func faults() {
    let count = #expect(throws: SparsityError.self) {
      try SparseMatrix(rowCount: 1, columnCount: 1, rows: [0], columns: [0], values: [])
    }
    #expect(count?.description == "There are 0 values, but 1 entries.")
    let range = #expect(throws: SparsityError.self) {
      try SparseMatrix(rowCount: 1, columnCount: 2, rows: [-1], columns: [0], values: [1])
    }
    #expect(range?.description == "Entry 0 is at (-1, 0), outside a 1 × 2 matrix.")
  }
}

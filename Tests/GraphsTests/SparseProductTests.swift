import Tensors
import Testing

@testable import Graphs

@Suite("Sparse products")
struct SparseProductTests {
  @Test("y + A x equals the dense computation", arguments: ScalarType.allCases)
  func denseComparison(scalarType: ScalarType) {
    var random = SplitMix(state: 21)
    // In float32 sums of about ten terms of order 1 are off by a few units of 6e-8.
    let tolerance = scalarType == .float64 ? float64Rounding : 3e-6
    for (rows, columns) in [(1, 1), (5, 8), (30, 20), (64, 64)] {
      let matrix = randomMatrix(
        rows: rows, columns: columns, density: 0.2, &random, scalarType: scalarType)
      for trailing in [[], [1], [3], [16], [2, 5], [2, 3, 4]] {
        let dense = randomTensor(Shape([columns] + trailing), &random, scalarType: scalarType)
        let accumulator = randomTensor(Shape([rows] + trailing), &random, scalarType: scalarType)
        let product = denseProduct(matrix, dense)
        #expect(matrix(dense).shape == accumulator.shape)
        #expect(distance(matrix(dense).elements, product) < tolerance)
        let sum = zip(product, accumulator.elements).map { $0 + $1 }
        let before = accumulator.elements
        #expect(
          distance(matrix.product(dense, accumulatingInto: accumulator).elements, sum) < tolerance)
        #expect(accumulator.elements == before, "the argument is not written to")
        var inPlace = accumulator
        matrix.accumulateProduct(of: dense, into: &inPlace)
        #expect(distance(inPlace.elements, sum) < tolerance)
      }
    }
  }

  @Test("No density makes the library change the form of its arguments")
  func densities() throws {
    // In debug builds each product of wide rows asserts that the library gives the very same arrays back.
    var random = SplitMix(state: 27)
    for (rows, columns, width) in [(1, 300, 5), (300, 1, 300), (200, 200, 1), (40, 30, 300)] {
      for density in [0.0001, 0.002, 0.03, 0.5, 1] {
        let matrix = randomMatrix(rows: rows, columns: columns, density: density, &random)
        let equal = matrix.replacingValues(with: .ones([matrix.entryCount], scalarType: .float64))
        let dense = Tensor.ones([columns, width], scalarType: .float64)
        let expected = (0..<rows).flatMap { row in
          Array(repeating: Double(matrix.pattern.entries(inRow: row).count), count: width)
        }
        #expect(equal(dense).elements == expected)
        let varied = randomTensor([columns, width], &random)
        #expect(distance(matrix(varied).elements, denseProduct(matrix, varied)) < 1e-12)
      }
    }
  }

  @Test("A product into its own argument uses the argument as it was")
  func aliasing() {
    var random = SplitMix(state: 28)
    let matrix = randomMatrix(rows: 20, columns: 20, density: 0.3, &random)
    var state = randomTensor([20, 3], &random)
    let expected = state + matrix(state)
    matrix.accumulateProduct(of: state, into: &state)
    #expect(distance(state.elements, expected.elements) < float64Rounding)
  }

  @Test("Arguments that do not fit stop the program")
  func preconditions() async {
    await #expect(processExitsWith: .failure) {
      let matrix = SparseMatrix(Tensor.ones([3, 2]))
      _ = matrix(.ones([3, 4]))
    }
    await #expect(processExitsWith: .failure) {
      let matrix = SparseMatrix(Tensor.ones([3, 2]))
      _ = matrix.product(.ones([2, 4]), accumulatingInto: .ones([3, 5]))
    }
    await #expect(processExitsWith: .failure) {
      let matrix = SparseMatrix(Tensor.ones([3, 2]))
      _ = matrix(.ones([2, 4], scalarType: .float64))
    }
    await #expect(processExitsWith: .failure) {
      let matrix = SparseMatrix(Tensor.ones([3, 2]))
      _ = matrix.replacingValues(with: .ones([5]))
    }
  }

  @Test("A row is added to each row of the product")
  func addedRow() {
    var random = SplitMix(state: 22)
    let matrix = randomMatrix(rows: 9, columns: 6, density: 0.4, &random)
    let dense = randomTensor([6, 4], &random)
    let row = randomTensor([4], &random)
    let product = denseProduct(matrix, dense)
    let expected = product.indices.map { product[$0] + row.elements[$0 % 4] }
    #expect(
      distance(matrix.product(dense, addingToEachRow: row).elements, expected) < float64Rounding)
  }

  @Test("⟨A x, y⟩ = ⟨x, Aᵀ y⟩")
  func adjoint() {
    var random = SplitMix(state: 23)
    let matrix = randomMatrix(rows: 50, columns: 31, density: 0.1, &random)
    let x = randomTensor([31, 7], &random)
    let y = randomTensor([50, 7], &random)
    #expect(abs(inner(matrix(x), y) - inner(x, matrix.transposed()(y))) < float64Rounding * 10)
  }

  @Test("Products without rows, columns, entries or channels are zero")
  func emptyProducts() throws {
    let noEntries = try SparseMatrix(
      rowCount: 3, columnCount: 2, rows: [], columns: [], values: [], scalarType: .float64)
    let dense = Tensor.ones([2, 4], scalarType: .float64)
    #expect(noEntries(dense) == .zeros([3, 4], scalarType: .float64))
    let accumulator = Tensor.ones([3, 4], scalarType: .float64)
    #expect(noEntries.product(dense, accumulatingInto: accumulator) == accumulator)

    let noRows = try SparseMatrix(rowCount: 0, columnCount: 2, rows: [], columns: [], values: [])
    #expect(noRows(.ones([2, 5])).shape == [0, 5])
    let noColumns = try SparseMatrix(rowCount: 2, columnCount: 0, rows: [], columns: [], values: [])
    #expect(noColumns(.ones([0, 5])) == .zeros([2, 5]))
    let one = try SparseMatrix(rowCount: 1, columnCount: 1, rows: [0], columns: [0], values: [3])
    #expect(one(.ones([1, 0])).shape == [1, 0])
    #expect(one(.ones([1])).elements == [3])
    #expect(one.product(.ones([1, 0]), addingToEachRow: .ones([0])).shape == [1, 0])
  }

  @Test("The shapeless zero is accepted as either argument")
  func shapelessZero() {
    var random = SplitMix(state: 24)
    let matrix = randomMatrix(rows: 4, columns: 3, density: 0.5, &random)
    let x = randomTensor([3, 2], &random)
    #expect(matrix.product(x, accumulatingInto: .zero) == matrix(x))
    let y = randomTensor([4, 2], &random)
    #expect(matrix.product(.zero, accumulatingInto: y) == y)
    #expect(matrix(.zero).isShapelessZero)
  }

  @Test("Many threads may multiply by one matrix at once")
  func concurrency() async {
    var random = SplitMix(state: 25)
    let matrix = randomMatrix(rows: 60, columns: 60, density: 0.1, &random)
    let x = randomTensor([60, 8], &random)
    let expected = matrix(x)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<200).allSatisfy { _ in matrix(x) == expected } }
      }
      for await isEqual in group { #expect(isEqual) }
    }
  }

  @Test("Both engines give the same, narrow rows and wide ones", arguments: ScalarType.allCases)
  func engines(scalarType: ScalarType) {
    var random = SplitMix(state: 29)
    let matrix = randomMatrix(rows: 12, columns: 9, density: 0.4, &random, scalarType: scalarType)
    let widest = RowWalk.widestRow / scalarType.byteCount
    // Five terms of order 1 in another order.
    let tolerance = scalarType == .float64 ? float64Rounding : 3e-6
    for width in [widest - 1, widest, widest + 1] {
      let dense = randomTensor([9, width], &random, scalarType: scalarType)
      let row = randomTensor([width], &random, scalarType: scalarType)
      let product = denseProduct(matrix, dense)
      #expect(distance(matrix(dense).elements, product) < tolerance)
      let elements = row.elements
      #expect(
        distance(
          matrix.product(dense, addingToEachRow: row).elements,
          product.indices.map { product[$0] + elements[$0 % width] }) < tolerance)
    }
  }

  @Test("One row may have most of the entries, and most rows none")
  func unevenRows() throws {
    // Rows 0 and 5000 are full; ranges for threads begin and end between empty rows.
    let (rowCount, columnCount) = (10_000, 900)
    let matrix = try SparseMatrix(
      rowCount: rowCount, columnCount: columnCount,
      rows: (0..<2 * columnCount).map { $0 < columnCount ? 0 : 5000 },
      columns: (0..<2 * columnCount).map { $0 % columnCount },
      values: Array(repeating: 1, count: 2 * columnCount))
    let sums = matrix(Tensor.ones([columnCount, 40])).sum(alongAxis: 1).elements
    #expect(sums.indices.allSatisfy { sums[$0] == ([0, 5000].contains($0) ? 36_000 : 0) })
  }

  @Test(
    "One thread and two give the same bits", arguments: ScalarType.allCases,
    [(nodes: 3000, edges: 15_000, width: 64), (nodes: 400, edges: 4000, width: 640)])
  func threadCounts(scalarType: ScalarType, size: (nodes: Int, edges: Int, width: Int)) throws {
    var random = SplitMix(state: 26)
    let graph = try randomGraph(
      nodeCount: size.nodes, edgeCount: size.edges, direction: .directed, &random)
    let matrix = graph.operator(scalarType: scalarType).matrix
    // Two million multiplications: GraphBLAS, which has the wide rows, takes a second thread from
    // 2 × 65 536 on, and our own kernels from 2¹⁸ on.
    let x = randomTensor([size.nodes, size.width], &random, scalarType: scalarType)
    let seed = randomTensor([size.nodes, size.width], &random, scalarType: scalarType)
    let before = Threads.count
    defer { Threads.count = before }
    let results = [1, 2].map { count in
      Threads.count = count
      let (value, pullback) = valueWithPullback(at: matrix, x) { $0($1) }
      let (values, dense) = pullback(seed)
      return [value, values, dense]
    }
    #expect(results[0] == results[1])
  }

  @Test("Every status of the library but success is one error", arguments: [-1, -2, -3, -4, -5, -6, -7, -8])
  func statuses(status: Int32) throws {
    // Errors of the interface are numbered from -1, those at run time from -101.
    let interface = try #require(GraphBLASError(status: status))
    #expect(!interface.description.contains("status"))
    if status >= -6 {
      let execution = try #require(GraphBLASError(status: status - 100))
      #expect(execution != interface)
      #expect(!execution.description.contains("status"))
    }
    #expect(GraphBLASError(status: 0) == nil)
    #expect(GraphBLASError(status: -77)?.description == "GraphBLAS reported status -77.")
    #expect(GraphBLASError.outOfMemory.description == "GraphBLAS ran out of memory.")
  }
}

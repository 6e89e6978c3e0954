import Graphs
import Tensors
import Testing

@Suite("Sparse products of some of the entries")
struct MaskedProductTests {
  /// The matrix with the mask multiplied in: a mask has the choice of the tensor that is drawn alike.
  private func masked(_ matrix: SparseMatrix, rate: Double, seed: UInt64) -> SparseMatrix {
    var generator = RandomGenerator(seed: seed)
    let factors = Tensor(
      dropoutMaskWithRate: rate, shape: [matrix.entryCount], scalarType: matrix.scalarType,
      using: &generator)
    return matrix.replacingValues(with: matrix.values * factors)
  }

  private func mask(_ matrix: SparseMatrix, rate: Double, seed: UInt64) -> EntryMask {
    var generator = RandomGenerator(seed: seed)
    return EntryMask(rate: rate, entryCount: matrix.entryCount, using: &generator)
  }

  @Test(
    "Value and gradients are those of the matrix with the mask multiplied in", arguments: ScalarType.allCases)
  func reference(scalarType: ScalarType) {
    var random = SplitMix(state: 51)
    // Sums of at most twenty terms of order 1.
    let tolerance = scalarType == .float64 ? float64Rounding : 1e-5
    for (rows, columns, density) in [(1, 1, 1.0), (30, 20, 0.3), (20, 70, 0.2), (40, 9, 0.05)] {
      let matrix = randomMatrix(
        rows: rows, columns: columns, density: density, &random, scalarType: scalarType)
      for (width, rate) in (1...40).map({ ($0, 0.5) }) + [(3, 0.1), (16, 0.9), (600, 0.5)] {
        let dense = randomTensor([columns, width], &random, scalarType: scalarType)
        let row = randomTensor([width], &random, scalarType: scalarType)
        let upstream = randomTensor([rows, width], &random, scalarType: scalarType)
        let mask = mask(matrix, rate: rate, seed: UInt64(width))
        let reference = masked(matrix, rate: rate, seed: UInt64(width))
        let (value, pullback) = valueWithPullback(at: dense, row) { dense, row in
          matrix.product(dense, addingToEachRow: row, keeping: mask)
        }
        let (expected, expectedPullback) = valueWithPullback(at: dense, row) { dense, row in
          reference.product(dense, addingToEachRow: row)
        }
        #expect(value.shape == expected.shape)
        #expect(distance(value.elements, expected.elements) < tolerance)
        let (slopes, expectedSlopes) = (pullback(upstream), expectedPullback(upstream))
        #expect(distance(slopes.0.elements, expectedSlopes.0.elements) < tolerance)
        #expect(slopes.1 == expectedSlopes.1)
      }
    }
  }

  @Test("Derivatives in the dense argument and the row agree with central differences")
  func differences() {
    var random = SplitMix(state: 52)
    let matrix = randomMatrix(rows: 7, columns: 5, density: 0.5, &random)
    let (x, row) = (randomTensor([5, 2, 3], &random), randomTensor([2, 3], &random))
    let upstream = randomTensor([7, 2, 3], &random)
    let mask = mask(matrix, rate: 0.4, seed: 3)
    let (dense, added) = pullback(at: x, row) {
      matrix.product($0, addingToEachRow: $1, keeping: mask)
    }(upstream)
    #expect(dense.shape == x.shape && added.shape == row.shape)
    let expected = (
      centralDifferences(at: x) {
        inner(matrix.product($0, addingToEachRow: row, keeping: mask), upstream)
      },
      centralDifferences(at: row) {
        inner(matrix.product(x, addingToEachRow: $0, keeping: mask), upstream)
      }
    )
    #expect(distance(dense.elements, expected.0) < float64Rounding)
    #expect(distance(added.elements, expected.1) < float64Rounding)
  }

  @Test("One thread and two draw the same mask and give the same bits", arguments: ScalarType.allCases)
  func threadCounts(scalarType: ScalarType) throws {
    var random = SplitMix(state: 53)
    let graph = try randomGraph(
      nodeCount: 2000, edgeCount: 40_000, direction: .directed, &random)
    let matrix = graph.operator(scalarType: scalarType).matrix
    let x = randomTensor([2000, 17], &random, scalarType: scalarType)
    let upstream = randomTensor([2000, 17], &random, scalarType: scalarType)
    let before = Threads.count
    defer { Threads.count = before }
    let results = [1, 2].map { count in
      Threads.count = count
      let mask = mask(matrix, rate: 0.5, seed: 4)
      let (value, pullback) = valueWithPullback(at: x) {
        matrix.product($0, addingToEachRow: .zero, keeping: mask)
      }
      return (mask: mask, tensors: [value, pullback(upstream)])
    }
    #expect(results[0].mask == results[1].mask)
    #expect(results[0].tensors == results[1].tensors)
  }

  @Test("A rate of zero draws nothing and is the product itself")
  func zeroRate() {
    var random = SplitMix(state: 54)
    let matrix = randomMatrix(rows: 8, columns: 6, density: 0.5, &random)
    var generator = RandomGenerator(seed: 5)
    let mask = EntryMask(rate: 0, entryCount: matrix.entryCount, using: &generator)
    #expect(mask == .keepingAll && generator == RandomGenerator(seed: 5))
    for width in [1, 7, 300] {
      let (x, row) = (randomTensor([6, width], &random), randomTensor([width], &random))
      #expect(
        matrix.product(x, addingToEachRow: row, keeping: mask) == matrix.product(x, addingToEachRow: row))
      let upstream = randomTensor([8, width], &random)
      let slope = pullback(at: x) { matrix.product($0, addingToEachRow: row, keeping: mask) }(upstream)
      #expect(slope == pullback(at: x) { matrix.product($0, addingToEachRow: row) }(upstream))
    }
  }

  @Test("A mask is a value, and another one is drawn from where the first ended")
  func repetition() {
    var (first, second) = (RandomGenerator(seed: 6), RandomGenerator(seed: 6))
    let mask = EntryMask(rate: 0.5, entryCount: 100, using: &first)
    #expect(mask == EntryMask(rate: 0.5, entryCount: 100, using: &second))
    #expect(mask != EntryMask(rate: 0.5, entryCount: 100, using: &second))
    #expect(mask.entryCount == 100 && mask.factor == 2)
    #expect(first.position == 50)
  }

  @Test("Matrices without rows, columns or entries are multiplied")
  func emptyMatrices() throws {
    for (rows, columns) in [(0, 3), (3, 0), (3, 2), (0, 0)] {
      let matrix = try SparseMatrix(rowCount: rows, columnCount: columns, rows: [], columns: [], values: [])
      let mask = mask(matrix, rate: 0.5, seed: 1)
      let (value, pullback) = valueWithPullback(at: Tensor.ones([columns, 4]), Tensor.ones([4])) {
        matrix.product($0, addingToEachRow: $1, keeping: mask)
      }
      #expect(value == .ones([rows, 4]))
      let (dense, row) = pullback(.ones([rows, 4]))
      #expect(dense == .zeros([columns, 4]))
      #expect(row == Tensor(repeating: Double(rows), shape: [4]))
    }
  }

  @Test("Shapeless tangents and rows stay so")
  func shapelessZero() {
    var random = SplitMix(state: 55)
    let matrix = randomMatrix(rows: 4, columns: 3, density: 0.5, &random)
    let mask = mask(matrix, rate: 0.5, seed: 1)
    let x = randomTensor([3, 2], &random)
    let pullback = pullback(at: x, Tensor.zero) {
      matrix.product($0, addingToEachRow: $1, keeping: mask)
    }
    #expect(pullback(.zero).0.isShapelessZero && pullback(.zero).1.isShapelessZero)
    #expect(pullback(.ones([4, 2], scalarType: .float64)).1.isShapelessZero)
  }

  @Test("Masks that do not fit stop the program")
  func preconditions() async {
    await #expect(processExitsWith: .failure) {
      var generator = RandomGenerator(seed: 1)
      let mask = EntryMask(rate: 0.5, entryCount: 5, using: &generator)
      _ = SparseMatrix(Tensor.ones([3, 2])).product(.ones([2, 1]), addingToEachRow: .zero, keeping: mask)
    }
    await #expect(processExitsWith: .failure) {
      var generator = RandomGenerator(seed: 1)
      _ = EntryMask(rate: 1, entryCount: 5, using: &generator)
    }
  }
}

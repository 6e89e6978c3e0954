import Graphs
import Tensors
import Testing
import _TestSupport

/// Returns `B + I` times the number of nodes, positive definite, of a random symmetric `B`.
func positiveDefiniteMatrix(
  rows: Int, density: Double, _ random: inout SplitMix, scalarType: ScalarType = .float64
) -> SparseMatrix {
  let half = randomMatrix(rows: rows, columns: rows, density: density, &random).dense()
  let symmetric = half + half.transposed() + identityMatrix(rows).scaled(by: 2 * Double(rows))
  return SparseMatrix(symmetric.converted(to: scalarType))
}

@Suite("Cholesky factorisation")
struct CholeskyTests {
  @Test("A solution is that by the dense factor", arguments: [1, 2, 17, 60])
  func dense(rows: Int) throws {
    var random = SplitMix(state: 50)
    let matrix = positiveDefiniteMatrix(rows: rows, density: 0.1, &random)
    let sides = randomTensor([rows, 5], &random)
    let truth = try #require(positiveDefiniteSolution(of: matrix.dense(), sides))
    let solution = try CholeskyFactorization(of: matrix).solution(of: sides)
    #expect(largestDifference(solution, truth) < 1e-14)
    #expect(largestDifference(matrix(solution), sides) < 1e-12)
  }

  @Test("A factor that is full enough for blocks solves as well")
  func supernodes() throws {
    var random = SplitMix(state: 51)
    let matrix = positiveDefiniteMatrix(rows: 200, density: 0.4, &random)
    let factor = try CholeskyFactorization(of: matrix)
    // Past 40 operations an entry the library works on blocks.
    #expect(factor.symbolic.operationCount > 40 * factor.symbolic.factorEntryCount)
    let sides = randomTensor([200, 3], &random)
    #expect(largestDifference(matrix(factor.solution(of: sides)), sides) < 1e-12)
  }

  @Test("Axes after the first are independent, in both scalar types", arguments: ScalarType.allCases)
  func shapes(scalarType: ScalarType) throws {
    var random = SplitMix(state: 52)
    let matrix = positiveDefiniteMatrix(rows: 12, density: 0.3, &random, scalarType: scalarType)
    let factor = try CholeskyFactorization(of: matrix)
    let sides = randomTensor([12, 2, 3], &random, scalarType: scalarType)
    let solution = factor.solution(of: sides)
    #expect(solution.shape == [12, 2, 3] && solution.scalarType == scalarType)
    #expect(largestDifference(matrix(solution), sides) < (scalarType == .float64 ? 1e-13 : 1e-5))
    #expect(factor.solution(of: sides.reshaped(to: [12, 6])).elements == solution.elements)
    let column = Tensor.ones([12], scalarType: scalarType)
    #expect(factor.solution(of: column).shape == [12])
  }

  @Test("A new factor of the same pattern needs no new analysis")
  func refactorisation() throws {
    var random = SplitMix(state: 53)
    let matrix = positiveDefiniteMatrix(rows: 20, density: 0.2, &random)
    let symbolic = try SymbolicFactorization(analyzing: matrix.pattern)
    let first = try symbolic.factorized(matrix)
    let doubled = matrix.replacingValues(with: matrix.values.scaled(by: 2))
    let second = try symbolic.factorized(doubled)
    let sides = randomTensor([20, 2], &random)
    #expect(
      largestDifference(first.solution(of: sides), second.solution(of: sides).scaled(by: 2)) < 1e-15)
    #expect(second.symbolic.order == symbolic.order)
  }

  @Test("The gradient in the right sides agrees with central differences")
  func gradient() throws {
    var random = SplitMix(state: 54)
    let factor = try CholeskyFactorization(
      of: positiveDefiniteMatrix(rows: 7, density: 0.4, &random))
    #expect(gradientError(at: randomTensor([7, 2], &random)) { factor.solution(of: $0) } < 1e-9)
    let pullback = pullback(at: randomTensor([7, 2], &random)) { factor.solution(of: $0) }
    #expect(pullback(.zero).isShapelessZero)
  }

  @Test("A matrix that is not positive definite is refused with its row")
  func indefinite() throws {
    let indefinite = SparseMatrix(
      Tensor(shape: [3, 3], elements: [2, 0, 0, 0, -1, 0, 0, 0, 2], scalarType: .float64))
    #expect(throws: FactorizationError.notPositiveDefinite(row: 1)) {
      try CholeskyFactorization(of: indefinite)
    }
    #expect(
      FactorizationError.notPositiveDefinite(row: 1).description
        == "The matrix is not positive definite: the pivot of row 1 is not positive.")
    let singular = SparseMatrix(Tensor.ones([2, 2], scalarType: .float64))
    #expect(throws: FactorizationError.self) { try CholeskyFactorization(of: singular) }
    let empty = try SparseMatrix(
      rowCount: 2, columnCount: 2, rows: [0], columns: [0], values: [1], scalarType: .float64)
    #expect(throws: FactorizationError.self) { try CholeskyFactorization(of: empty) }
    let infinite = SparseMatrix(Tensor(shape: [1, 1], elements: [.infinity], scalarType: .float64))
    #expect(throws: FactorizationError.nonFinite) { try CholeskyFactorization(of: infinite) }
    let full = SparseMatrix(
      identityMatrix(150).scaled(by: 100) - Tensor.ones([150, 150], scalarType: .float64))
    #expect(throws: FactorizationError.self) { try CholeskyFactorization(of: full) }
  }

  @Test("No rows and no columns of right sides are no work")
  func emptiness() throws {
    let none = try CholeskyFactorization(of: SparseMatrix(Tensor.zeros([0, 0], scalarType: .float64)))
    #expect(none.symbolic.factorEntryCount == 0 && none.reciprocalCondition == 1)
    #expect(none.solution(of: .zeros([0, 3])).shape == [0, 3])
    let one = try CholeskyFactorization(of: SparseMatrix(Tensor(shape: [1, 1], elements: [4.0] as [Float])))
    #expect(one.solution(of: .zeros([1, 0])).shape == [1, 0])
    #expect(one.solution(of: .ones([1, 2])).elements == [0.25, 0.25])
    #expect(one.solution(of: .zero).isShapelessZero)
  }

  @Test("The analysis counts the entries of the factor")
  func counts() throws {
    // A star has no fill where its middle goes last; a full matrix has all there are.
    let star = try Graph(nodeCount: 9, edges: (1..<9).map { (0, $0) }).addingSelfLoops(weight: 1)
    let symbolic = try SymbolicFactorization(analyzing: star.pattern)
    #expect(symbolic.factorEntryCount == 17)
    #expect(symbolic.order.sorted() == Array(0..<9))
    #expect(symbolic.byteCount >= 17 * 16)
    #expect(symbolic.description == "Factor of 17 entries for 9 × 9 with 25 entries")
    let full = try SymbolicFactorization(analyzing: SparseMatrix(Tensor.ones([6, 6])).pattern)
    #expect(full.factorEntryCount == 21)
    #expect(full.operationCount == 91)  // Σ k² of the columns' heights k
  }

  @Test("Any number of threads may solve with one factor, and factorise by one analysis")
  func threads() async throws {
    var random = SplitMix(state: 55)
    let matrix = positiveDefiniteMatrix(rows: 40, density: 0.2, &random)
    let factor = try CholeskyFactorization(of: matrix)
    let sides = randomTensor([40, 4], &random)
    let truth = factor.solution(of: sides)
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<32 {
        group.addTask {
          let own = task % 2 == 0 ? factor : (try? factor.symbolic.factorized(matrix)) ?? factor
          return (0..<10).allSatisfy { _ in own.solution(of: sides) == truth }
        }
      }
      for await isEqual in group { #expect(isEqual) }
    }
  }
}

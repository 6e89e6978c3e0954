import Graphs
import Tensors
import Testing
import _TestSupport

@Suite("Conjugate gradients")
struct ConjugateGradientsTests {
  private let method = ConjugateGradients(tolerance: 1e-13, iterationLimit: 200)

  @Test("The solution is that by the factor, for all right sides at once")
  func agreement() throws {
    var random = SplitMix(state: 60)
    let matrix = positiveDefiniteMatrix(rows: 50, density: 0.1, &random)
    let sides = randomTensor([50, 2, 3], &random)
    let found = method.solution(of: matrix, sides)
    #expect(found.outcome == .solved && found.residual < 2e-13 && found.iterations > 1)
    let truth = try CholeskyFactorization(of: matrix).solution(of: sides)
    #expect(largestDifference(found.state, truth) < 1e-13)
  }

  @Test("Distinct eigenvalues bound the number of iterations")
  func finiteTermination() {
    // The matrix scaled by its diagonal is I + rank one: two distinct eigenvalues.
    let matrix = SparseMatrix(
      identityMatrix(30).scaled(by: 2) + Tensor.ones([30, 30], scalarType: .float64))
    let found = method.solution(of: matrix, samples([30, 1]))
    #expect(found.outcome == .solved && found.iterations <= 3)
  }

  @Test("Right sides of any size are solved to their own norm")
  func scales() {
    var random = SplitMix(state: 61)
    let matrix = positiveDefiniteMatrix(rows: 20, density: 0.3, &random)
    let scales = Tensor(shape: [3], elements: [1e-9, 1, 0], scalarType: .float64)
    let sides = randomTensor([20, 3], &random) * scales
    let found = method.solution(of: matrix, sides)
    #expect(found.outcome == .solved && found.residual < 2e-13)
    #expect(found.state.sliced(alongAxis: 1, 2..<3).elements.allSatisfy { $0 == 0 })
  }

  @Test("An end without a solution is a value")
  func failures() {
    var random = SplitMix(state: 62)
    let matrix = positiveDefiniteMatrix(rows: 30, density: 0.3, &random)
    let sides = randomTensor([30, 2], &random)
    let short = ConjugateGradients(tolerance: 1e-13, iterationLimit: 2).solution(of: matrix, sides)
    #expect(short.outcome == .iterationLimit && short.iterations == 2 && short.residual > 1e-13)
    #expect(short.stateOrNotANumber.elements.allSatisfy { $0.isNaN })
    let indefinite = SparseMatrix(
      Tensor(shape: [2, 2], elements: [1, 3, 3, 1], scalarType: .float64))
    let refused = method.solution(
      of: indefinite, Tensor(shape: [2], elements: [1, -1], scalarType: .float64))
    #expect(refused.outcome == .notPositiveDefinite && refused.residual.isNaN)
    let infinite = method.solution(of: matrix, sides + .infinity)
    #expect(infinite.outcome == .nonFinite)
  }

  @Test("No rows and zero right sides are no work", arguments: ScalarType.allCases)
  func emptiness(scalarType: ScalarType) {
    let none = method.solution(
      of: SparseMatrix(Tensor.zeros([0, 0], scalarType: scalarType)), .zeros([0, 2], scalarType: scalarType))
    #expect(none.outcome == .solved && none.iterations == 0)
    let one = SparseMatrix(Tensor.ones([1, 1], scalarType: scalarType))
    let zero = method.solution(of: one, .zeros([1, 2], scalarType: scalarType))
    #expect(zero.outcome == .solved && zero.iterations == 0 && zero.residual == 0)
  }

  @Test("Single precision is solved to its rounding")
  func singlePrecision() {
    var random = SplitMix(state: 63)
    let matrix = positiveDefiniteMatrix(rows: 25, density: 0.2, &random, scalarType: .float32)
    let found = ConjugateGradients(tolerance: 1e-6, iterationLimit: 100)
      .solution(of: matrix, randomTensor([25, 2], &random, scalarType: .float32))
    #expect(found.outcome == .solved && found.residual < 2e-6)
  }
}

@Suite("Choice of a solver")
struct SolverChoiceTests {
  @Test("A long path is factorised, and a method that is asked for is taken")
  func paths() throws {
    let path = try Graph(nodeCount: 1000, edges: (1..<1000).map { ($0 - 1, $0) })
    let symbolic = try SymbolicFactorization(analyzing: path.addingSelfLoops(weight: 1).pattern)
    #expect(symbolic.factorEntryCount == 1999)
    func choice(_ solver: PositiveDefiniteSolver, condition: Double = 100) -> PositiveDefiniteSolver.Method {
      solver.choice(for: symbolic, width: 8, condition: condition)
    }
    #expect(choice(PositiveDefiniteSolver()) == .factorization)
    #expect(choice(PositiveDefiniteSolver(memoryLimit: 1000)) == .conjugateGradients)
    #expect(choice(PositiveDefiniteSolver(.factorization, memoryLimit: 1000)) == .factorization)
    #expect(choice(PositiveDefiniteSolver(.conjugateGradients)) == .conjugateGradients)
  }

  @Test("Fill speaks for iterations, a bad condition and many right sides against them")
  func fill() throws {
    var random = SplitMix(state: 64)
    let graph = try randomGraph(
      nodeCount: 1500, edgeCount: 7500, direction: .undirected, &random)
    let symbolic = try SymbolicFactorization(analyzing: graph.addingSelfLoops(weight: 1).pattern)
    let solver = PositiveDefiniteSolver()
    #expect(solver.choice(for: symbolic, width: 1, condition: 4) == .conjugateGradients)
    #expect(solver.choice(for: symbolic, width: 1, condition: .infinity) == .factorization)
  }
}

import Tensors
import Testing
import _TestSupport

@testable import Integrators

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Newton–Krylov iteration")
struct NewtonKrylovTests {
  @Test("GMRES finds the solution of a dense system", arguments: [30, 12, 5])
  func denseSystem(dimension: Int) {
    let matrix = identityMatrix(12).scaled(by: 3) + samples([12, 12], seed: 4)
    let exact = samples([1, 12], seed: 5)
    let right = matmul(exact, matrix)
    let result = GMRES(dimension: dimension, cycleLimit: 50).solve(right, until: 1e-13) {
      matmul($0, matrix)
    }
    #expect(result.residual <= 1e-13)
    // The condition number is below 100.
    #expect(largestDifference(result.solution, exact) < 1e-12)
    #expect(result.operatorNorm > 1)
  }

  @Test("GMRES takes no product for nothing, and one for a multiple of the identity")
  func fewProducts() {
    var products = 0
    func product(_ vector: Tensor) -> Tensor {
      products += 1
      return vector.scaled(by: -2)
    }
    let solver = GMRES(dimension: 10, cycleLimit: 10)
    let zero = Tensor(repeating: 0, shape: [4], scalarType: .float64)
    #expect(solver.solve(zero, until: 0, product: product).solution == zero && products == 0)
    let right = samples([4])
    let solution = solver.solve(right, until: 1e-14, product: product).solution
    #expect(products == 1 && largestDifference(solution, right.scaled(by: -0.5)) < 1e-15)
  }

  @Test("GMRES leaves of a singular system what no vector can reach")
  func singular() {
    let matrix = Tensor(shape: [2, 2], elements: [1, 0, 0, 0], scalarType: .float64)
    let right = Tensor(shape: [1, 2], elements: [3, 4], scalarType: .float64)
    let result = GMRES(dimension: 10, cycleLimit: 10).solve(right, until: 1e-12) { matmul($0, matrix) }
    #expect(result.solution.allFinite && abs(result.residual - 4) < 1e-12)
    let none = GMRES(dimension: 10, cycleLimit: 10).solve(right, until: 1e-12) { $0.scaled(by: 0) }
    #expect(none.solution.allFinite && none.residual == 5)
  }

  @Test("The transposed equation is solved to round-off, whatever its stiffness")
  func transposed() {
    let jacobian = LinearField.twoRates(stiffness: 1e4).matrix
    let exact = Tensor(shape: [1, 2], elements: [0.3, -0.7], scalarType: .float64)
    let right = exact - matmul(exact, jacobian).scaled(by: 0.1)
    let solution = NewtonKrylov().transposedSolution(of: right, scaledBy: 0.1) { matmul($0, jacobian) }
    #expect(largestDifference(solution, exact) < 1e-11)
    let failed = NewtonKrylov().transposedSolution(of: right, scaledBy: 1) { $0 }
    #expect(!failed.allFinite)
    // Where nothing arrives at one of two states, there is nothing to fail.
    let half = NewtonKrylov().transposedSolution(of: Pair(right, Tensor.zero), scaledBy: 1) { $0 }
    #expect(!half.first.allFinite && half.second.isShapelessZero)
  }

  @Test("Where restarts stagnate, it is right or no number at all", arguments: [8, 40])
  func stagnation(dimension: Int) {
    // A constant, and decays whose rates spread over six decades.
    let rates = Tensor(
      shape: [13], elements: [0] + (0..<12).map { exp(Double($0) / 11 * log(1e6)) },
      scalarType: .float64)
    let right = Tensor.ones([13], scalarType: .float64)
    let found = NewtonKrylov(krylovDimension: dimension)
      .transposedSolution(of: right, scaledBy: -1) { rates * $0 }
    let exact = right / (1 + rates)
    if dimension == 40 {
      #expect(largestDifference(found, exact) < 1e-9)
    } else {
      #expect(!found.allFinite || largestDifference(found, exact) < 1e-7)
    }
  }

  @Test("An affine stage takes one iteration: a product for each dimension and two residuals")
  func affineStage() {
    let field = LinearField(matrix: samples([5, 5], from: -2, to: 1))
    var evaluator = FieldEvaluator(field)
    let base = samples([1, 5], seed: 2)
    let solved = NewtonKrylov().velocity(
      of: &evaluator, from: base, scaledBy: 0.3, at: 0, startingAt: nil)
    guard let velocity = solved?.velocity else {
      Issue.record("The stage is not solved.")
      return
    }
    #expect(evaluator.evaluations <= 7)
    #expect(largestDifference(velocity, field(base + velocity.scaled(by: 0.3), at: 0)) < 1e-12)
    // The solution as a guess needs nothing but its check.
    evaluator.evaluations = 0
    _ = NewtonKrylov().velocity(
      of: &evaluator, from: base, scaledBy: 0.3, at: 0, startingAt: velocity)
    #expect(evaluator.evaluations == 1)
  }

  @Test("The tolerance bounds the residual relative to the state, in both scalar types")
  func tolerances() {
    for (scalarType, expected) in [(ScalarType.float64, 1e-13), (.float32, 1e-6)] {
      for (tolerance, bound) in [(nil, expected), (1e-3, 1e-3)] as [(Double?, Double)] {
        let field = SeasonalLogistic(rate: samples([40], from: 1, to: 2).converted(to: scalarType))
        let base = samples([40], from: 0.2, to: 1.4, seed: 1).converted(to: scalarType)
        var evaluator = FieldEvaluator(field)
        let solved = NewtonKrylov(relativeTolerance: tolerance).velocity(
          of: &evaluator, from: base, scaledBy: 0.8, at: 1.5, startingAt: nil)
        guard let velocity = solved?.velocity else {
          Issue.record("The stage is not solved.")
          continue
        }
        let residual = field(base + velocity.scaled(by: 0.8), at: 1.5) - velocity
        #expect(0.8 * residual.length <= 1.5 * bound * base.length)
      }
    }
  }

  @Test("A stage without a solution, or without a finite velocity, is not solved")
  func unsolved() {
    let one = Tensor.ones([1], scalarType: .float64)
    var growing = FieldEvaluator(BlowUp())
    #expect(NewtonKrylov().velocity(of: &growing, from: one, scaledBy: 1, at: 0, startingAt: nil) == nil)
    var infinite = FieldEvaluator(Wall())
    #expect(
      NewtonKrylov().velocity(
        of: &infinite, from: Tensor(2, scalarType: .float64), scaledBy: 1, at: 0, startingAt: nil) == nil)
  }
}

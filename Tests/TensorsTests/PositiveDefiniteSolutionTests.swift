import Tensors
import Testing
import _TestSupport

@Suite("Symmetric positive definite systems")
struct PositiveDefiniteSolutionTests {
  @Test("The solution fits, for one right side and for several", arguments: [1, 3], [1, 2, 17])
  func residual(columns: Int, size: Int) throws {
    let factor = samples([size, size], seed: 1)
    let matrix = matmul(factor, factor, transposing: .second) + identityMatrix(size)
    let rightSides = samples([size, columns], seed: 2)
    let solution = try #require(positiveDefiniteSolution(of: matrix, rightSides))
    #expect(largestDifference(matmul(matrix, solution), rightSides) < 1e-12)
  }

  @Test("By hand: [[4, 2], [2, 3]] x = [2, 5] gives x = [−½, 2], from the lower triangle alone")
  func byHand() throws {
    let matrix = Tensor(shape: [2, 2], elements: [4, 1000, 2, 3], scalarType: .float64)
    let rightSide = Tensor(shape: [2, 1], elements: [2, 5], scalarType: .float64)
    let solution = try #require(positiveDefiniteSolution(of: matrix, rightSide))
    #expect(
      largestDifference(solution, Tensor(shape: [2, 1], elements: [-0.5, 2], scalarType: .float64)) < 1e-15)
  }

  @Test("A matrix that is not positive definite, or not of numbers, has none")
  func indefinite() {
    let rightSide = Tensor(shape: [2, 1], elements: [2, 5], scalarType: .float64)
    for elements in [[1, 2, 2, 1], [0, 0, 0, 0], [Double.nan, 0, 0, 1]] {
      let matrix = Tensor(shape: [2, 2], elements: elements, scalarType: .float64)
      #expect(positiveDefiniteSolution(of: matrix, rightSide) == nil)
    }
    let empty = Tensor(shape: [0, 0], elements: [], scalarType: .float64)
    #expect(
      positiveDefiniteSolution(of: empty, Tensor(shape: [0, 2], elements: [], scalarType: .float64)) != nil)
  }
}

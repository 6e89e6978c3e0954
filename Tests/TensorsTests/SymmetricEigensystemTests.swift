import Tensors
import Testing
import _TestSupport

@Suite("Eigensystems of symmetric matrices")
struct SymmetricEigensystemTests {
  @Test("They agree with Jacobi's rotations, and put the matrix together again", arguments: [1, 2, 5, 16])
  func agreement(_ size: Int) throws {
    let half = samples([size, size])
    let matrix = half + half.transposed()
    let system = try #require(SymmetricEigensystem(of: matrix))
    let truth = symmetricEigensystem(matrix).values.sorted()
    #expect(zip(system.values.elements, truth).allSatisfy { abs($0 - $1) < 1e-12 })
    let again = matmul(system.vectors * system.values, system.vectors, transposing: .second)
    #expect(largestDifference(again, matrix) < 1e-13 * Double(size))
    let gram = matmul(system.vectors, system.vectors, transposing: .first)
    #expect(largestDifference(gram, identityMatrix(size)) < 1e-13)
  }

  @Test("Only the lower triangle is read")
  func lowerTriangle() throws {
    let matrix = Tensor(shape: [2, 2], elements: [1, 9, 2, 1], scalarType: .float64)
    let values = try #require(SymmetricEigensystem(of: matrix)).values
    #expect(largestDifference(values, Tensor(shape: [2], elements: [-1, 3], scalarType: .float64)) < 1e-14)
  }

  @Test("A matrix with an element that is not finite has none, and an empty one has an empty one")
  func extremes() {
    let broken = Tensor(shape: [2, 2], elements: [1, 0, .nan, 1], scalarType: .float64)
    #expect(SymmetricEigensystem(of: broken) == nil)
    #expect(SymmetricEigensystem(of: .zeros([0, 0], scalarType: .float64))?.values.elements == [])
  }
}

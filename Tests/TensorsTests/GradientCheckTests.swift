import Tensors
import Testing
import _TestSupport

@Suite("The gradient check itself")
struct GradientCheckTests {
  @Test("A wrong derivative is found")
  func wrongDerivative() {
    #expect(gradientError(at: samples([3, 2]), of: { wrongSquare($0) }) > 0.1)
    #expect(gradientError(at: samples([3, 2]), of: { square($0) }) < 1e-9)
  }

  @Test("Differing shapes and missing numbers are infinitely far apart")
  func differences() {
    #expect(largestDifference(samples([2]), samples([3])) == .infinity)
    let nothing = Tensor(repeating: .nan, shape: [2], scalarType: .float64)
    #expect(largestDifference(nothing, nothing) == .infinity)
    #expect(largestDifference(Tensor(1), Tensor(3)) == 2)
  }
}

@differentiable(reverse)
private func wrongSquare(_ x: Tensor) -> Tensor { square(x) }

@derivative(of: wrongSquare)
private func _vjpWrongSquare(_ x: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  (square(x), { $0 * x })
}

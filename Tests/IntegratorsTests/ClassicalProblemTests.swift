import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Classical problems")
struct ClassicalProblemTests {
  @Test("The solution moves as the field says", arguments: ClassicalProblems.all)
  func velocities(_ problem: any ClassicalProblem) {
    let length = problem.interval.upperBound - problem.interval.lowerBound
    for fraction in [0.08, 0.25, 0.5, 0.77, 0.97] {
      let time = problem.interval.lowerBound + fraction * length
      let velocity = problem(problem.solution(at: time), at: time)
      // Rounding weighs on short spans and curvature on long ones: some span balances them.
      let errors = [1e-2, 3e-3, 1e-3, 3e-4, 1e-4].map {
        largestDifference(differenceQuotient(of: problem, at: time, span: $0 * length), velocity)
      }
      let speed = problem.scale / length + largest(velocity)
      #expect(errors.reduce(.infinity, min) < 1e-10 * speed, "at \(time): \(errors)")
    }
  }

  /// Returns the derivative in time, exact for polynomials of degree six.
  private func differenceQuotient(
    of problem: some ClassicalProblem, at time: Double, span: Double
  ) -> Tensor {
    func difference(_ steps: Double) -> Tensor {
      problem.solution(at: time + steps * span) - problem.solution(at: time - steps * span)
    }
    return (difference(1) * 45 - difference(2) * 9 + difference(3)) / (60 * span)
  }

  @Test("The solution begins at the start, in float64", arguments: ClassicalProblems.all)
  func starts(_ problem: any ClassicalProblem) {
    #expect(problem.start.scalarType == .float64)
    #expect(problem.start.shape == problem(problem.start, at: problem.interval.lowerBound).shape)
  }

  @Test("What the problem conserves is constant", arguments: ClassicalProblems.all)
  func invariants(_ problem: any ClassicalProblem) {
    let expected = problem.invariant(of: problem.start.elements)
    for time in times(of: problem) {
      let value = problem.invariant(of: problem.solution(at: time).elements)
      #expect(abs(value - expected) <= 10 * problem.accuracy * max(1, abs(expected)), "at \(time)")
    }
  }

  @Test("The scale is the size of the solution within a factor of two", arguments: ClassicalProblems.all)
  func scales(_ problem: any ClassicalProblem) {
    let size = times(of: problem).map { largest(problem.solution(at: $0)) }.reduce(0, max)
    #expect(size < 2 * problem.scale && size > problem.scale / 2, "\(size)")
  }

  @Test("Half the steps give the same Taylor solution", arguments: taylorProblems)
  func refinements(_ problem: any TaylorProblem) {
    let refined = problem.reference.refined()
    #expect(refined.stepCount > problem.reference.stepCount * 3 / 2)
    for time in times(of: problem) {
      let error = largestDifference(vector(refined(at: time)), problem.solution(at: time))
      #expect(error < problem.accuracy * problem.scale, "at \(time): \(error)")
    }
  }

  private static let taylorProblems = ClassicalProblems.all.compactMap { $0 as? any TaylorProblem }

  @Test("Linear systems agree with the matrix exponential", arguments: linearSystems)
  func exponentials(_ problem: LinearSystem) {
    // The exponential's series converges to the last bits while the norm is below a thousand.
    let size = problem.matrix.elements.map { abs($0) }.reduce(0, max)
    let time = min(problem.interval.upperBound, 500 / size)
    let expected = matmul(matrixExponential(problem.matrix * time), problem.start)
    // Squaring it twelve times doubles its rounding as often.
    #expect(largestDifference(problem.solution(at: time), expected) < 4096 * 1e-15)
  }

  private static let linearSystems = ClassicalProblems.all.compactMap { $0 as? LinearSystem }

  @Test("Jacobi's functions become the circle's and the hyperbola's at the ends")
  func ellipticLimits() {
    for argument in [-2, 0.3, 1, 5] {
      let circular = ellipticFunctions(of: argument, parameter: 0)
      #expect(abs(circular[0] - sin(argument)) < 1e-15 && abs(circular[1] - cos(argument)) < 1e-15)
      let hyperbolic = ellipticFunctions(of: argument, parameter: 1 - 1e-15)
      #expect(abs(hyperbolic[0] - tanh(argument)) < 1e-11 && abs(hyperbolic[1] - 1 / cosh(argument)) < 1e-11)
    }
  }

  private func times(of problem: some ClassicalProblem) -> [Double] {
    let length = problem.interval.upperBound - problem.interval.lowerBound
    return (0...16).map { problem.interval.lowerBound + Double($0) / 16 * length }
  }

  private func largest(_ tensor: Tensor) -> Double { tensor.elements.map { abs($0) }.reduce(0, max) }
}

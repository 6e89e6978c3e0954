import Integrators
import Tensors
import Testing
import _TestSupport

@Suite("Gradients of affine fields in Krylov spaces")
struct KrylovGradientTests {
  let solver = Solver.exponential(tolerance: 1e-13, functions: .krylov)
  let matrix = DenseMatrices.random(6)
  let source = samples([6, 2], seed: 2)
  let start = samples([6, 2], seed: 3)

  @Test(
    "In matrix, source and start they are difference quotients, with states saved or without",
    arguments: [Saving.end, .times([0.4, 1.1, 1.7])], [1, 3])
  func differences(_ saving: Saving, _ steps: Int) {
    var solver = solver
    solver.stepControl = .steps(steps)
    let (chosen, matrix, source, start) = (solver, matrix, source, start)
    func error(
      at point: Tensor, _ field: @escaping @differentiable(reverse) (Tensor) -> DenseAffineField,
      _ begin: @escaping @differentiable(reverse) (Tensor) -> Tensor
    ) -> Double {
      gradientError(at: point) { point in
        let solution = solve(
          field(point), from: begin(point), over: 0...2, saving: saving, with: chosen)
        return summed(solution)
      }
    }
    #expect(error(at: matrix, { DenseAffineField($0, source: source) }, { _ in start }) < 1e-8)
    #expect(error(at: source, { DenseAffineField(matrix, source: $0) }, { _ in start }) < 1e-8)
    #expect(error(at: start, { _ in DenseAffineField(matrix, source: source) }, { $0 }) < 1e-8)
  }

  @Test("In the ends of the span they are difference quotients, with states saved inside")
  func times() {
    let field = DenseAffineField(matrix, source: source)
    let (start, solver) = (start, solver)
    let (value, pullback) = valueWithPullback(at: 0.3, 2.2) { first, last in
      summed(
        solve(
          field, from: start, over: TimeSpan(from: first, to: last), saving: .times([0.9, 1.4]),
          with: solver))
    }
    func end(_ first: Double, _ last: Double) -> Tensor {
      summed(
        solve(
          field, from: start, over: TimeSpan(from: first, to: last), saving: .times([0.9, 1.4]),
          with: solver))
    }
    let upstream = weights(like: value)
    let gradient = pullback(upstream)
    let step = 1e-5
    let first = (end(0.3 + step, 2.2) - end(0.3 - step, 2.2)).dotProduct(with: upstream) / (2 * step)
    let last = (end(0.3, 2.2 + step) - end(0.3, 2.2 - step)).dotProduct(with: upstream) / (2 * step)
    #expect(abs(gradient.0 - first) < 1e-8 && abs(gradient.1 - last) < 1e-8)
  }

  @Test("They are right where the space of the values is complete, but that of the gradient is not")
  func breakdown() {
    // Both columns begin with an eigenvector of the walk, so that one product says all.
    let walk = DenseMatrices.directedWalk(6)
    let source = Tensor.zeros([6, 2], scalarType: .float64)
    let (uniform, solver) = (Tensor.ones([6, 2], scalarType: .float64), solver)
    let decay = walk - identityMatrix(6)
    let matrixError = gradientError(at: decay) {
      integrate(DenseAffineField($0, source: source), from: uniform, over: 0...2, with: solver)
    }
    let startError = gradientError(at: uniform) {
      integrate(DenseAffineField(decay, source: source), from: $0, over: 0...2, with: solver)
    }
    #expect(matrixError < 1e-8)
    #expect(startError < 1e-8)
  }

  @Test("They are right backwards in time, and over many turns of a rotation")
  func longAndBackwards() {
    let planes = 5
    let matrix = DenseMatrices.rotations(planes: planes, frequency: 1)
    let start = samples([2 * planes, 1])
    let source = samples([2 * planes, 1], seed: 9)
    let solver = solver
    for span in [TimeSpan(from: 0, to: -3), TimeSpan(from: 0, to: 9)] {
      let error = gradientError(at: matrix) {
        integrate(DenseAffineField($0, source: source), from: start, over: span, with: solver)
      }
      #expect(error < 1e-7)
    }
  }

  @Test("They take no more than twice the products of the solve", arguments: [0.5, 3, 12])
  func products(_ time: Double) {
    for matrix in [DenseMatrices.random(80), DenseMatrices.directedWalk(80), DenseMatrices.path(80)] {
      let (start, source) = (samples([80, 2]), samples([80, 2], seed: 1))
      let counter = ProductCounter()
      let field = DenseAffineField(matrix, source: source, counter: counter)
      let solver = Solver.exponential(tolerance: 1e-6, functions: .krylov)
      let (end, pullback) = valueWithPullback(at: field) {
        integrate($0, from: start, over: 0...time, with: solver)
      }
      let count = counter.forwardCount
      _ = pullback(weights(like: end))
      // One product more tells how the solution moves with the end of the span, and the space of the gradient
      // may need one vector more than that of the solution.
      let reverse = counter.reverseCount + counter.forwardCount - count
      #expect(reverse <= 2 * count + 2, "\(reverse) for \(count)")
    }
  }

  @Test("Kept and replayed steps, and both kinds of functions, have the same gradient")
  func agreement() {
    let path = DenseMatrices.path(12)
    let (start, source) = (samples([12, 2]), samples([12, 2], seed: 1))
    let upstream = weights(like: start)
    func gradients(_ spectrum: OperatorSpectrum, _ gradient: GradientMethod) -> (Tensor, Tensor, Tensor) {
      var solver = Solver.exponential(tolerance: 1e-13)
      solver.gradient = gradient
      solver.stepControl = .steps(3)
      let field = DenseAffineField(path, source: source, spectrum: spectrum)
      let result = valueWithPullback(at: field, start) { field, start in
        summed(solve(field, from: start, over: 0...5, saving: .times([1, 2, 4.5]), with: solver))
      }.pullback(upstream)
      return (result.0.matrix, result.0.source, result.1)
    }
    let reference = gradients(.real(-4...0), .direct)
    for (spectrum, method) in [
      (OperatorSpectrum.real(-4...0), GradientMethod.checkpointed), (.general, .direct),
      (.general, .checkpointed), (.symmetric, .direct), (.symmetric, .recursive(budget: 2)),
    ] {
      let other = gradients(spectrum, method)
      #expect(largestDifference(other.0, reference.0) < 1e-9)
      #expect(largestDifference(other.1, reference.1) < 1e-9)
      #expect(largestDifference(other.2, reference.2) < 1e-9)
    }
  }
}

/// Returns the end of a solution plus multiples of the states that were saved.
@differentiable(reverse)
func summed(_ solution: Solution<Tensor>) -> Tensor {
  var sum = solution.end
  for index in withoutDerivative(at: solution.states.indices) {
    sum = sum + solution.states[index].scaled(by: withoutDerivative(at: 0.5 + Double(index)))
  }
  return sum
}

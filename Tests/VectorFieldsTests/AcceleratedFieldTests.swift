import Graphs
import Integrators
import Layers
import Tensors
import Testing
import VectorFields
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("A graph field as an acceleration")
struct AcceleratedFieldTests {
  let laplacian: GraphOperator
  /// Springs along a path of four nodes, `q″ = −2 L q`: one convolution with the weight −2.
  let springs: AcceleratedField<GraphConvolutionField>
  let start = Pair(samples([4, 3, 1]), samples([4, 3, 1], seed: 1))

  init() throws {
    laplacian = try Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3)]).operator(
      normalised: .laplacian(.combinatorial), scalarType: .float64)
    let weight = Tensor(shape: [1, 1], elements: [-2], scalarType: .float64)
    springs = AcceleratedField(
      by: GraphConvolutionField(layers: [Linear(weight: weight)], over: laplacian))
  }

  /// The energy `½ |v|² + ½ · 2 qᵀ L q` of all samples together.
  private func energy(_ state: Pair<Tensor, Tensor>) -> Double {
    let (q, v) = (state.first, state.second)
    return 0.5 * v.dotProduct(with: v) + q.dotProduct(with: laplacian(q))
  }

  @Test(
    "Springs on a path swing in its modes",
    arguments: [Method.dormandPrince8, .yoshida4])
  func harmonicMotion(_ method: Method) {
    let (values, vectors) = symmetricEigensystem(laplacian(identityMatrix(4)))
    let time = 2.3
    // In a mode of frequency ω = √(2λ): q cos ωt + v sin ωt / ω.
    func inModes(_ tensor: Tensor) -> Tensor {
      matmul(vectors, tensor.reshaped(to: [4, 3]), transposing: .first)
    }
    let (q, v) = (inModes(start.first), inModes(start.second))
    var modes: [Double] = []
    for (index, value) in values.enumerated() {
      let frequency = (2 * max(value, 0)).squareRoot()
      let share = frequency < 1e-7 ? time : sin(frequency * time) / frequency
      for column in 0..<3 {
        modes.append(
          q.elements[index * 3 + column] * cos(frequency * time) + v.elements[index * 3 + column] * share)
      }
    }
    let truth = matmul(vectors, Tensor(shape: [4, 3], elements: modes, scalarType: .float64))
    let end = integrate(springs, from: start, over: 0...time, with: Solver(method, .steps(400)))
    #expect(largestDifference(end.first, truth.reshaped(to: [4, 3, 1])) < 1e-7)
  }

  @Test("Symplectic methods keep its energy over a long time, others do not")
  func energies() {
    let before = energy(start)
    func drift(_ method: Method, _ until: Double) -> Double {
      let solution = solve(
        springs, from: start, over: 0...until, saving: .everyStep, with: Solver(method, .stepSize(0.1)))
      return solution.states.map { abs(energy($0) - before) / before }.max() ?? .infinity
    }
    for method in Method.all {
      guard case .symplectic = method else { continue }
      // The error swings about zero: it is no larger after ten times the time.
      let (short, long) = (drift(method, 20), drift(method, 200))
      #expect(long < 0.2 && long < 1.5 * short, "\(method.name): \(short), \(long)")
    }
    #expect(drift(.heun, 200) > 1.5 * drift(.heun, 20))
  }

  @Test("A learned acceleration has its gradients through positions and velocities")
  func gradients() throws {
    var generator = RandomGenerator(seed: 7)
    let field = AcceleratedField(
      by: GraphConvolutionField(1, hidden: [3], over: laplacian, using: &generator))
    let velocity = start.second
    for solver in [Solver(.leapfrog, .steps(5)), Solver(.rk4, .steps(3), gradient: .recomputed())] {
      let error = gradientError(at: start.first) {
        integrate(field, from: Pair($0, velocity), over: 0...1, with: solver).first
      }
      #expect(error < 1e-8)
    }
  }
}

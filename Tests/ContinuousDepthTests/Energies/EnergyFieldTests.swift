import ContinuousDepth
import Graphs
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Fields made of energies")
struct EnergyFieldTests {
  let state = samples([5, 3], from: -1.3, to: 1.3, seed: 6)
  let velocity = samples([5, 3], seed: 8)
  let graphEnergy = EnergySum(
    ConvolutionEnergy(PerceptronEnergy(), over: directedOperator),
    DirichletEnergy(strength: samples([3], from: 0.5, to: 2, seed: 5), over: symmetricOperator))
  let tight = Solver(.dormandPrince8, .steps(200))

  // MARK: - Gradient flows

  @Test("The energy of a gradient flow falls at every step, by the integral of the squared speed")
  func dissipation() {
    let field = GradientFlow(down: graphEnergy).integrating(KineticEnergy())
    let solution = solve(
      field, from: field.start(from: state, at: 0), over: 0...3, saving: .everyStep, with: tight)
    let energies = solution.states.map { graphEnergy.value(at: $0.first).scalar }
    #expect(zip(energies, energies.dropFirst()).allSatisfy { $1 < $0 })
    let lost = energies[0] - energies[energies.count - 1]
    #expect(lost > 1)
    #expect(abs(lost - solution.end.second.scalar) < 1e-10)
  }

  @Test("The gradient flow of a Dirichlet energy is the heat equation")
  func heat() {
    let pair = GraphOperator(
      SparseMatrix(Tensor(shape: [2, 2], elements: [0, 0.8, 0.8, 0], scalarType: .float64)))
    let flow = GradientFlow(
      down: DirichletEnergy(strength: Tensor(1.5, scalarType: .float64), over: pair))
    let start = Tensor(shape: [2, 1], elements: [3, -1], scalarType: .float64)
    let end = integrate(flow, from: start, over: 0...1, with: tight).elements
    // The sum stays, the difference decays at twice the weight times the strength.
    #expect(abs(end[0] + end[1] - 2) < 1e-13)
    #expect(abs(end[0] - end[1] - 4 * exp(-2.4)) < 1e-12)
  }

  @Test("A gradient flow has exact gradients in its parameters")
  func flowGradients() {
    let (state, solver) = (state, Solver(.rk4, .steps(6)))
    let error = gradientError(at: samples([3, 4], seed: 1)) { weight in
      let flow = GradientFlow(
        down: ConvolutionEnergy(PerceptronEnergy(weight: weight), over: directedOperator))
      return integrate(flow, from: state, over: 0...1, with: solver)
    }
    #expect(error < 1e-8)
  }

  // MARK: - Motion in a potential

  @Test("In a quadratic potential the motion is harmonic, at a rate that the mass sets")
  func harmonic() {
    let spring = PerceptronEnergy(
      hidden: Linear(
        weight: .zeros([1, 1], scalarType: .float64), bias: .zeros([1], scalarType: .float64)),
      amplitude: .zeros([1], scalarType: .float64), stiffness: 0.7)
    let field = HamiltonianField(in: spring, mass: 2.8)
    let start = Pair(Tensor([[1.0]]), Tensor([[0.5]]))
    let end = integrate(field, from: start, over: 0...3, with: tight)
    #expect(abs(end.first.scalar - (cos(1.5) + sin(1.5))) < 1e-12)
    #expect(abs(end.second.scalar - 0.5 * (cos(1.5) - sin(1.5))) < 1e-12)
    #expect(abs(field.energy(of: start).scalar - (0.7 / 2 + 2.8 / 8)) < 1e-14)
    #expect(abs(field.energy(of: end).scalar - field.energy(of: start).scalar) < 1e-12)
  }

  @Test(
    "Symplectic methods keep the energy of a motion on a graph near its value, at their order",
    arguments: [Method.semiImplicitEuler, .leapfrog, .yoshida4])
  func symplectic(_ method: Method) {
    let errors = [0.02, 0.01].map { largestEnergyErrors(method, stepSize: $0, until: 10)[0] }
    #expect(abs(log2(errors[0] / errors[1]) - Double(method.order)) < 0.25)
  }

  @Test("Over a long time a symplectic method's energy error stays, and another one's grows")
  func longTimes() {
    let symplectic = largestEnergyErrors(.leapfrog, stepSize: 0.05, until: 200, parts: 4)
    let other = largestEnergyErrors(.heun, stepSize: 0.05, until: 200, parts: 4)
    #expect(symplectic[3] < 2 * symplectic[0])
    #expect(other[3] > 3 * other[0] && other[3] > 10 * symplectic[3])
  }

  /// Returns the largest error of the energy in each part of a solve.
  private func largestEnergyErrors(
    _ method: Method, stepSize: Double, until end: Double, parts: Int = 1
  ) -> [Double] {
    let field = HamiltonianField(in: graphEnergy, mass: 1.5)
    let start = Pair(state, velocity)
    let states = solve(
      field, from: start, over: 0...end, saving: .everyStep, with: Solver(method, .stepSize(stepSize))
    ).states
    let energy = field.energy(of: start).scalar
    let size = states.count / parts
    return (0..<parts).map { part in
      states[(part * size)..<((part + 1) * size)].map { abs(field.energy(of: $0).scalar - energy) }
        .reduce(0, max)
    }
  }

  @Test("Motions have exact gradients in parameters, positions and velocities")
  func motionGradients() {
    let (state, velocity, solver) = (state, velocity, Solver(.leapfrog, .steps(6)))
    let errors = [
      gradientError(at: samples([3, 4], seed: 1)) {
        moved(PerceptronEnergy(weight: $0), state, velocity, solver)
      },
      gradientError(at: state) { moved(PerceptronEnergy(), $0, velocity, solver) },
      gradientError(at: velocity) { moved(PerceptronEnergy(), state, $0, solver) },
    ]
    for error in errors { #expect(error < 1e-8) }
  }

  // MARK: - Hamilton's equations

  private var canonicalEnergy: PhaseSpaceEnergy<PerceptronEnergy> {
    PhaseSpaceEnergy(PerceptronEnergy(weight: samples([6, 4], seed: 1)))
  }

  @Test("A Hamiltonian that is not separable is conserved, and so is volume: the divergence is 0")
  func conservation() {
    let energy = canonicalEnergy
    let field = CanonicalField(of: energy)
    let solution = solve(
      field, from: Pair(state, velocity), over: 0...6, saving: .everyStep, with: tight)
    let energies = solution.states.map { energy.value(at: $0).scalar }
    #expect(energies.allSatisfy { abs($0 - energies[0]) < 1e-10 })
    #expect(largestDifference(solution.end.first, state) > 0.5)
    #expect(abs(divergence(of: field)) < 1e-8)
    #expect(abs(divergence(of: CanonicalField(of: energy, friction: 0.4))) > 0.1)
  }

  /// Returns the divergence of a field at the state, by central differences.
  private func divergence(of field: CanonicalField<PhaseSpaceEnergy<PerceptronEnergy>>) -> Double {
    var sum = 0.0
    for index in 0..<15 {
      let shift = Tensor(
        shape: [5, 3], elements: (0..<15).map { $0 == index ? 1e-5 : 0 }, scalarType: .float64)
      let positions = [1.0, -1].map { field(Pair(state + shift * $0, velocity), at: 0).first.elements[index] }
      let momenta = [1.0, -1].map { field(Pair(state, velocity + shift * $0), at: 0).second.elements[index] }
      sum += (positions[0] - positions[1] + momenta[0] - momenta[1]) / 2e-5
    }
    return sum
  }

  @Test("With friction it falls, by the friction times the integral of the squared velocity")
  func friction() {
    let energy = canonicalEnergy
    let field = CanonicalField(of: energy, friction: 0.4).integrating(SquaredVelocity())
    let solution = solve(
      field, from: field.start(from: Pair(state, velocity), at: 0), over: 0...3, saving: .everyStep,
      with: tight)
    let energies = solution.states.map { energy.value(at: $0.first).scalar }
    #expect(zip(energies, energies.dropFirst()).allSatisfy { $1 < $0 })
    let lost = energies[0] - energies[energies.count - 1]
    #expect(lost > 0.5)
    #expect(abs(lost - 0.4 * solution.end.second.scalar) < 1e-10)
  }

  @Test("Hamilton's equations have exact gradients in parameters and states")
  func canonicalGradients() {
    let (state, velocity, solver) = (state, velocity, Solver(.rk4, .steps(5)))
    let errors = [
      gradientError(at: samples([6, 4], seed: 1)) { flowed($0, state, velocity, solver) },
      gradientError(at: state) { flowed(samples([6, 4], seed: 1), $0, velocity, solver) },
      gradientError(at: velocity) { flowed(samples([6, 4], seed: 1), state, $0, solver) },
    ]
    for error in errors { #expect(error < 1e-8) }
  }

  @Test("The names of parameters tell what they belong to")
  func names() {
    let potential = HamiltonianField(in: PerceptronEnergy())
    #expect(potential.namedParameters.map(\.name).first == "potential.hidden.weight")
    let canonical = CanonicalField(of: canonicalEnergy)
    #expect(canonical.namedParameters.map(\.name).last == "hamiltonian.amplitude")
  }
}

/// `|dq/dt|²` of a motion.
private struct SquaredVelocity: Integrand {
  typealias State = Pair<Tensor, Tensor>

  @differentiable(reverse)
  func callAsFunction(
    _ state: Pair<Tensor, Tensor>, velocity: Pair<Tensor, Tensor>, at time: Double
  ) -> Tensor {
    square(velocity.first).sum()
  }
}

@differentiable(reverse)
private func moved(
  _ energy: PerceptronEnergy, _ position: Tensor, _ velocity: Tensor, _ solver: Solver
) -> Tensor {
  let field = HamiltonianField(in: ConvolutionEnergy(energy, over: directedOperator), mass: 1.5)
  let end = integrate(field, from: Pair(position, velocity), over: 0...1, with: solver)
  return end.first + end.second.scaled(by: 0.3)
}

@differentiable(reverse)
private func flowed(
  _ weight: Tensor, _ position: Tensor, _ momentum: Tensor, _ solver: Solver
) -> Tensor {
  let field = CanonicalField(of: PhaseSpaceEnergy(PerceptronEnergy(weight: weight)), friction: 0.2)
  let end = integrate(field, from: Pair(position, momentum), over: 0...1, with: solver)
  return end.first + end.second.scaled(by: 0.3)
}

extension Tensor {
  /// Creates a float64 matrix from its rows.
  fileprivate init(_ rows: [[Double]]) {
    self.init(shape: [rows.count, rows[0].count], elements: rows.flatMap { $0 }, scalarType: .float64)
  }
}

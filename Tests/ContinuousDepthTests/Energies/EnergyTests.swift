import ContinuousDepth
import Graphs
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

@Suite("Energies")
struct EnergyTests {
  let state = samples([5, 3], from: -1.3, to: 1.3, seed: 6)
  let perceptron = PerceptronEnergy()
  let dirichlet = DirichletEnergy(strength: samples([3], from: 0.5, to: 2, seed: 5), over: symmetricOperator)
  let convolution = ConvolutionEnergy(PerceptronEnergy(), over: directedOperator)

  @Test("The gradient that is written out is that of the value, and has a derivative itself")
  func gradients() {
    expectGradient(of: perceptron)
    expectGradient(of: dirichlet)
    expectGradient(of: convolution)
    expectGradient(of: EnergySum(perceptron, dirichlet))
  }

  private func expectGradient<E: Energy>(
    of energy: E, sourceLocation: SourceLocation = #_sourceLocation
  ) where E.State == Tensor {
    let written = energy.gradient(at: state)
    let derived = pullback(at: state) { energy.value(at: $0) }(Tensor(1, scalarType: .float64))
    let difference = largestDifference(written, derived)
    #expect(difference < 1e-13, sourceLocation: sourceLocation)
    let ofValue = gradientError(at: state) { energy.value(at: $0) }
    #expect(ofValue < 1e-8, sourceLocation: sourceLocation)
    let ofGradient = gradientError(at: state) { energy.gradient(at: $0) }
    #expect(ofGradient < 1e-8, sourceLocation: sourceLocation)
  }

  @Test("The gradient that is written out is that of the value on pairs, too")
  func pairs() {
    let energy = PhaseSpaceEnergy(
      PerceptronEnergy(weight: samples([6, 4], seed: 1), bias: samples([4], seed: 2)))
    let momentum = samples([5, 3], seed: 8)
    let pair = Pair(state, momentum)
    let derived = pullback(at: pair) { energy.value(at: $0) }(Tensor(1, scalarType: .float64))
    let written = energy.gradient(at: pair)
    #expect(largestDifference(written.first, derived.first) < 1e-13)
    #expect(largestDifference(written.second, derived.second) < 1e-13)
    #expect(gradientError(at: state) { energy.value(at: Pair($0, momentum)) } < 1e-8)
    #expect(gradientError(at: momentum) { energy.gradient(at: Pair(state, $0)).first } < 1e-8)
  }

  @Test("Value and gradient have exact derivatives in the parameters")
  func parameters() {
    let (weight, bias) = (samples([3, 4], seed: 1), samples([4], seed: 2))
    let state = state
    let errors = [
      gradientError(at: weight) { twofold(PerceptronEnergy(weight: $0), state) },
      gradientError(at: bias) { twofold(PerceptronEnergy(bias: $0), state) },
      gradientError(at: bias) { twofold(PerceptronEnergy(amplitude: $0), state) },
      gradientError(at: weight) {
        twofold(ConvolutionEnergy(PerceptronEnergy(weight: $0), over: directedOperator), state)
      },
      gradientError(at: bias) {
        twofold(ConvolutionEnergy(PerceptronEnergy(amplitude: $0), over: directedOperator), state)
      },
      gradientError(at: samples([3], from: 0.5, to: 2)) {
        twofold(DirichletEnergy(strength: $0, over: symmetricOperator), state)
      },
    ]
    for error in errors { #expect(error < 1e-8) }
  }

  @Test("A Dirichlet energy is the sum over edges, each counted once, of any rank of state")
  func edges() {
    let (weights, strengths) = (weightedGraph.elements, dirichlet.strength.elements)
    let elements = state.elements
    var sum = 0.0
    for first in 0..<5 {
      for second in 0..<first {
        for channel in 0..<3 {
          let difference = elements[3 * first + channel] - elements[3 * second + channel]
          sum += weights[5 * first + second] * strengths[channel] * difference * difference / 2
        }
      }
    }
    #expect(abs(dirichlet.value(at: state).scalar - sum) < 1e-13)
    let batch = concatenated([state, state], alongAxis: 1).reshaped(to: [5, 2, 3])
    #expect(abs(dirichlet.value(at: batch).scalar - 2 * sum) < 1e-13)
    let constant = Tensor(repeating: 4, shape: [5, 3], scalarType: .float64)
    #expect(largestDifference(dirichlet.gradient(at: constant), .zeros(like: constant)) < 1e-14)
  }

  @Test("The stiffness bounds the energy from below, whatever the amplitudes are")
  func bound() {
    let energy = PerceptronEnergy(amplitude: Tensor(repeating: -3, shape: [4], scalarType: .float64))
    // ln cosh z ≤ |z|, and |z_j| ≤ |x| |w_j| + |b_j|.
    let (weights, biases) = (energy.hidden.weight, energy.hidden.bias)
    let lengths = sqrt(square(weights).sum(alongAxis: 0)).elements
    let slope = 3 * lengths.reduce(0, +)
    let bound = -slope * slope / (2 * energy.stiffness) - 3 * biases.elements.reduce(0) { $0 + abs($1) }
    for scale in [0.1, 1, 10, 1e3, 1e6] {
      let row = samples([1, 3], from: -scale, to: scale, seed: 9)
      #expect(energy.value(at: row).scalar >= bound)
    }
    #expect(energy.value(at: samples([1, 3], seed: 9).scaled(by: 10)).scalar < 0)
  }

  @Test("A logarithm of cosh neither overflows nor loses its zero")
  func logarithms() {
    let energy = PerceptronEnergy(
      hidden: Linear(
        weight: .ones([1, 1], scalarType: .float64), bias: .zeros([1], scalarType: .float64)),
      amplitude: .ones([1], scalarType: .float64), stiffness: 0)
    for (point, value) in [
      (0.0, 0.0), (1, 0.433780830483027), (-1, 0.433780830483027), (1e4, 1e4 - 0.6931471805599453),
    ] {
      let state = Tensor(shape: [1, 1], elements: [point], scalarType: .float64)
      #expect(abs(energy.value(at: state).scalar - value) < 1e-12 * max(1, value))
    }
  }

  @Test("Parameters have names, and strengths are brought back to 0")
  func names() {
    var generator = RandomGenerator(seed: 1)
    let random = PerceptronEnergy(channels: 3, units: 5, stiffness: 0.1, using: &generator)
    #expect(random.parameterCount == 3 * 5 + 5 + 5)
    var field = GradientFlow(down: EnergySum(convolution, dirichlet))
    #expect(
      field.namedParameters.map(\.name) == [
        "energy.first.hidden.weight", "energy.first.hidden.bias", "energy.first.amplitude",
        "energy.second.strength",
      ])
    field.energy.second.strength = Tensor(shape: [3], elements: [-1, 0.5, 0], scalarType: .float64)
    field.projectParameters()
    #expect(field.energy.second.strength.elements == [0, 0.5, 0])
  }
}

/// Returns value and gradient of an energy, as one list of numbers.
@differentiable(reverse,wrt: energy)
private func twofold<E: Energy>(_ energy: E, _ state: Tensor) -> Tensor where E.State == Tensor {
  let value = energy.value(at: withoutDerivative(at: state)).reshaped(to: [1])
  let gradient = energy.gradient(at: withoutDerivative(at: state)).reshaped(to: [15])
  return concatenated([value, gradient], alongAxis: 0)
}

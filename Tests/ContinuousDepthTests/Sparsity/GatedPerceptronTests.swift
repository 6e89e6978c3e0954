import ContinuousDepth
import Integrators
import Layers
import Tensors
import Testing
import Training
import _TestSupport

@Suite("Perceptrons with gates")
struct GatedPerceptronTests {
  private let state = samples([5, 4], seed: 3)

  /// A field of four channels with gates half of which are often closed.
  private func field(
    _ hidden: [Int] = [6], open: Double = 0.6, activation: Activation = .tanh, seed: UInt64 = 1
  ) -> GatedPerceptron {
    var generator = RandomGenerator(seed: seed)
    return GatedPerceptron(
      channels: 4, hidden: hidden, openProbability: open, activation: activation, scalarType: .float64,
      using: &generator)
  }

  private func drawn(_ field: GatedPerceptron, seed: UInt64 = 2) -> GatedPerceptron {
    // Not the numbers that weights were drawn with: gates would be closed where weights are negative.
    var generator = RandomGenerator(seed: seed).split(1)
    return field.drawing(using: &generator)
  }

  /// The derivative of each channel's velocity by each channel's state, `[from][to]`, the largest magnitude
  /// over the rows of the state.
  private func jacobian(_ field: GatedPerceptron) -> [[Double]] {
    let (_, pullback) = valueWithPullback(at: state) { field($0, at: 0) }
    let columns = (0..<4).map { channel in
      let unit = (0..<20).map { $0 % 4 == channel ? 1.0 : 0 }
      let gradient = pullback(Tensor(shape: [5, 4], elements: unit, scalarType: .float64)).elements
      return (0..<4).map { from in (0..<5).map { abs(gradient[4 * $0 + from]) }.max() ?? 0 }
    }
    return (0..<4).map { from in columns.map { $0[from] } }
  }

  @Test("A field with noise is a function of state and time, and drawing again gives another one")
  func function() {
    let field = field()
    let first = drawn(field)
    #expect(first(state, at: 0) == first(state, at: 7))
    #expect(drawn(field) == first && drawn(field, seed: 3) != first)
    #expect(first(state, at: 0) != field(state, at: 0))
    #expect(field.layers.allSatisfy { $0.noise == .none } && first.layers.allSatisfy { $0.noise != .none })
    #expect(first.layers[0].noise != first.layers[1].noise)
  }

  @Test("The field is the perceptron of its masked weights, as by hand")
  func values() {
    let field = drawn(field(activation: .elu(scale: 1)))
    let (first, second) = (field.layers[0], field.layers[1])
    let hidden = elu(matmul(state, first.weight * first.gates()) + first.bias)
    let expected = matmul(hidden, second.weight * second.gates()) + second.bias
    #expect(largestDifference(field(state, at: 0), expected) < 1e-14)
    #expect(field.masked()(state, at: 0) == field(state, at: 0))
    let batch = state.reshaped(to: [5, 1, 4])
    #expect(largestDifference(field(batch, at: 0).reshaped(to: [5, 4]), expected) < 1e-14)
  }

  @Test(
    "Where no path is, neither is a derivative, exactly; where one is, its weight bounds the derivative",
    arguments: [[], [5], [5, 4]], [1 as UInt64, 2, 3, 4])
  func paths(hidden: [Int], seed: UInt64) {
    let field = drawn(field(hidden, open: [0.55, 0.35, 0.45][hidden.count], seed: seed), seed: seed)
    let paths = field.pathMatrix().elements
    let jacobian = jacobian(field)
    for from in 0..<4 {
      for to in 0..<4 {
        let path = paths[4 * from + to]
        #expect((path == 0) == (jacobian[from][to] == 0))
        #expect(jacobian[from][to] <= path * (1 + 1e-12))
      }
    }
    // Else nothing was tested.
    #expect(paths.contains(0) && !paths.allSatisfy { $0 == 0 })
  }

  @Test("The expected paths are the mean number of paths that are open")
  func expectedPaths() {
    let field = field([3])
    let expected = field.expectedPaths().elements
    var generator = RandomGenerator(seed: 6)
    let draws = 4000
    var counts = [Double](repeating: 0, count: 16)
    for _ in 0..<draws {
      let gates = field.drawing(using: &generator).layers.map { $0.gates().elements.map { $0 > 0 ? 1.0 : 0 } }
      for from in 0..<4 {
        for to in 0..<4 {
          for unit in 0..<3 { counts[4 * from + to] += gates[0][3 * from + unit] * gates[1][4 * unit + to] }
        }
      }
    }
    for (count, expected) in zip(counts, expected) {
      // Three paths that share no gate, each open with probability p²; five standard errors.
      let p = 0.6 * 0.6
      #expect(abs(expected - 3 * p) < 1e-12)
      #expect(abs(count / Double(draws) - expected) < 5 * (3 * p * (1 - p) / Double(draws)).squareRoot())
    }
  }

  @Test("A solve has the gradient of central differences in every parameter", arguments: [true, false])
  func gradients(isDrawn: Bool) {
    let field = isDrawn ? drawn(field()) : field()
    let state = state
    func errors(at point: Tensor, _ replacing: @differentiable(reverse) (Tensor) -> GatedPerceptron) -> Double
    {
      gradientError(at: point) { point in
        integrate(replacing(point).masked(), from: state, over: 0...1, with: Solver(.rk4, .steps(3)))
      }
    }
    let (first, second) = (field.layers[0], field.layers[1])
    #expect(errors(at: first.weight) { replaced(first, weight: $0, before: second) } < 1e-8)
    #expect(errors(at: first.logOdds) { replaced(first, logOdds: $0, before: second) } < 1e-8)
    #expect(errors(at: second.logOdds) { replaced(second, logOdds: $0, behind: first) } < 1e-8)
    #expect(errors(at: first.bias) { replaced(first, bias: $0, before: second) } < 1e-8)
    #expect(gradientError(at: state) { field($0, at: 0) } < 1e-8)
  }

  @Test("Penalties have the gradient of central differences")
  func penalties() {
    let field = drawn(field())
    let (first, second) = (field.layers[0], field.layers[1])
    let weights = PathPenalty(.weight).scaled(by: 3).adding(WeightPenalty())
    let openness = PathPenalty().adding(GatePenalty().scaled(by: 0.5))
    #expect(
      gradientError(at: first.weight) { scalar(weights(replaced(first, weight: $0, before: second))) } < 1e-8)
    #expect(
      gradientError(at: first.logOdds) { scalar(weights(replaced(first, logOdds: $0, before: second))) }
        < 1e-8)
    #expect(
      gradientError(at: second.logOdds) { scalar(openness(replaced(second, logOdds: $0, behind: first))) }
        < 1e-8)
  }

  @Test("Penalties are what their formulas say")
  func penaltyValues() {
    let field = drawn(field())
    #expect(abs(GatePenalty()(field) - 0.6) < 1e-14)
    #expect(abs(PathPenalty()(field) - 6 * 0.36) < 1e-13)
    #expect(abs(PathPenalty(.weight)(field) - field.pathMatrix().mean().scalar) < 1e-14)
    let magnitudes = field.layers.flatMap { $0.weight.elements.map { abs($0) } }
    #expect(abs(WeightPenalty()(field) - magnitudes.reduce(0, +) / 48) < 1e-14)
  }

  @Test("Parameters are listed layer by layer, without the noise")
  func parameters() {
    let names = drawn(field()).namedParameters.map(\.name)
    #expect(
      names == [
        "layers.0.weight", "layers.0.bias", "layers.0.logOdds", "layers.1.weight", "layers.1.bias",
        "layers.1.logOdds",
      ])
    #expect(drawn(field()).namedParameters.map(\.value) == field().namedParameters.map(\.value))
    #expect(field().masked().namedParameters.map(\.name).count == 4)
  }

  @Test("A penalty on paths alone closes every gate, which evaluation then shows as zeros")
  func closing() {
    var field = field()
    var optimizer = Optimizer(.adam(), learningRate: 0.2)
    let penalty = PathPenalty()
    for _ in 0..<60 {
      let gradient = valueWithGradient(at: field) { penalty($0) }.gradient
      optimizer.update(&field, along: gradient)
    }
    #expect(field.pathMatrix().elements.allSatisfy { $0 == 0 })
    // What is left are the offsets.
    #expect(field(state, at: 0) == field(state.scaled(by: -2), at: 0))
  }

  @Test("On a graph, gates leave what neighbours do to a node alone")
  func nodes() {
    // dX/dt = A X + g(X) over three nodes: without paths, only the neighbours are left.
    let neighbours = samples([5, 5], seed: 8)
    var closed = field()
    for index in closed.layers.indices {
      closed.layers[index].logOdds = Tensor(
        repeating: -9, shape: closed.layers[index].logOdds.shape, scalarType: .float64)
    }
    let both = NodewiseField(neighbours: neighbours, field: closed)
    #expect(largestDifference(both(state, at: 0), matmul(neighbours, state)) < 1e-14)
    let open = NodewiseField(neighbours: neighbours, field: drawn(field()))
    #expect(gradientError(at: state) { open($0, at: 0) } < 1e-8)
    let solver = Solver(.rk4, .steps(4))
    #expect(gradientError(at: state) { integrate(open, from: $0, over: 0...1, with: solver) } < 1e-8)
  }
}

/// A term that mixes nodes beside one that mixes the channels of each.
private struct NodewiseField: VectorField {
  var neighbours: Tensor
  var field: GatedPerceptron

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    matmul(neighbours, state) + field(state, at: withoutDerivative(at: time))
  }
}

@differentiable(reverse)
private func scalar(_ value: Double) -> Tensor {
  Tensor(shape: [1], elements: [1], scalarType: .float64) * value
}

/// A layer with some of its parameters replaced, with the same noise, and one behind or before it.
@differentiable(reverse,wrt: (weight))
private func replaced(_ layer: GatedLinear, weight: Tensor, before next: GatedLinear) -> GatedPerceptron {
  var copy = layer
  copy.weight = weight
  return GatedPerceptron([copy, next])
}

@differentiable(reverse,wrt: (logOdds))
private func replaced(_ layer: GatedLinear, logOdds: Tensor, before next: GatedLinear) -> GatedPerceptron {
  var copy = layer
  copy.logOdds = logOdds
  return GatedPerceptron([copy, next])
}

@differentiable(reverse,wrt: (bias))
private func replaced(_ layer: GatedLinear, bias: Tensor, before next: GatedLinear) -> GatedPerceptron {
  var copy = layer
  copy.bias = bias
  return GatedPerceptron([copy, next])
}

@differentiable(reverse,wrt: (logOdds))
private func replaced(_ layer: GatedLinear, logOdds: Tensor, behind previous: GatedLinear) -> GatedPerceptron
{
  var copy = layer
  copy.logOdds = logOdds
  return GatedPerceptron([previous, copy])
}

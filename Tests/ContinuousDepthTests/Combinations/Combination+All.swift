public import GraphODE
import _TestSupport

/// Diffusion with a learned rate beside a learned reaction: a split field.
private struct ReactingDiffusion: SplitVectorField, Parameterized, Sendable {
  var rate: Tensor
  var reaction: Linear
  @noDerivative let adjacency: GraphOperator

  @differentiable(reverse)
  init(rate: Tensor, reaction: Linear, over adjacency: GraphOperator) {
    self.rate = rate
    self.reaction = reaction
    self.adjacency = adjacency
  }

  @differentiable(reverse)
  func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor {
    (adjacency(state) - state) * rate
  }

  @differentiable(reverse)
  func softVelocity(_ state: Tensor, at time: Double) -> Tensor {
    tanh(reaction(state)).scaled(by: 1 + 0.5 * time)
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("rate", &rate, gradient.rate)
    visitor.visit("reaction", &reaction, gradient.reaction)
  }
}

/// A field without a graph that depends on time: `tanh(x W + b) V cos t`.
private struct TimedLayer: VectorField, Parameterized, Sendable {
  var hidden: Linear
  var output: Linear

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    output(tanh(hidden(state))).scaled(by: 1 + 0.3 * time * time)
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("hidden", &hidden, gradient.hidden)
    visitor.visit("output", &output, gradient.output)
  }
}

extension SourcedDiffusion: Parameterized {
  /// Shows rate and source, both of which are learned here.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("rate", &rate, gradient.rate)
    visitor.visit("source", &source, gradient.source)
  }
}

/// The fields that pieces are put on, of any number of channels.
private struct Fields {
  let adjacency: GraphOperator
  private(set) var generator = RandomGenerator(seed: 5)

  init() {
    // A ring of five nodes with one chord.
    let edges = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (1, 3)]
    guard let graph = try? Graph(nodeCount: 5, edges: edges) else {
      preconditionFailure("A graph of 5 nodes and \(edges.count) edges could not be made.")
    }
    adjacency = graph.operator(normalised: .symmetric(selfLoopWeight: 1), scalarType: .float64)
  }

  func state(_ channels: Int, seed: Int = 1) -> Tensor { samples([5, channels], seed: seed) }

  mutating func linear(_ inputs: Int, to outputs: Int) -> Linear {
    Linear(inputs, to: outputs, scalarType: .float64, using: &generator)
  }

  mutating func perceptron(_ channels: Int) -> TimedLayer {
    TimedLayer(hidden: linear(channels, to: 3), output: linear(3, to: channels))
  }

  mutating func convolution(_ channels: Int) -> GraphConvolutionField {
    GraphConvolutionField(channels, hidden: [3], over: adjacency, using: &generator)
  }

  mutating func reaction(_ channels: Int) -> ReactingDiffusion {
    ReactingDiffusion(
      rate: Tensor(0.8, scalarType: .float64), reaction: linear(channels, to: channels), over: adjacency)
  }

  func diffusion(_ channels: Int) -> SourcedDiffusion {
    SourcedDiffusion(
      rate: samples([5], from: 0.5, to: 1, seed: 3), source: state(channels, seed: 4), over: adjacency)
  }

  mutating func gated(_ channels: Int) -> GatedPerceptron {
    GatedPerceptron(
      channels: channels, hidden: [4], openProbability: 0.5, scalarType: .float64, using: &generator
    ).drawing(using: &generator)
  }

  mutating func energy(_ channels: Int) -> EnergySum<ConvolutionEnergy, DirichletEnergy> {
    EnergySum(
      ConvolutionEnergy(
        PerceptronEnergy(
          channels: channels, units: 3, stiffness: 0.5, scalarType: .float64, using: &generator),
        over: adjacency),
      DirichletEnergy(strength: Tensor(0.4, scalarType: .float64), over: adjacency))
  }
}

extension Combination {
  /// The bases that parameters vary over, with a jump inside the span and functions that go beyond it.
  private static let bases: [DepthBasis] = [
    .piecewiseConstant(cells: 3, over: 0...1), .hat(nodes: 3, over: 0...0.8),
    .monomial(degree: 2, over: 0...0.8), .chebyshev(degree: 3, over: 0...0.8),
    .fourier(frequencies: 1, over: 0...0.8),
  ]

  /// Every piece on fields with and without a graph.
  static let all: [Combination] = {
    var fields = Fields()
    return plain(&fields) + depthVarying(&fields) + architecture(&fields) + energies(&fields)
      + hybrids(&fields)
  }()

  private static func plain(_ fields: inout Fields) -> [Combination] {
    [
      Combination("perceptron", fields.perceptron(2), from: fields.state(2)),
      Combination("graph convolution", fields.convolution(2), from: fields.state(2)),
      Combination("reacting diffusion", fields.reaction(2), from: fields.state(2), [.split]),
      Combination("sourced diffusion", fields.diffusion(2), from: fields.state(2), [.affine]),
      Combination("gated perceptron", fields.gated(2), from: fields.state(2)),
    ]
  }

  private static func depthVarying(_ fields: inout Fields) -> [Combination] {
    bases.flatMap { basis in
      let name = "depth-varying over \(basis.kind.rawValue): "
      return [
        Combination(
          name + "perceptron", varying(fields.perceptron(2), over: basis), from: fields.state(2)),
        Combination(
          name + "graph convolution", varying(fields.convolution(2), over: basis), from: fields.state(2)),
        Combination(
          name + "reacting diffusion", varying(fields.reaction(2), over: basis), from: fields.state(2),
          [.split]),
      ]
    }
  }

  /// Returns a field whose parameters differ from basis function to basis function.
  private static func varying<Field: VectorField & Parameterized>(
    _ field: Field, over basis: DepthBasis
  ) -> DepthVarying<Field> {
    var varying = DepthVarying(field, over: basis)
    for index in varying.coefficients.indices {
      let coefficients = varying.coefficients[index]
      varying.coefficients[index] =
        coefficients + samples(coefficients.shape, from: -0.2, to: 0.2, seed: index)
    }
    return varying
  }

  private static func architecture(_ fields: inout Fields) -> [Combination] {
    let control = fields.state(1, seed: 8)
    let sets = [0, 0, 1, 1, 1]
    return [
      Combination(
        "controlled graph convolution", DataControlled(fields.convolution(3), by: control),
        from: fields.state(2)),
      Combination(
        "controlled reacting diffusion", DataControlled(fields.reaction(3), by: control),
        from: fields.state(2),
        [.split]),
      Combination(
        "third-order perceptron", HigherOrderField(order: 3, by: fields.perceptron(2)), from: fields.state(6)),
      Combination(
        "accelerated graph convolution", AcceleratedField(by: fields.convolution(2)),
        from: Pair(fields.state(2), fields.state(2, seed: 9)), [.secondOrder]),
      Combination(
        "paced graph convolution",
        PacedField(fields.convolution(2), pace: 0.7, sets: sets, scalarType: .float64), from: fields.state(2)),
      Combination(
        "paced reacting diffusion",
        PacedField(fields.reaction(2), pace: 0.7, sets: sets, scalarType: .float64), from: fields.state(2),
        [.split]),
      Combination(
        "kinetic energy along a graph convolution", fields.convolution(2).integrating(KineticEnergy()),
        from: Pair(fields.state(2), Tensor(0, scalarType: .float64))),
      Combination(
        "accelerated, depth-varying perceptron",
        AcceleratedField(by: varying(fields.perceptron(2), over: bases[0])),
        from: Pair(fields.state(2), fields.state(2, seed: 9)), [.secondOrder]),
    ]
  }

  private static func energies(_ fields: inout Fields) -> [Combination] {
    [
      Combination("gradient flow", GradientFlow(down: fields.energy(2)), from: fields.state(2)),
      Combination(
        "Hamiltonian field", HamiltonianField(in: fields.energy(2), mass: 1.5),
        from: Pair(fields.state(2), fields.state(2, seed: 9)), [.secondOrder]),
      Combination(
        "canonical field with friction",
        CanonicalField(of: PhaseSpaceEnergy(fields.energy(4)), friction: 0.3),
        from: Pair(fields.state(2), fields.state(2, seed: 9))),
      Combination(
        "gradient flow over hats", varying(GradientFlow(down: fields.energy(2)), over: bases[1]),
        from: fields.state(2)),
    ]
  }

  private static func hybrids(_ fields: inout Fields) -> [Combination] {
    [
      Combination(
        "diffusion beside a graph convolution",
        HybridField(fields.diffusion(1), channels: 1, beside: fields.convolution(3)), from: fields.state(3),
        [.split]),
      Combination(
        "fixed diffusion beside a depth-varying perceptron",
        HybridField(
          FixedField(fields.diffusion(1)), channels: 1, beside: varying(fields.perceptron(3), over: bases[0])),
        from: fields.state(3), [.split]),
      Combination(
        "diffusion corrected by a gated perceptron", CorrectedField(fields.diffusion(2), by: fields.gated(2)),
        from: fields.state(2), [.split]),
    ]
  }
}

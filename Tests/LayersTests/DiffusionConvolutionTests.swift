import Graphs
import Layers
import Tensors
import Testing
import _TestSupport

@Suite("Diffusion convolutions")
struct DiffusionConvolutionTests {
  /// Widths below, at and beyond a panel of kernels; batches of one slab and of several groups.
  static let sizes: [(inputs: Int, outputs: Int, batch: Int)] = [
    (1, 1, 1), (3, 5, 2), (16, 8, 3), (9, 33, 40), (64, 64, 17),
  ]

  @Test("The fused convolution is that of plain operations", arguments: sizes, 0...2)
  func agreement(size: (inputs: Int, outputs: Int, batch: Int), stepCount: Int) throws {
    for learned in [false, true] {
      let supports = try smallSupports(stepCount: stepCount, learned: learned)
      let layer = DiffusionConvolution(
        sampling: size.inputs, to: size.outputs, hopCount: supports.hopCount)
      let input = samples([6, size.batch, size.inputs], seed: 3)
      let (value, pullback) = valueWithPullback(at: layer, input, supports) { $0($1, along: $2) }
      let (expected, expectedPullback) = valueWithPullback(at: layer, input, supports) {
        composed($0, $1, along: $2)
      }
      // Sums of up to 960 terms in another order.
      #expect(largestDifference(value, expected) < 1e-13)
      let upstream = weights(like: value)
      let (gradient, others) = (pullback(upstream), expectedPullback(upstream))
      #expect(largestDifference(gradient.0.weight, others.0.weight) < 1e-12)
      #expect(largestDifference(gradient.0.bias, others.0.bias) < 1e-12)
      #expect(largestDifference(gradient.1, others.1) < 1e-12)
      let adjacency = (gradient.2.learnedAdjacency, others.2.learnedAdjacency)
      if learned && stepCount > 0 {
        #expect(largestDifference(adjacency.0, adjacency.1) < 1e-12)
      } else {
        #expect(adjacency.0.isShapelessZero)
      }
    }
  }

  @Test("Derivatives in every argument agree with central differences")
  func derivatives() throws {
    let supports = try smallSupports(stepCount: 2, learned: true)
    let layer = DiffusionConvolution(sampling: 3, to: 4, hopCount: supports.hopCount)
    let (w, b, a) = (layer.weight, layer.bias, supports.learnedAdjacency)
    let walks = try smallSupports(stepCount: 2)
    let x = samples([6, 2, 3], seed: 3)
    #expect(gradientError(at: x, of: { layer($0, along: supports) }) < 1e-8)
    #expect(
      gradientError(at: w, of: { DiffusionConvolution(weight: $0, bias: b)(x, along: supports) }) < 1e-8)
    #expect(
      gradientError(at: b, of: { DiffusionConvolution(weight: w, bias: $0)(x, along: supports) }) < 1e-8)
    #expect(gradientError(at: a, of: { layer(x, along: walks.adding(learnedAdjacency: $0)) }) < 1e-8)
  }

  @Test("So do those of the rated tangent")
  func ratedDerivatives() throws {
    let supports = try smallSupports(stepCount: 1, learned: true)
    let layer = DiffusionConvolution(sampling: 3, to: 4, hopCount: supports.hopCount)
    let (w, b, a) = (layer.weight, layer.bias, supports.learnedAdjacency)
    let walks = try smallSupports(stepCount: 1)
    let (x, rate) = (samples([6, 2, 3], seed: 3), samples([4], seed: 4))
    let value = layer.ratedTanh(x, rate: rate, along: supports)
    #expect(largestDifference(value, rate * tanh(layer(x, along: supports))) < 1e-15)
    #expect(gradientError(at: x, of: { layer.ratedTanh($0, rate: rate, along: supports) }) < 1e-8)
    #expect(gradientError(at: rate, of: { layer.ratedTanh(x, rate: $0, along: supports) }) < 1e-8)
    #expect(
      gradientError(
        at: w,
        of: { DiffusionConvolution(weight: $0, bias: b).ratedTanh(x, rate: rate, along: supports) }) < 1e-8)
    #expect(
      gradientError(
        at: b,
        of: { DiffusionConvolution(weight: w, bias: $0).ratedTanh(x, rate: rate, along: supports) }) < 1e-8)
    #expect(
      gradientError(
        at: a, of: { layer.ratedTanh(x, rate: rate, along: walks.adding(learnedAdjacency: $0)) }) < 1e-8)
  }

  @Test(
    "Relaxation is that of plain operations, for any width and batch", arguments: [1, 4, 33], [1, 3, 40])
  func relaxation(channels: Int, batch: Int) throws {
    let supports = try smallSupports(stepCount: 1, learned: true)
    let layer = DiffusionConvolution(
      sampling: channels, to: 2 * channels, hopCount: supports.hopCount)
    let (x, o) = (samples([6, batch, channels], seed: 3), samples([6, 2 * channels], seed: 4))
    let value = layer.gatedRelaxation(x, offset: o, along: supports)
    let repeated = o.gatheringRows((0..<6 * batch).map { $0 / batch }).reshaped(
      to: [6, batch, 2 * channels])
    let parts = (composed(layer, x, along: supports) + repeated).split(
      alongAxis: 2, sizes: [channels, channels])
    #expect(largestDifference(value, sigmoid(parts[0]) * (tanh(parts[1]) - x)) < 1e-13)
    let plain = layer.gatedRelaxation(x, offset: .zero, along: supports)
    #expect(plain == layer.gatedRelaxation(x, offset: .zeros(like: o), along: supports))
  }

  @Test("Its derivatives agree with central differences")
  func relaxationDerivatives() throws {
    let supports = try smallSupports(stepCount: 1, learned: true)
    let layer = DiffusionConvolution(sampling: 3, to: 6, hopCount: supports.hopCount)
    let (w, b, a) = (layer.weight, layer.bias, supports.learnedAdjacency)
    let walks = try smallSupports(stepCount: 1)
    let (x, o) = (samples([6, 2, 3], seed: 3), samples([6, 6], seed: 4))
    #expect(gradientError(at: x, of: { layer.gatedRelaxation($0, offset: o, along: supports) }) < 1e-8)
    #expect(gradientError(at: x, of: { layer.gatedRelaxation($0, offset: .zero, along: supports) }) < 1e-8)
    #expect(gradientError(at: o, of: { layer.gatedRelaxation(x, offset: $0, along: supports) }) < 1e-8)
    #expect(
      gradientError(
        at: w,
        of: { DiffusionConvolution(weight: $0, bias: b).gatedRelaxation(x, offset: o, along: supports) })
        < 1e-8)
    #expect(
      gradientError(
        at: b,
        of: { DiffusionConvolution(weight: w, bias: $0).gatedRelaxation(x, offset: o, along: supports) })
        < 1e-8)
    #expect(
      gradientError(
        at: a,
        of: { layer.gatedRelaxation(x, offset: o, along: walks.adding(learnedAdjacency: $0)) }) < 1e-8)
  }

  @Test("An input without derivative gives the same gradient of the layer")
  func constantInput() throws {
    let supports = try smallSupports(stepCount: 2)
    let layer = DiffusionConvolution(sampling: 3, to: 4, hopCount: supports.hopCount)
    let x = samples([6, 2, 3], seed: 3)
    let alone = gradient(at: layer) { $0(x, along: supports).sum().scalar }
    let both = gradient(at: layer, x) { $0($1, along: supports).sum().scalar }
    #expect(alone == both.0)
  }

  @Test("States [nodes, channels] are a batch of one")
  func singleEntry() throws {
    let supports = try smallSupports(stepCount: 2)
    let layer = DiffusionConvolution(sampling: 3, to: 4, hopCount: supports.hopCount)
    let x = samples([6, 3], seed: 3)
    let value = layer(x, along: supports)
    #expect(value == layer(x.reshaped(to: [6, 1, 3]), along: supports).reshaped(to: [6, 4]))
    #expect(gradientError(at: x, of: { layer($0, along: supports) }) < 1e-8)
  }

  @Test("Empty batches and layers without channels give empty results")
  func empty() throws {
    let supports = try smallSupports(stepCount: 1)
    let layer = DiffusionConvolution(sampling: 3, to: 4, hopCount: supports.hopCount)
    #expect(layer(samples([6, 0, 3]), along: supports).shape == [6, 0, 4])
    let none = DiffusionConvolution(sampling: 0, to: 2, hopCount: supports.hopCount)
    let value = none(samples([6, 3, 0]), along: supports)
    #expect(largestDifference(value, Tensor.zeros([6, 3, 2], scalarType: .float64) + none.bias) == 0)
    let mute = DiffusionConvolution(sampling: 2, to: 0, hopCount: supports.hopCount)
    #expect(mute(samples([6, 3, 2]), along: supports).shape == [6, 3, 0])
  }

  @Test("A new layer starts as the same layer of PyTorch does")
  func initialisation() {
    var generator = RandomGenerator(seed: 1)
    let layer = DiffusionConvolution(68, to: 128, hopCount: 3, using: &generator)
    #expect(layer.weight.shape == [3, 68, 128] && layer.bias.shape == [128])
    let bound = (6.0 / (68 + 128)).squareRoot()
    #expect(layer.weight.elements.allSatisfy { Swift.abs($0) <= bound })
    // Variance of a uniform number in ±a: a²/3, known to 1 % from 26 112 samples.
    #expect(Swift.abs(square(layer.weight).mean().scalar / (bound * bound / 3) - 1) < 0.02)
    let biasBound = 1 / 68.0.squareRoot()
    #expect(layer.bias.elements.allSatisfy { Swift.abs($0) <= biasBound })
    #expect(layer.parameterCount == 3 * 68 * 128 + 128)
    #expect(layer.namedParameters.map(\.name) == ["weight", "bias"])
  }
}

@Suite("Supports of diffusion convolutions")
struct DiffusionSupportsTests {
  @Test("A directed graph has two walks, whose rows sum to one or to zero")
  func directed() throws {
    let supports = try smallSupports(stepCount: 2)
    #expect(supports.walks.count == 2 && supports.hopCount == 5)
    let ones = Tensor.ones([6, 1], scalarType: .float64)
    #expect(supports.walks[0](ones).elements == [1, 1, 1, 1, 0, 0])
    #expect(supports.walks[1](ones).elements == [1, 1, 1, 1, 1, 0])
    // D_out⁻¹ W and D_in⁻¹ Wᵀ of the edge 2 → 4, weight 3: row sums 2 + 3 and 0.25 + 3.
    let unit = Tensor(shape: [6, 1], elements: [0, 0, 0, 0, 1, 0], scalarType: .float64)
    #expect(Swift.abs(supports.walks[0](unit).elements[2] - 3.0 / 5) < 1e-15)
    let source = Tensor(shape: [6, 1], elements: [0, 0, 1, 0, 0, 0], scalarType: .float64)
    #expect(Swift.abs(supports.walks[1](source).elements[4] - 3 / 3.25) < 1e-15)
  }

  @Test("A symmetric graph has one walk, however it is declared")
  func symmetric() throws {
    let edges = [(0, 1), (1, 2), (2, 2)]
    let graph = try Graph(nodeCount: 3, edges: edges, weights: [1, 2, 3])
    let twice = try Graph(
      nodeCount: 3, edges: edges + [(1, 0), (2, 1)], weights: [1, 2, 3, 1, 2], direction: .directed)
    let supports = DiffusionSupports(of: graph, stepCount: 2)
    #expect(supports.walks.count == 1 && supports.hopCount == 3)
    #expect(DiffusionSupports(of: twice, stepCount: 2) == supports)
    #expect(supports.scalarType == .float32 && supports.nodeCount == 3)
    #expect(supports.converted(to: .float64).scalarType == .float64)
  }

  @Test("A learned adjacency follows its formula and has its derivatives")
  func learnedAdjacency() throws {
    let layer = LearnedAdjacency(sources: samples([5, 2]), targets: samples([5, 2], seed: 1))
    let adjacency = layer()
    for i in 0..<5 {
      let row = (0..<5).map { j in
        (0..<2).reduce(0) { $0 + layer.sources.elements[2 * i + $1] * layer.targets.elements[2 * j + $1] }
      }
      let powers = row.map { exp(Tensor(max($0, 0), scalarType: .float64)).scalar }
      let total = powers.reduce(0, +)
      for j in 0..<5 {
        #expect(Swift.abs(adjacency.elements[5 * i + j] - powers[j] / total) < 1e-14)
      }
    }
    let (sources, targets) = (layer.sources, layer.targets)
    #expect(
      gradientError(at: sources, of: { LearnedAdjacency(sources: $0, targets: targets)() }) < 1e-8)
    #expect(
      gradientError(at: targets, of: { LearnedAdjacency(sources: sources, targets: $0)() }) < 1e-8)
    let alone = DiffusionSupports(walks: [], stepCount: 2, learnedAdjacency: adjacency)
    #expect(alone.hopCount == 3 && alone.nodeCount == 5 && alone.scalarType == .float64)
    var generator = RandomGenerator(seed: 1)
    let random = LearnedAdjacency(nodeCount: 5, rank: 3, using: &generator)
    #expect(random.namedParameters.map(\.name) == ["sources", "targets"])
    #expect(random.sources.shape == [5, 3] && random.sources != random.targets)
  }
}

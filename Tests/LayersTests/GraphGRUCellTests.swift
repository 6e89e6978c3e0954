import Graphs
import Layers
import Tensors
import Testing
import _TestSupport

@Suite("Graph GRU cells")
struct GraphGRUCellTests {
  static let sizes: [(inputs: Int, channels: Int, batch: Int)] = [
    (1, 1, 1), (2, 5, 3), (4, 16, 40), (0, 8, 2), (20, 9, 17),
  ]

  @Test("The fused cell is that of plain operations", arguments: sizes, 0...2)
  func agreement(size: (inputs: Int, channels: Int, batch: Int), stepCount: Int) throws {
    for learned in [false, true] {
      let supports = try smallSupports(stepCount: stepCount, learned: learned)
      let cell = GraphGRUCell(sampling: size.inputs, to: size.channels, hopCount: supports.hopCount)
      let input = samples([6, size.batch, size.inputs], seed: 3)
      let state = samples([6, size.batch, size.channels], seed: 4)
      let (value, pullback) = valueWithPullback(at: cell, Arguments(input, state, supports)) {
        $0($1.input, $1.state, along: $1.supports)
      }
      let (expected, expectedPullback) = valueWithPullback(
        at: cell, Arguments(input, state, supports)
      ) { composed($0, $1.input, $1.state, along: $1.supports) }
      #expect(largestDifference(value, expected) < 1e-14)
      let upstream = weights(like: value)
      let (gradient, others) = (pullback(upstream), expectedPullback(upstream))
      // Sums over up to 240 rows and hops in another order.
      #expect(largestDifference(gradient.0.gates.weight, others.0.gates.weight) < 1e-12)
      #expect(largestDifference(gradient.0.gates.bias, others.0.gates.bias) < 1e-12)
      #expect(largestDifference(gradient.0.candidate.weight, others.0.candidate.weight) < 1e-12)
      #expect(largestDifference(gradient.0.candidate.bias, others.0.candidate.bias) < 1e-12)
      #expect(largestDifference(gradient.1.input, others.1.input) < 1e-12)
      #expect(largestDifference(gradient.1.state, others.1.state) < 1e-12)
      if learned && stepCount > 0 {
        let adjacency = gradient.1.supports.learnedAdjacency
        #expect(largestDifference(adjacency, others.1.supports.learnedAdjacency) < 1e-12)
      }
    }
  }

  /// What a cell is called with, as one value that can be differentiated.
  struct Arguments: Differentiable {
    var input: Tensor
    var state: Tensor
    var supports: DiffusionSupports

    @differentiable(reverse)
    init(_ input: Tensor, _ state: Tensor, _ supports: DiffusionSupports) {
      self.input = input
      self.state = state
      self.supports = supports
    }
  }

  @Test("Derivatives in every argument agree with central differences", arguments: [false, true])
  func derivatives(isMasked: Bool) throws {
    let supports = try smallSupports(stepCount: 2, learned: true)
    let cell = GraphGRUCell(sampling: 2, to: 3, hopCount: supports.hopCount)
    let (x, h) = (samples([6, 2, 2], seed: 3), samples([6, 2, 3], seed: 4))
    let observed = isMasked ? mask : .ones([6, 2, 1], scalarType: .float64)
    let walks = try smallSupports(stepCount: 2)
    func error(
      at point: Tensor,
      of function: @escaping @differentiable(reverse) (Tensor) -> Arguments,
      _ layer: @escaping @differentiable(reverse) (Tensor) -> GraphGRUCell
    ) -> Double {
      gradientError(at: point) {
        let arguments = function($0)
        return layer($0)(
          arguments.input, arguments.state, along: arguments.supports, where: observed)
      }
    }
    #expect(error(at: x, of: { Arguments($0, h, supports) }, { _ in cell }) < 1e-8)
    #expect(error(at: h, of: { Arguments(x, $0, supports) }, { _ in cell }) < 1e-8)
    #expect(
      error(
        at: supports.learnedAdjacency, of: { Arguments(x, h, walks.adding(learnedAdjacency: $0)) },
        { _ in cell }) < 1e-8)
    let (gates, candidate) = (cell.gates, cell.candidate)
    let (gateBias, candidateBias) = (gates.bias, candidate.bias)
    let (gateWeight, candidateWeight) = (gates.weight, candidate.weight)
    #expect(
      error(
        at: gateWeight, of: { _ in Arguments(x, h, supports) },
        { GraphGRUCell(gates: DiffusionConvolution(weight: $0, bias: gateBias), candidate: candidate) })
        < 1e-8)
    #expect(
      error(
        at: gateBias, of: { _ in Arguments(x, h, supports) },
        { GraphGRUCell(gates: DiffusionConvolution(weight: gateWeight, bias: $0), candidate: candidate) })
        < 1e-8)
    #expect(
      error(
        at: candidateWeight, of: { _ in Arguments(x, h, supports) },
        { GraphGRUCell(gates: gates, candidate: DiffusionConvolution(weight: $0, bias: candidateBias)) })
        < 1e-8)
    #expect(
      error(
        at: candidateBias, of: { _ in Arguments(x, h, supports) },
        { GraphGRUCell(gates: gates, candidate: DiffusionConvolution(weight: candidateWeight, bias: $0)) })
        < 1e-8)
  }

  private var mask: Tensor {
    Tensor(shape: [6, 2, 1], elements: [1, 0, 0, 0, 1, 1, 0, 1, 1, 1, 0, 0], scalarType: .float64)
  }

  @Test("Where nothing is observed the state stays exactly, and so does its gradient")
  func masked() throws {
    let supports = try smallSupports(stepCount: 2)
    let cell = GraphGRUCell(sampling: 2, to: 3, hopCount: supports.hopCount)
    let (x, h, mask) = (samples([6, 2, 2], seed: 3), samples([6, 2, 3], seed: 4), mask)
    let (value, pullback) = valueWithPullback(at: cell, h) { $0(x, $1, along: supports, where: mask) }
    let jumped = cell(x, h, along: supports)
    for row in 0..<12 {
      let from = mask.elements[row] == 1 ? jumped : h
      #expect(value.elements[3 * row..<3 * row + 3] == from.elements[3 * row..<3 * row + 3])
    }
    let none = Tensor.zeros([6, 2, 1], scalarType: .float64)
    let (unmoved, stayingPullback) = valueWithPullback(at: cell, h) {
      $0(x, $1, along: supports, where: none)
    }
    #expect(unmoved == h)
    let upstream = weights(like: h)
    let (cellGradient, stateGradient) = stayingPullback(upstream)
    #expect(stateGradient == upstream)
    #expect(cellGradient.gates.weight == .zeros(like: cell.gates.weight))
    #expect(cellGradient.candidate.bias == .zeros(like: cell.candidate.bias))
    // A masked cell is a choice between the two, also for plain operations.
    let (_, composedPullback) = valueWithPullback(at: cell, h) {
      mask * composed($0, x, $1, along: supports) + (1 - mask) * $1
    }
    let (gradient, expected) = (pullback(upstream), composedPullback(upstream))
    #expect(largestDifference(gradient.0.gates.weight, expected.0.gates.weight) < 1e-13)
    #expect(largestDifference(gradient.0.candidate.weight, expected.0.candidate.weight) < 1e-13)
    #expect(largestDifference(gradient.1, expected.1) < 1e-13)
  }

  @Test("A start without state is one of zeros")
  func withoutState() throws {
    let supports = try smallSupports(stepCount: 2, learned: true)
    let cell = GraphGRUCell(sampling: 2, to: 3, hopCount: supports.hopCount)
    let (x, zeros) = (samples([6, 40, 2], seed: 3), Tensor.zeros([6, 40, 3], scalarType: .float64))
    let mask = Tensor(
      shape: [6, 40, 1], elements: (0..<240).map { $0 % 3 == 0 ? 1 : 0 }, scalarType: .float64)
    for observed in [Tensor.ones(mask.shape, scalarType: .float64), mask] {
      let (value, pullback) = valueWithPullback(at: cell, x, supports) {
        $0($1, .zero, along: $2, where: observed)
      }
      let (expected, expectedPullback) = valueWithPullback(at: cell, x, supports) {
        $0($1, zeros, along: $2, where: observed)
      }
      // A sum from which the state's zero terms are left out.
      #expect(largestDifference(value, expected) < 1e-15)
      let upstream = weights(like: value)
      let (gradient, others) = (pullback(upstream), expectedPullback(upstream))
      #expect(largestDifference(gradient.0.gates.weight, others.0.gates.weight) < 1e-13)
      #expect(largestDifference(gradient.0.candidate.weight, others.0.candidate.weight) < 1e-13)
      #expect(largestDifference(gradient.0.gates.bias, others.0.gates.bias) < 1e-13)
      #expect(largestDifference(gradient.1, others.1) < 1e-13)
      #expect(
        largestDifference(gradient.2.learnedAdjacency, others.2.learnedAdjacency) < 1e-13)
    }
  }

  @Test("Results and gradients have the same bits for every number of threads")
  func threads() throws {
    var generator = RandomGenerator(seed: 1)
    let supports = try smallSupports(stepCount: 2).converted(to: .float32)
    let cell = GraphGRUCell(4, to: 16, hopCount: supports.hopCount, using: &generator)
    let x = samples([6, 37, 4], seed: 3).converted(to: .float32)
    let h = samples([6, 37, 16], seed: 4).converted(to: .float32)
    let before = Threads.count
    defer { Threads.count = before }
    let results = [1, 2, 3].map { count in
      Threads.count = count
      let (value, pullback) = valueWithPullback(at: cell, x, h) { $0($1, $2, along: supports) }
      let (cellGradient, inputGradient, stateGradient) = pullback(weights(like: value))
      return [
        value, cellGradient.gates.weight, cellGradient.gates.bias, cellGradient.candidate.weight,
        inputGradient, stateGradient,
      ]
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test("An entry of a batch knows nothing of the others")
  func independentEntries() throws {
    let supports = try smallSupports(stepCount: 2)
    let cell = GraphGRUCell(sampling: 2, to: 5, hopCount: supports.hopCount)
    let (x, h) = (samples([6, 40, 2], seed: 3), samples([6, 40, 5], seed: 4))
    let (value, pullback) = valueWithPullback(at: x, h) { cell($0, $1, along: supports) }
    let upstream = weights(like: value)
    let gradient = pullback(upstream)
    for entry in [0, 1, 23, 39] {
      func alone(_ tensor: Tensor) -> Tensor { tensor.sliced(alongAxis: 1, entry..<entry + 1) }
      let (single, singlePullback) = valueWithPullback(at: alone(x), alone(h)) {
        cell($0, $1, along: supports)
      }
      #expect(single == alone(value))
      let singleGradient = singlePullback(alone(upstream))
      #expect(singleGradient.0 == alone(gradient.0) && singleGradient.1 == alone(gradient.1))
    }
  }

  @Test("Renumbered nodes give renumbered states")
  func permutation() throws {
    let order = [3, 5, 0, 4, 1, 2]  // the old number of each node
    let edges = [(0, 1), (1, 2), (2, 0), (3, 3), (0, 4), (2, 4)]
    let weights = [1, 0.5, 2, 1, 0.25, 3]
    let renumbered = edges.map { edge in
      (order.firstIndex(of: edge.0) ?? -1, order.firstIndex(of: edge.1) ?? -1)
    }
    func supports(_ edges: [(Int, Int)]) throws -> DiffusionSupports {
      let graph = try Graph(nodeCount: 6, edges: edges, weights: weights, direction: .directed)
      return DiffusionSupports(of: graph, stepCount: 2, scalarType: .float64)
    }
    let cell = GraphGRUCell(sampling: 2, to: 3, hopCount: 5)
    let (x, h) = (samples([6, 2, 2], seed: 3), samples([6, 2, 3], seed: 4))
    let value = try cell(x, h, along: supports(edges))
    let moved = try cell(
      x.gatheringRows(order), h.gatheringRows(order), along: supports(renumbered))
    // Neighbours are summed in another order.
    #expect(largestDifference(moved, value.gatheringRows(order)) < 1e-15)
  }

  @Test("An input without derivative gives the same gradient of the cell, masked or not")
  func constantInput() throws {
    let supports = try smallSupports(stepCount: 2)
    let cell = GraphGRUCell(sampling: 2, to: 3, hopCount: supports.hopCount)
    let (x, h, mask) = (samples([6, 2, 2], seed: 3), samples([6, 2, 3], seed: 4), mask)
    let alone = gradient(at: cell, h) { $0(x, $1, along: supports).sum().scalar }
    let both = gradient(at: cell, h, x) { $0($2, $1, along: supports).sum().scalar }
    #expect(alone.0 == both.0 && alone.1 == both.1)
    let maskedAlone = gradient(at: cell, h) { $0(x, $1, along: supports, where: mask).sum().scalar }
    let maskedBoth = gradient(at: cell, h, x) {
      $0($2, $1, along: supports, where: mask).sum().scalar
    }
    #expect(maskedAlone.0 == maskedBoth.0 && maskedAlone.1 == maskedBoth.1)
  }

  @Test("A cell has the parameters of its convolutions, and empty batches")
  func parameters() throws {
    var generator = RandomGenerator(seed: 1)
    let cell = GraphGRUCell(4, to: 64, hopCount: 3, using: &generator)
    #expect(
      cell.namedParameters.map(\.name)
        == ["gates.weight", "gates.bias", "candidate.weight", "candidate.bias"])
    #expect(cell.parameterCount == 3 * 68 * 192 + 192)
    #expect(cell.inputCount == 4 && cell.channelCount == 64)
    let supports = try smallSupports(stepCount: 2, direction: .undirected).converted(to: .float32)
    #expect(cell(.zeros([6, 0, 4]), .zero, along: supports).shape == [6, 0, 64])
  }
}

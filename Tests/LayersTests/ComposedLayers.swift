import Graphs
import Layers
import Tensors
import _TestSupport

/// The layers that are fused by hand, once more as compositions of plain tensor operations.

/// Returns the tensor at each hop of the supports, the node itself first.
@differentiable(reverse)
func hops(of input: Tensor, along supports: DiffusionSupports) -> [Tensor] {
  var result = [input]
  for walk in withoutDerivative(at: supports.walks.indices) {
    var moved = input
    for _ in withoutDerivative(at: 0..<supports.stepCount) {
      moved = supports.walks[walk](moved)
      result.append(moved)
    }
  }
  if withoutDerivative(at: !supports.learnedAdjacency.isShapelessZero) {
    var moved = input
    for _ in withoutDerivative(at: 0..<supports.stepCount) {
      moved = product(supports.learnedAdjacency, moved)
      result.append(moved)
    }
  }
  return result
}

/// Returns the product of a matrix over nodes and a state `[nodes, …]`.
@differentiable(reverse)
func product(_ matrix: Tensor, _ state: Tensor) -> Tensor {
  let shape = withoutDerivative(at: state.shape)
  let width = withoutDerivative(at: shape.dropFirst().reduce(1, *))
  return matmul(matrix, state.reshaped(to: [shape[0], width])).reshaped(to: shape)
}

@differentiable(reverse)
func composed(
  _ layer: DiffusionConvolution, _ input: Tensor, along supports: DiffusionSupports
) -> Tensor {
  let hops = hops(of: input, along: supports)
  let shape = withoutDerivative(at: Shape([layer.inputCount, layer.outputCount]))
  var sum = matmul(hops[0], layer.weight.sliced(alongAxis: 0, 0..<1).reshaped(to: shape)) + layer.bias
  for hop in withoutDerivative(at: 1..<hops.count) {
    sum = sum + matmul(hops[hop], layer.weight.sliced(alongAxis: 0, hop..<hop + 1).reshaped(to: shape))
  }
  return sum
}

@differentiable(reverse)
func composed(
  _ cell: GraphGRUCell, _ input: Tensor, _ state: Tensor, along supports: DiffusionSupports
) -> Tensor {
  let channels = withoutDerivative(at: cell.channelCount)
  let gates = sigmoid(
    composed(cell.gates, concatenated([input, state], alongAxis: 2), along: supports))
  let reset = gates.sliced(alongAxis: 2, 0..<channels)
  let update = gates.sliced(alongAxis: 2, channels..<2 * channels)
  let candidate = tanh(
    composed(cell.candidate, concatenated([input, reset * state], alongAxis: 2), along: supports))
  return update * state + (1 - update) * candidate
}

/// Supports over a graph with a self-loop, an isolated node and one that no edge leaves.
func smallSupports(
  stepCount: Int, direction: Graph.Direction = .directed, learned: Bool = false
) throws -> DiffusionSupports {
  let graph = try Graph(
    nodeCount: 6, edges: [(0, 1), (1, 2), (2, 0), (3, 3), (0, 4), (2, 4)],
    weights: [1, 0.5, 2, 1, 0.25, 3], direction: direction)
  let supports = DiffusionSupports(of: graph, stepCount: stepCount, scalarType: .float64)
  return learned ? supports.adding(learnedAdjacency: softmax(samples([6, 6], seed: 31))) : supports
}

extension DiffusionConvolution {
  /// A float64 layer whose parameters look random.
  init(sampling inputs: Int, to outputs: Int, hopCount: Int, seed: Int = 0) {
    self.init(
      weight: samples([hopCount, inputs, outputs], from: -0.6, to: 0.6, seed: seed),
      bias: samples([outputs], seed: seed + 1))
  }
}

extension GraphGRUCell {
  /// A float64 cell whose parameters look random.
  init(sampling inputs: Int, to channels: Int, hopCount: Int) {
    self.init(
      gates: DiffusionConvolution(sampling: inputs + channels, to: 2 * channels, hopCount: hopCount),
      candidate: DiffusionConvolution(
        sampling: inputs + channels, to: channels, hopCount: hopCount, seed: 5))
  }
}

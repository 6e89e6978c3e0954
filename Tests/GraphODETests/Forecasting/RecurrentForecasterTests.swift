import Graphs
import Layers
import Tensors
import Testing
import _TestSupport

@testable import GraphDatasets
@testable import GraphODE

@Suite("Recurrent encoders and decoders")
struct RecurrentForecasterTests {
  let batch = ToyBatch.batch()
  let supports: DiffusionSupports
  let graphModel: RecurrentForecaster<GraphGRUCell>
  let sharedModel: RecurrentForecaster<GRUCell>

  /// One whose nodes have embeddings and follow a learned adjacency.
  let embeddedModel: RecurrentForecaster<GraphGRUCell>

  init() throws {
    supports = try ToyBatch.supports()
    var generator = RandomGenerator(seed: 2)
    graphModel = RecurrentForecaster(
      along: supports, seeing: ToyBatch.encoding, channels: 3, using: &generator)
    sharedModel = RecurrentForecaster(
      along: supports, seeing: ToyBatch.encoding, channels: 3, layerCount: 1, using: &generator)
    embeddedModel = RecurrentForecaster(
      along: supports, seeing: ToyBatch.encoding, channels: 3, layerCount: 1, embeddingChannels: 2,
      adjacencyRank: 2, using: &generator)
  }

  @Test("It is its cells, one step after the other, fed with its own forecasts")
  func steps() {
    var (first, second) = (Tensor.zero, Tensor.zero)
    for input in batch.inputs {
      first = graphModel.encoder[0](input, first, along: supports)
      second = graphModel.encoder[1](first, second, along: supports)
    }
    var value = Tensor.zeros([4, 3, 1], scalarType: .float64)
    for (step, elapsed) in [1, 1.5].enumerated() {
      // The time to a target counts in windows of three inputs.
      let time = Tensor(repeating: elapsed / 3, shape: [4, 3, 1], scalarType: .float64)
      let input = concatenated([value, batch.targetClock[step], time], alongAxis: 2)
      first = graphModel.decoder[0](input, first, along: supports)
      second = graphModel.decoder[1](first, second, along: supports)
      value = graphModel.output(second)
      let found = graphModel(batch, guidedBy: .none).values.sliced(alongAxis: 2, step..<step + 1)
      #expect(largestDifference(found, value) < 1e-14)
    }
  }

  @Test("A truth in place of a forecast moves the next one, and not its own")
  func guidance() {
    let truth = samples([4, 3, 1], seed: 9)
    let free = graphModel(batch, guidedBy: .none).values
    let guided = graphModel(
      batch, guidedBy: ForecastGuidance(truths: [truth, .zero], generator: nil)
    ).values
    let last = graphModel(
      batch, guidedBy: ForecastGuidance(truths: [.zero, truth], generator: nil)
    ).values
    #expect(guided.sliced(alongAxis: 2, 0..<1) == free.sliced(alongAxis: 2, 0..<1))
    #expect(guided.sliced(alongAxis: 2, 1..<2) != free.sliced(alongAxis: 2, 1..<2))
    #expect(last == free)
  }

  @Test("Gradients are difference quotients in every parameter, with and without truths")
  func gradients() {
    let batch = batch
    func error<Cell: NodeCell>(_ model: RecurrentForecaster<Cell>, _ truths: [Tensor]) -> (String, Double) {
      let guidance = ForecastGuidance(truths: truths, generator: nil)
      let (forecast, pullback) = valueWithPullback(at: model) { $0(batch, guidedBy: guidance) }
      let upstream = weights(like: forecast.values)
      return largestParameterError(of: pullback(.init(values: upstream, penalty: 0)), at: model) {
        $0(batch, guidedBy: guidance).values.dotProduct(with: upstream)
      }
    }
    let truth = samples([4, 3, 1], seed: 9)
    for (name, error) in [
      error(graphModel, []), error(graphModel, [truth, .zero]), error(sharedModel, []),
      error(embeddedModel, []),
    ] {
      #expect(error < 1e-8, "\(name)")
    }
  }

  @Test("With cells that see the graph nodes matter to each other, with shared ones they do not")
  func neighbours() throws {
    let order = [2, 0, 3, 1]
    let permuted = ToyBatch.batch(order: order)
    let values = graphModel(batch, guidedBy: .none).values
    let onOtherGraph = RecurrentForecaster(
      encoder: graphModel.encoder, decoder: graphModel.decoder, output: graphModel.output,
      along: try ToyBatch.supports(order: order))
    #expect(
      largestDifference(onOtherGraph(permuted, guidedBy: .none).values, values.gatheringRows(order)) < 1e-13)
    #expect(
      largestDifference(graphModel(permuted, guidedBy: .none).values, values.gatheringRows(order)) > 1e-4)
    let shared = sharedModel(batch, guidedBy: .none).values
    #expect(sharedModel(permuted, guidedBy: .none).values == shared.gatheringRows(order))
  }

  @Test("Nodes with embeddings keep their forecasts in another order, and would not without")
  func embeddings() throws {
    let order = [2, 0, 3, 1]
    let expected = embeddedModel(batch, guidedBy: .none).values.gatheringRows(order)
    func forecasts(movingEmbeddings: Bool) throws -> Tensor {
      var nodes = embeddedModel.nodes
      if movingEmbeddings { nodes.permute(order) }
      let model = RecurrentForecaster(
        nodes: nodes, encoder: embeddedModel.encoder, decoder: embeddedModel.decoder,
        output: embeddedModel.output, along: try ToyBatch.supports(order: order))
      return model(ToyBatch.batch(order: order), guidedBy: .none).values
    }
    #expect(largestDifference(try forecasts(movingEmbeddings: true), expected) < 1e-13)
    #expect(largestDifference(try forecasts(movingEmbeddings: false), expected) > 1e-4)
  }

  @Test("All parameters have names")
  func parameters() {
    #expect(
      sharedModel.namedParameters.map(\.name) == [
        "encoder.0.inputWeight", "encoder.0.stateWeight", "encoder.0.inputBias", "encoder.0.stateBias",
        "decoder.0.inputWeight", "decoder.0.stateWeight", "decoder.0.inputBias", "decoder.0.stateBias",
        "output.weight", "output.bias",
      ])
    #expect(graphModel.namedParameters.count == 2 * 2 * 4 + 2)
    #expect(
      embeddedModel.namedParameters.prefix(3).map(\.name) == [
        "nodes.vectors", "nodes.adjacency.0.sources", "nodes.adjacency.0.targets",
      ])
  }
}

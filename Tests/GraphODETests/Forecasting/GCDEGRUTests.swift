import Graphs
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

@testable import GraphDatasets
@testable import GraphODE

@Suite("Hybrid graph differential equations")
struct GCDEGRUTests {
  let batch = ToyBatch.batch()

  private func model(
    rank: Int = 2, order: [Int] = [0, 1, 2, 3], _ change: (inout GCDEGRUSettings) -> Void = { _ in }
  ) throws -> GCDEGRU {
    let place = (0..<4).map { order.firstIndex(of: $0) ?? 0 }
    let graph = try Graph(
      nodeCount: 4, edges: ToyBatch.edges.map { (place[$0.0], place[$0.1]) },
      weights: [1, 0.5, 2, 0.7, 0.1], direction: .directed)
    var settings = GCDEGRUSettings()
    settings.channels = 3
    settings.embeddingChannels = 2
    settings.readoutChannels = 4
    settings.adjacencyRank = rank
    settings.solver = Solver(.heun, .stepSize(0.5))
    change(&settings)
    var generator = RandomGenerator(seed: 4)
    var model = GCDEGRU(
      over: graph, seeing: ToyBatch.encoding, settings: settings, scalarType: .float64, using: &generator)
    model.nodes.permute(order)
    return model
  }

  /// The batch with an input step between others that observes nothing.
  private func interrupted(at time: Double, before index: Int) -> ForecastBatch {
    var (inputs, observed, times) = (batch.inputs, batch.observed, batch.inputTimes)
    inputs.insert(samples([4, 3, 5], seed: 77), at: index)
    observed.insert(.zeros([4, 3, 1], scalarType: .float64), at: index)
    times.insert(time, at: index)
    return ForecastBatch(
      inputs: inputs, observed: observed, inputTimes: times, targetTimes: batch.targetTimes,
      targetClock: batch.targetClock, targets: batch.targets, targetPresent: batch.targetPresent)
  }

  @Test("An observation of nothing changes nothing but where steps of the solver end")
  func interruption() throws {
    // Steps of half an interval meet both times.
    let aligned = try model()
    let expected = aligned(batch, guidedBy: .none).values
    let found = aligned(interrupted(at: -2, before: 1), guidedBy: .none).values
    #expect(largestDifference(found, expected) < 1e-14)
    // Elsewhere the flow is the same within the solver's tolerance.
    let precise = try model {
      $0.solver = Solver(.tsitouras5, .adaptive(relativeTolerance: 1e-9, absoluteTolerance: 1e-9))
    }
    let between = precise(interrupted(at: -1.77, before: 1), guidedBy: .none).values
    #expect(largestDifference(between, precise(batch, guidedBy: .none).values) < 1e-7)
  }

  @Test("A read-out between others moves none of them")
  func readouts() throws {
    let model = try model()
    let denser = ForecastBatch(
      inputs: batch.inputs, observed: batch.observed, inputTimes: batch.inputTimes,
      targetTimes: [1, 1.5, 2.5],
      targetClock: [batch.targetClock[0], batch.targetClock[0], batch.targetClock[1]],
      targets: batch.targets, targetPresent: batch.targetPresent)
    let values = model(denser, guidedBy: .none).values
    let expected = model(batch, guidedBy: .none).values
    #expect(
      largestDifference(values.sliced(alongAxis: 2, 0..<1), expected.sliced(alongAxis: 2, 0..<1)) < 1e-14)
    #expect(
      largestDifference(values.sliced(alongAxis: 2, 2..<3), expected.sliced(alongAxis: 2, 1..<2)) < 1e-14)
  }

  @Test("Samples of a batch do not see each other")
  func independence() throws {
    let model = try model()
    let values = model(batch, guidedBy: .none).values
    for sample in 0..<ToyBatch.size {
      func own(_ tensor: Tensor) -> Tensor { tensor.sliced(alongAxis: 1, sample..<sample + 1) }
      let single = ForecastBatch(
        inputs: batch.inputs.map(own), observed: batch.observed.map(own), inputTimes: batch.inputTimes,
        targetTimes: batch.targetTimes, targetClock: batch.targetClock.map(own), targets: own(batch.targets),
        targetPresent: own(batch.targetPresent))
      #expect(largestDifference(model(single, guidedBy: .none).values, own(values)) < 1e-14)
    }
  }

  @Test("Nodes in another order give the forecasts in that order")
  func permutation() throws {
    let order = [2, 0, 3, 1]
    let expected = try model()(batch, guidedBy: .none).values.gatheringRows(order)
    let found = try model(order: order)(ToyBatch.batch(order: order), guidedBy: .none).values
    #expect(largestDifference(found, expected) < 1e-13)
  }

  @Test("Gradients are difference quotients in every parameter", arguments: [0, 2], [false, true])
  func gradients(rank: Int, forecastsChanges: Bool) throws {
    let model = try model(rank: rank) { $0.forecastsChanges = forecastsChanges }
    let batch = batch
    func loss(_ model: GCDEGRU) -> Double {
      let values = model(batch, guidedBy: .none).values
      return (values * weights(like: values)).sum().scalar
    }
    let (values, pullback) = valueWithPullback(at: model) { $0(batch, guidedBy: .none) }
    let gradient = pullback(.init(values: weights(like: values.values), penalty: 0))
    let worst = largestParameterError(of: gradient, at: model, loss: loss)
    #expect(worst.error < 1e-7, "\(worst.name)")
  }

  @Test("Solving stretches anew in the pullback gives the same gradient, to the bit")
  func recomputing() throws {
    let (direct, recomputed) = (
      try model(), try model { $0.solver = Solver(.heun, .stepSize(0.5), gradient: .recomputed()) }
    )
    let batch = batch
    func gradients(_ model: GCDEGRU) -> [Tensor] {
      let (values, pullback) = valueWithPullback(at: model) { $0(batch, guidedBy: .none) }
      let gradient = pullback(.init(values: weights(like: values.values), penalty: 0))
      var parts: [Tensor] = []
      var copy = model
      copy.visitParameters(along: gradient, with: ParameterVisitor { parts.append($2) })
      return parts
    }
    #expect(gradients(direct) == gradients(recomputed))
  }
}

import ContinuousDepth
import Foundation
import GraphODE
import Testing
import _TestSupport

/// A flow between two dense layers, as a model may hold one.
private struct Network: DepthParameterized, ContinuousDepthModel {
  var encoder: Linear
  var flow: DepthFlow<DepthVarying<SourcedNetwork>>

  @differentiable(reverse)
  func callAsFunction(_ input: Tensor) -> Solution<Tensor> { flow(encoder(input)) }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("encoder", &encoder, gradient.encoder)
    visitor.visit("flow", &flow, gradient.flow)
  }

  var solver: Solver {
    get { flow.solver }
    set { flow.solver = newValue }
  }

  var depthBasis: DepthBasis { flow.depthBasis }
  var depthVaryingParameters: [String] { flow.depthVaryingParameters.map { "flow." + $0 } }
  mutating func changeBasis(by change: BasisChange) { flow.changeBasis(by: change) }
}

/// Fits the network to fixed numbers.
private struct FittingTask: TrainingTask {
  typealias Model = Network

  var scoreOrder: ScoreOrder { .lowerIsBetter }

  func step(
    _ model: Network, batch: Int, epoch: Int, using generator: inout RandomGenerator
  ) -> TrainingStep<Network> {
    let target = samples([6, 2], seed: 3)
    let (solution, pullback) = valueWithPullback(at: model) { $0(samples([6, 2])) }
    let (loss, gradient) = valueWithGradient(at: solution) { square($0.end - target).mean().scalar }
    return TrainingStep(
      loss: loss, gradient: pullback(gradient), evaluations: solution.statistics.evaluations)
  }

  func evaluate(_ model: Network) -> Evaluation {
    Evaluation(validation: square(model(samples([6, 2])).end - samples([6, 2], seed: 3)).mean().scalar)
  }
}

private let cells = DepthBasis.piecewiseConstant(cells: 1, over: 0...1)

private func network(over basis: DepthBasis = cells, steps: Int = 1) -> Network {
  Network(
    encoder: Linear(weight: samples([2, 2], seed: 40)),
    flow: DepthFlow(
      DepthVarying(SourcedNetwork(seed: 41), over: basis), over: TimeSpan(from: 0, to: 1),
      with: Solver(.midpoint, .steps(steps))))
}

private func trainer(_ model: Network, _ method: Optimizer.Method = .adam()) -> Trainer<FittingTask> {
  Trainer(
    FittingTask(), model: model, identity: "network", optimizer: Optimizer(method, learningRate: 0.02),
    generator: RandomGenerator(seed: 0))
}

@Suite("Training incrementally in depth")
struct RefinementTests {
  @Test("A schedule tells the basis of each epoch")
  func schedule() {
    let schedule = RefinementSchedule(from: cells, after: [5, 2, 5])
    #expect(schedule.epochs == [2, 5, 5])
    #expect((0...6).map { schedule.basis(afterEpochs: $0).count } == [1, 1, 2, 2, 2, 8, 8])
  }

  @Test("Basis and steps double at the epochs of the schedule, and the solve costs twice as much")
  func costs() throws {
    let schedule = RefinementSchedule(from: cells, after: [2, 5])
    var trainer = trainer(network())
    let summary = try trainer.fit(epochs: 7, beforeEpoch: { $0.refineDepth(by: schedule) })
    #expect(summary.history.map(\.evaluations) == [2, 2, 4, 4, 4, 8, 8])
    #expect(trainer.model.depthBasis.count == 4 && trainer.bestModel.depthBasis.count == 4)
    #expect(trainer.model.solver.stepControl.rule == .steps(4))
    #expect(summary.history[6].loss < summary.history[0].loss)
    // Units that were one go ways of their own.
    let units = trainer.model.flow.field.coefficients[1]
    #expect(units.sliced(alongAxis: 0, 0..<1) != units.sliced(alongAxis: 0, 1..<2))
  }

  @Test("A refined model is the same function once it is solved alike, in fixed steps of half the size")
  func function() {
    // Steps that end at the nodes of either basis, where solves land.
    let model = network(over: .hat(nodes: 3, over: 0...1), steps: 4)
    var finer = model
    finer.refineDepth()
    #expect(finer.depthBasis.count == 5 && finer.solver.stepControl.rule == .steps(8))
    finer.solver = model.solver
    #expect(largestDifference(finer(samples([6, 2])).end, model(samples([6, 2])).end) < 1e-13)

    var sized = network()
    sized.solver.stepControl = .stepSize(0.25)
    sized.refineDepth()
    #expect(sized.solver.stepControl.rule == .stepSize(0.125))
    let adaptive = StepControl.adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3)
    sized.solver = Solver(.dormandPrince5, adaptive)
    sized.refineDepth()
    #expect(sized.solver.stepControl == adaptive)
  }

  @Test("Compression keeps the mean of neighbouring units, by fewer steps")
  func compression() {
    var model = network(over: .piecewiseConstant(cells: 4, over: 0...1), steps: 4)
    model.flow.field.coefficients[1] = samples([4, 3], seed: 8)
    let compressed = model.compressed(onto: .piecewiseConstant(cells: 2, over: 0...1), .steps(2))
    #expect(compressed.solver.stepControl.rule == .steps(2))
    let means = model.flow.field.coefficients[1].reshaped(to: [2, 2, 3]).mean(alongAxis: 1).reshaped(to: [
      2, 3,
    ])
    #expect(largestDifference(compressed.flow.field.coefficients[1], means) < 1e-14)
    #expect(compressed.encoder == model.encoder)
    let restored = compressed.refined().refined().projected(onto: compressed.depthBasis)
    #expect(
      largestDifference(restored.flow.field.coefficients[1], compressed.flow.field.coefficients[1]) < 1e-14)
  }

  @Test(
    "Behind a refinement, steps of gradients in units of their size move the function as before it",
    arguments: [
      Optimizer.Method.adam(epsilon: 1e-30), .adamax(epsilon: 1e-30),
      .rmsProp(smoothing: 0.9, epsilon: 1e-30, momentum: 0.5),
    ])
  func optimizerState(_ method: Optimizer.Method) throws {
    var plain = trainer(network(over: .piecewiseConstant(cells: 2, over: 0...1), steps: 4), method)
    _ = try plain.fit(epochs: 4)
    var refined = plain
    refined.changeBasis(by: refined.model.depthBasis.refined())
    let change = plain.model.depthBasis.refined()
    var generator = plain.generator
    let gradient = FittingTask().step(plain.model, batch: 0, epoch: 5, using: &generator).gradient
    // What the gradient would be if both halves of a unit always had equal shares of it.
    var halves = gradient
    halves.flow.field.coefficients = .init(
      gradient.flow.field.coefficients.base.map { matmul(change.gradients.matrix, $0) })

    var (optimizer, carried) = (plain.optimizer, refined.optimizer)
    var (model, finer) = (plain.model, refined.model)
    optimizer.update(&model, along: gradient)
    carried.update(&finer, along: halves)
    #expect(model.flow.field.coefficients[0] != plain.model.flow.field.coefficients[0])
    for (found, old) in zip(finer.flow.field.coefficients, model.flow.field.coefficients) {
      #expect(largestDifference(found, change(old)) < 1e-13)
    }
    #expect(finer.encoder == model.encoder)
  }

  @Test("A run that is resumed over the basis of its epoch goes on to the same bits")
  func resumption() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "graphode-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let schedule = RefinementSchedule(from: cells, after: [2, 4])
    var whole = trainer(network())
    _ = try whole.fit(epochs: 6, beforeEpoch: { $0.refineDepth(by: schedule) })
    for stop in [2, 3] {
      var first = trainer(network())
      _ = try first.fit(
        epochs: stop, checkpoint: CheckpointPolicy(path: path, every: 1),
        beforeEpoch: { $0.refineDepth(by: schedule) })
      // The refinement behind an epoch comes before the next one, and is not in the epoch's checkpoint.
      var model = network()
      model.refineDepth(upTo: schedule.basis(afterEpochs: stop - 1))
      var second = trainer(model)
      try second.resume(from: path)
      _ = try second.fit(epochs: 6, beforeEpoch: { $0.refineDepth(by: schedule) })
      #expect(second.model.flow.field.coefficients == whole.model.flow.field.coefficients)
      #expect(second.history.map(\.loss) == whole.history.map(\.loss))
    }
  }

  @Test("A classifier of nodes forwards the basis of its flow")
  func forwarding() throws {
    let adjacency = try Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3)]).operator(
      normalised: .symmetric(selfLoopWeight: 1), scalarType: .float64)
    var generator = RandomGenerator(seed: 1)
    let field = GraphConvolutionField(3, hidden: [], over: adjacency, using: &generator)
    let network = NodeClassificationNetwork(
      encoder: Linear(weight: samples([2, 3])),
      flow: DepthFlow(
        DepthVarying(field, over: .hat(nodes: 2, over: 0...1)), over: TimeSpan(from: 0, to: 1),
        with: Solver(.rk4, .steps(3))), decoder: Linear(weight: samples([3, 2])))
    #expect(
      network.depthVaryingParameters == ["flow.field.layers.0.weight", "flow.field.layers.0.bias"])
    #expect(Set(network.depthVaryingParameters).isSubset(of: network.namedParameters.map(\.name)))
    var finer = network
    finer.refineDepth()
    #expect(finer.depthBasis == .hat(nodes: 3, over: 0...1))
    #expect(finer.solver.stepControl.rule == .steps(6))
    #expect(finer.namedParameters[1].value.shape == [3, 9])
  }
}

import GraphODE

extension Benchmark {
  /// A training step of traffic forecasters: loss, gradient and update on a batch.
  static let traffic = [
    Benchmark(name: "traffic, training step of the graph GRU") {
      let problem = try TrafficProblem()
      let supports = DiffusionSupports(of: problem.graph, stepCount: 2)
      var generator = RandomGenerator(seed: 0)
      var model = GraphGRUForecaster(
        inputs: 4, known: 2, channels: TrafficProblem.channels, hopCount: supports.hopCount,
        using: &generator)
      var optimizer = Optimizer(.adam(), learningRate: 1e-3)
      return {
        let gradient = gradient(at: model) {
          problem.maskedError($0(past: problem.past, ahead: problem.ahead, along: supports))
        }
        optimizer.update(&model, along: gradient)
      }
    },
    Benchmark(name: "traffic, forecast of the graph GRU") {
      let problem = try TrafficProblem()
      let supports = DiffusionSupports(of: problem.graph, stepCount: 2)
      var generator = RandomGenerator(seed: 0)
      let model = GraphGRUForecaster(
        inputs: 4, known: 2, channels: TrafficProblem.channels, hopCount: supports.hopCount,
        using: &generator)
      return { _ = model(past: problem.past, ahead: problem.ahead, along: supports) }
    },
  ]
}

import GraphODE

extension Benchmark {
  /// Training steps of traffic forecasters (loss, gradient and update on a batch), beside the products
  /// that they contain.
  static let traffic = graphGRU + hybridFlow

  // MARK: - The graph GRU

  private static let graphGRU = [
    Benchmark(name: "traffic, graph GRU, training step") {
      let problem = try TrafficProblem()
      let supports = DiffusionSupports(of: problem.graph, stepCount: 2)
      var model = forecaster(supports)
      var optimizer = Optimizer(.adam(), learningRate: 1e-3)
      return {
        let gradient = gradient(at: model) {
          problem.maskedError($0(past: problem.past, ahead: problem.ahead, along: supports))
        }
        optimizer.update(&model, along: gradient)
      }
    },
    Benchmark(name: "traffic, graph GRU, forecast") {
      let problem = try TrafficProblem()
      let supports = DiffusionSupports(of: problem.graph, stepCount: 2)
      let model = forecaster(supports)
      return { _ = model(past: problem.past, ahead: problem.ahead, along: supports) }
    },
    // Of each of 24 steps: gates and candidate, forward; the gradients of inputs and weights, backward.
    Benchmark(name: "traffic, graph GRU, dense products of a training step alone") {
      denseProducts(inputs: 68, outputs: [128, 64], hopCount: 3, repetitions: 24)
    },
    Benchmark(name: "traffic, graph GRU, sparse products of a training step alone") {
      // Two steps of the walk on input and state and on the reset state, forward; on the gradients of
      // gates and candidate, backward.
      try sparseProducts(channels: [68, 64, 128, 64], stepCount: 2, repetitions: 24)
    },
  ]

  private static func forecaster(_ supports: DiffusionSupports) -> GraphGRUForecaster {
    var generator = RandomGenerator(seed: 0)
    return GraphGRUForecaster(
      inputs: 4, known: 2, channels: TrafficProblem.channels, hopCount: supports.hopCount,
      using: &generator)
  }

  // MARK: - The hybrid flow

  private static let hybridFlow = [
    Benchmark(name: "traffic, hybrid flow, training step") {
      let problem = try TrafficProblem()
      var model = try hybridForecaster(problem)
      var optimizer = Optimizer(.adam(), learningRate: 1e-3)
      return {
        let gradient = gradient(at: model) {
          problem.maskedError(
            $0(past: problem.past, observed: problem.seen, ahead: problem.ahead))
        }
        optimizer.update(&model, along: gradient)
      }
    },
    Benchmark(name: "traffic, hybrid flow, one rk4 step") {
      let problem = try TrafficProblem()
      let (model, state) = (try hybridForecaster(problem), problem.state)
      return { _ = model.flow(state) }
    },
    Benchmark(name: "traffic, hybrid flow, one rk4 step with its gradient") {
      let problem = try TrafficProblem()
      let (model, state) = (try hybridForecaster(problem), problem.state)
      return {
        let (end, pullback) = valueWithPullback(at: model, state) { $0.flow($1) }
        _ = pullback(end)
      }
    },
    Benchmark(name: "traffic, hybrid flow, dense products of one rk4 step with its gradient alone") {
      denseProducts(inputs: 64, outputs: [64], hopCount: 2, repetitions: 4)
    },
    Benchmark(name: "traffic, hybrid flow, sparse products of one rk4 step with its gradient alone") {
      try sparseProducts(channels: [64, 64], stepCount: 1, repetitions: 4)
    },
  ]

  private static func hybridForecaster(_ problem: TrafficProblem) throws -> HybridForecaster {
    var generator = RandomGenerator(seed: 0)
    return HybridForecaster(
      inputs: 4, known: 2, channels: TrafficProblem.channels,
      along: DiffusionSupports(of: problem.graph, stepCount: 1), using: &generator)
  }

  // MARK: - Products alone

  /// The products of convolutions by their weights, and those of their gradients, on all rows of a batch.
  private static func denseProducts(
    inputs: Int, outputs: [Int], hopCount: Int, repetitions: Int
  ) -> () -> Void {
    let rows = TrafficProblem.nodeCount * TrafficProblem.batch
    let hops = Tensor.ones([rows, hopCount * inputs])
    let layers = outputs.map { (Tensor.ones([hopCount * inputs, $0]), Tensor.ones([rows, $0])) }
    return {
      for _ in 0..<repetitions {
        for (weight, gradient) in layers {
          _ = matmul(hops, weight)
          _ = matmul(gradient, weight, transposing: .second)
          _ = matmul(hops, gradient, transposing: .first)
        }
      }
    }
  }

  private static func sparseProducts(
    channels: [Int], stepCount: Int, repetitions: Int
  ) throws -> () -> Void {
    let problem = try TrafficProblem()
    let walk = DiffusionSupports(of: problem.graph, stepCount: stepCount).walks[0]
    let states = channels.map {
      Tensor.ones([TrafficProblem.nodeCount, TrafficProblem.batch, $0])
    }
    return {
      for _ in 0..<repetitions {
        for state in states {
          for _ in 0..<stepCount { _ = walk(state) }
        }
      }
    }
  }
}

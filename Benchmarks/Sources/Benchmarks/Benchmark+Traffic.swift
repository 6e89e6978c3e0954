import GraphODE

extension Benchmark {
  /// Training steps of traffic forecasters (loss, gradient and update on a batch), beside the products
  /// that they contain.
  static let traffic = graphGRU + hybridFlow + batches

  // MARK: - The graph GRU

  private static let graphGRU = [
    Benchmark(name: "traffic, graph GRU, training step") {
      let problem = try TrafficProblem()
      return steps(of: problem.graphGRU(), on: problem)
    },
    Benchmark(name: "traffic, graph GRU, forecast") {
      let problem = try TrafficProblem()
      return forecasts(of: problem.graphGRU(), on: problem)
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

  // MARK: - The hybrid flow

  private static let hybridFlow = [
    Benchmark(name: "traffic, hybrid flow, training step, gradient from checkpoints") {
      let problem = try TrafficProblem()
      return steps(of: problem.hybrid(gradient: .checkpointed), on: problem)
    },
    Benchmark(name: "traffic, hybrid flow, training step, gradient recomputed") {
      let problem = try TrafficProblem()
      return steps(of: problem.hybrid(gradient: .recomputed()), on: problem)
    },
    Benchmark(name: "traffic, hybrid flow, forecast") {
      let problem = try TrafficProblem()
      return forecasts(of: problem.hybrid(gradient: .direct), on: problem)
    },
    Benchmark(name: "traffic, hybrid flow, dense products of one evaluation with its gradient alone") {
      denseProducts(inputs: 64, outputs: [128], hopCount: 2, repetitions: 1)
    },
    Benchmark(name: "traffic, hybrid flow, sparse products of one evaluation with its gradient alone") {
      try sparseProducts(channels: [64, 128], stepCount: 1, repetitions: 1)
    },
  ]

  // MARK: - Batches and steps

  private static let batches = [
    // Other windows each time, far apart, as in training.
    Benchmark(name: "traffic, batch of 64 windows") {
      let windows = try TrafficProblem().windows
      var generator = RandomGenerator(seed: 0)
      let order = generator.permutation(of: windows.training.count)
      var next = 0
      return {
        next = (next + 64) % (order.count - 64)
        _ = windows.batch(Array(order[next..<(next + 64)]))
      }
    }
  ]

  private static func steps<Model: Forecaster & Sendable>(
    of model: Model, on problem: TrafficProblem
  ) -> () -> Void {
    var training = TrafficTraining(model, on: problem)
    var batch = 0
    return {
      // The last batch of an epoch is not a whole one.
      training.step(batch)
      batch = (batch + 1) % (training.task.batchCount - 1)
    }
  }

  private static func forecasts<Model: Forecaster & Sendable>(
    of model: Model, on problem: TrafficProblem
  ) -> () -> Void {
    let batch = problem.windows.batch(Array(0..<TrafficProblem.batchSize))
    return { _ = model(batch, guidedBy: .none) }
  }

  // MARK: - Products alone

  /// The products of convolutions by their weights, and those of their gradients, on all rows of a batch.
  private static func denseProducts(
    inputs: Int, outputs: [Int], hopCount: Int, repetitions: Int
  ) -> () -> Void {
    let rows = TrafficProblem.nodeCount * TrafficProblem.batchSize
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
      Tensor.ones([TrafficProblem.nodeCount, TrafficProblem.batchSize, $0])
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

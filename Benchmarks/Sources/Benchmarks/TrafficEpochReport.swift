import Foundation
import GraphODE

/// The seconds of whole training epochs of the graph GRU, from series to updated parameters.
///
/// As many windows as the training part of Los-loop has, on a synthetic graph and synthetic series of the
/// same size: 1395 windows of 12 and 12 steps in batches of 64, from 2017 steps at 207 nodes.
enum TrafficEpochReport {
  private static let timeCount = 2017
  private static let windowCount = 1395

  /// Prints the seconds of each of `count` epochs, after a batch to warm up.
  static func print(count: Int) throws {
    let problem = try TrafficProblem()
    let series = Series()
    let supports = DiffusionSupports(of: problem.graph, stepCount: 2)
    var generator = RandomGenerator(seed: 0)
    var model = GraphGRUForecaster(
      inputs: 4, known: 2, channels: TrafficProblem.channels, hopCount: supports.hopCount,
      using: &generator)
    var optimizer = Optimizer(.adam(epsilon: 1e-6), learningRate: 3e-3)

    func train(on windows: some Collection<Int>) {
      let batch = series.batch(Array(windows), like: problem)
      let gradient = gradient(at: model) {
        batch.maskedError($0(past: batch.past, ahead: batch.ahead, along: supports))
      }
      optimizer.update(&model, along: gradient)
    }
    train(on: 0..<TrafficProblem.batch)
    for _ in 0..<count {
      // A step through the windows that visits each once, out of order.
      let order = (0..<windowCount).map { $0 * 377 % windowCount }
      let seconds = ContinuousClock().measure {
        for first in stride(from: 0, to: windowCount, by: TrafficProblem.batch) {
          train(on: order[first..<min(first + TrafficProblem.batch, windowCount)])
        }
      }
      Swift.print(String(format: "%.2f", seconds.milliseconds / 1000))
    }
  }

  /// Series from which windows are cut.
  private struct Series {
    /// Scaled value, whether it was seen, and the time of day as two numbers: a row for each node and
    /// time.
    let inputs: Tensor
    let clock: Tensor
    let target: Tensor
    let seen: Tensor

    init() {
      var generator = RandomGenerator(seed: 3)
      let rows = TrafficProblem.nodeCount * timeCount
      let values = Tensor(
        normalWithMean: 0, deviation: 1, shape: [rows, 1], scalarType: .float32, using: &generator)
      let angles = (0..<rows).map { 2 * Double.pi * Double($0 % timeCount % 288) / 288 }
      clock = Tensor(shape: [rows, 2], elements: angles.flatMap { [sin($0), cos($0)] })
      seen = .ones([rows, 1])
      inputs = concatenated([values, seen, clock], alongAxis: 1)
      target = values * 13.0 + 58.0
    }

    /// Returns the windows that start at the given times.
    func batch(_ windows: [Int], like problem: TrafficProblem) -> TrafficProblem {
      func cut(_ tensor: Tensor, after offset: Int) -> [Tensor] {
        (0..<TrafficProblem.steps).map { step in
          let rows = (0..<TrafficProblem.nodeCount).flatMap { node in
            windows.map { node * timeCount + $0 + offset + step }
          }
          return tensor.gatheringRows(rows).reshaped(
            to: [TrafficProblem.nodeCount, windows.count, tensor.shape[1]])
        }
      }
      let ahead = TrafficProblem.steps
      return TrafficProblem(
        graph: problem.graph, past: cut(inputs, after: 0), ahead: cut(clock, after: ahead),
        targets: cut(target, after: ahead), seen: cut(seen, after: ahead))
    }
  }
}

import Foundation
import GraphODE

/// The seconds of whole training epochs of the graph GRU, from series to updated parameters.
enum TrafficEpochReport {
  /// Prints the seconds of each of `count` epochs, after a batch to warm up.
  static func print(count: Int) throws {
    let problem = try TrafficProblem()
    var training = TrafficTraining(problem.graphGRU(), on: problem)
    training.step(0)
    for epoch in 1...count {
      let seconds = ContinuousClock().measure {
        for batch in 0..<training.task.batchCount { training.step(batch, epoch: epoch) }
      }
      Swift.print(String(format: "%.2f", seconds.milliseconds / 1000))
    }
  }
}

import GraphDatasets
import Tensors

/// A batch as a flow sees it: what is observed, the times between, and what is known of each target time.
struct FlowTimes {
  /// What is observed at each input step.
  let observations: [GraphObservation]

  /// The time before each observation; nothing before the first.
  let untilObservations: [Tensor]

  /// The time before each target, from the last observation or the target before.
  let untilTargets: [Tensor]

  /// What is known of each target time: its clock and the time since the last reading, in twelfths of
  /// an interval, `[nodes, batch, clockChannels + 1]`.
  let moments: [Tensor]

  /// The last reading of each node, scaled, `[nodes, batch, 1]`.
  let last: Tensor

  init(_ batch: ForecastBatch) {
    observations = zip(batch.inputs, batch.observed).map(GraphObservation.init)
    func elapsed(_ times: [Double], from start: Double) -> [Tensor] {
      zip(times, [start] + times).map {
        Tensor(repeating: $0 - $1, shape: [1, 1], scalarType: batch.targets.scalarType)
      }
    }
    untilObservations = elapsed(batch.inputTimes, from: batch.inputTimes.first ?? 0)
    untilTargets = elapsed(batch.targetTimes, from: 0)
    let newest = batch.inputs[batch.inputs.count - 1]
    last = newest.sliced(alongAxis: 2, 0..<1)
    let age = newest.sliced(alongAxis: 2, 2..<3)
    moments = zip(batch.targetClock, batch.targetTimes).map { clock, time in
      concatenated([clock, age + time / 12], alongAxis: 2)
    }
  }
}

import Tensors

extension ForecastingWindows {
  /// Returns the inputs and targets of some windows, in the order given.
  ///
  /// - Parameters:
  ///   - windows: The indices of the windows, in `0..<count`; they may repeat.
  ///   - hiddenSteps: For each window which of its input steps are absent beside the dropped ones, as
  ///     ``StepDropout`` says it; empty if none are.
  /// - Returns: The batch, the same for every number of threads.
  /// - Precondition: There are such windows, and hidden steps for none or for each of them.
  /// - Complexity: O(nodes × `windows` × (inputs × channels + outputs)).
  public func batch(_ windows: [Int], hiding hiddenSteps: [[Bool]] = []) -> ForecastBatch {
    windows.forEach(check)
    precondition(
      hiddenSteps.isEmpty || hiddenSteps.count == windows.count,
      "There are hidden steps for \(hiddenSteps.count) windows, but \(windows.count) windows.")
    let (nodes, size) = (series.sensorCount, windows.count)
    let tensors = { (count: Int, width: Int) in
      (0..<count).map { _ in Tensor(uninitialized: [nodes, size, width], scalarType: .float32) }
    }
    let inputs = tensors(inputCount, encoding.channels.count)
    let observed = tensors(inputCount, 1)
    let targetClock = tensors(outputCount, encoding.channels.clockCount)
    let targets = Tensor(uninitialized: [nodes, size, outputCount], scalarType: .float32)
    let targetPresent = Tensor(uninitialized: [nodes, size, outputCount], scalarType: .float32)
    withReadings { readings in
      let inputWriter = InputWriter(encoding: encoding, inputs: inputs, observed: observed, batchSize: size)
      let targetWriter = TargetWriter(clocks: targetClock, targets: targets, present: targetPresent)
      // Sixteen nodes side by side share a cache line of each step.
      Parallel.forEachRange(count: nodes, grain: 16) { range in
        for (place, window) in windows.enumerated() {
          inputWriter.write(
            window: window, at: place, nodes: range, from: readings,
            hiding: hiddenSteps.isEmpty ? nil : hiddenSteps[place])
          targetWriter.write(from: window + inputCount, at: place, nodes: range, readings: readings)
        }
      }
    }
    return ForecastBatch(
      inputs: inputs, observed: observed, inputTimes: (0..<inputCount).map { Double($0 - inputCount + 1) },
      targetTimes: (1...outputCount).map(Double.init), targetClock: targetClock, targets: targets,
      targetPresent: targetPresent)
  }

  private func withReadings(_ body: (StepReadings) -> Void) {
    series.values.withUnsafeBufferPointer { values in
      series.present.withUnsafeBufferPointer { present in
        isKept.withUnsafeBufferPointer { isKept in
          clock.withUnsafeBufferPointer { clock in
            body(
              StepReadings(
                values: values, present: present, isKept: isKept, clock: clock, nodeCount: series.sensorCount,
                clockCount: encoding.channels.clockCount))
          }
        }
      }
    }
  }
}

/// The memory of a series, step after step.
struct StepReadings {
  let values: UnsafeBufferPointer<Float>
  let present: UnsafeBufferPointer<Bool>

  /// Whether inputs may show each step.
  let isKept: UnsafeBufferPointer<Bool>
  let clock: UnsafeBufferPointer<Float>
  let nodeCount: Int
  let clockCount: Int
}

/// Writes the targets of forecasts into tensors that nothing else holds yet.
private struct TargetWriter {
  let clocks: [UnsafeMutablePointer<Float>]
  let targets: UnsafeMutablePointer<Float>
  let present: UnsafeMutablePointer<Float>
  let batchSize: Int
  let outputCount: Int

  init(clocks: [Tensor], targets: Tensor, present: Tensor) {
    self.clocks = clocks.map { $0.unsafeAddress.assumingMemoryBound(to: Float.self) }
    self.targets = targets.unsafeAddress.assumingMemoryBound(to: Float.self)
    self.present = present.unsafeAddress.assumingMemoryBound(to: Float.self)
    batchSize = targets.shape[1]
    outputCount = targets.shape[2]
  }

  /// Writes the targets from a step on, for some nodes of the forecast at a place of the batch.
  func write(from step: Int, at place: Int, nodes: Range<Int>, readings: StepReadings) {
    for output in 0..<outputCount {
      let row = (step + output) * readings.nodeCount
      for node in nodes {
        let to = (node * batchSize + place) * outputCount + output
        targets[to] = readings.values[row + node]
        present[to] = readings.present[row + node] ? 1 : 0
      }
      let width = readings.clockCount
      for node in nodes {
        for channel in 0..<width {
          clocks[output][(node * batchSize + place) * width + channel] =
            readings.clock[(step + output) * width + channel]
        }
      }
    }
  }
}

import Foundation
import Tensors
import Testing

@testable import GraphDatasets

@Suite("Batches of forecasts")
struct ForecastBatchTests {
  /// The element of a tensor `[nodes, batch, channels]`.
  private func element(_ tensor: Tensor, _ node: Int, _ place: Int, _ channel: Int) -> Float {
    tensor.floats[(node * tensor.shape[1] + place) * tensor.shape[2] + channel]
  }

  /// What the channels of one input should be, by their definition.
  private func expected(
    _ windows: ForecastingWindows, window: Int, input: Int, node: Int
  ) -> (seen: Bool, channels: [Double]) {
    let steps = windows.inputSteps(of: window)
    let step = steps.lowerBound + input
    func reading(_ step: Int) -> Float? {
      windows.isKept[step] ? windows.series.reading(step: step, sensor: node) : nil
    }
    let lastSeen = (steps.lowerBound...step).last { reading($0) != nil }
    let value = lastSeen.flatMap(reading).map {
      (Double($0) - windows.scaler.mean) / windows.scaler.standardDeviation
    }
    let seen = reading(step) != nil
    var channels = [value ?? 0]
    let choice = windows.encoding.channels
    if choice.contains(.seen) { channels.append(seen ? 1 : 0) }
    if choice.contains(.elapsed) {
      channels.append(Double(step - (lastSeen ?? steps.lowerBound - 1)) / Double(windows.inputCount))
    }
    if choice.contains(.timeOfDay) {
      let angle = 2 * Double.pi * Double(step % 288) / 288
      channels += [sin(angle), cos(angle)]
    }
    if choice.contains(.dayOfWeek) {
      // The toys start on a Thursday.
      let angle = 2 * Double.pi * Double((3 + step / 288) % 7) / 7
      channels += [sin(angle), cos(angle)]
    }
    return (seen, channels)
  }

  @Test(
    "A batch holds what its windows say, channel by channel",
    arguments: [
      InputChannels.standard, [], [.seen], [.elapsed], [.seen, .timeOfDay], [.dayOfWeek],
      [.seen, .elapsed, .timeOfDay, .dayOfWeek],
    ], [0, 0.4])
  func definition(channels: InputChannels, dropShare: Double) throws {
    let series = try ToySeries.random(stepCount: 600, sensorCount: 19, absentShare: 0.3)
    let windows = try ForecastingWindows(
      over: series, called: "toy", inputCount: 5, outputCount: 3, channels: channels,
      dropping: DroppedSteps(share: dropShare))
    let chosen = [0, 283, windows.count - 1, 283]
    let batch = windows.batch(chosen)
    #expect(batch.inputs.count == 5 && batch.observed.count == 5 && batch.targetClock.count == 3)
    #expect(batch.inputs[0].shape == [19, 4, channels.count])
    #expect(batch.observed[0].shape == [19, 4, 1])
    #expect(batch.targets.shape == [19, 4, 3])
    #expect(batch.inputTimes == [-4, -3, -2, -1, 0])
    #expect(batch.targetTimes == [1, 2, 3])
    #expect(batch.nodeCount == 19 && batch.size == 4)
    var worst = 0.0
    for (place, window) in chosen.enumerated() {
      for node in [0, 7, 15, 16, 18] {
        for input in 0..<5 {
          let (seen, values) = expected(windows, window: window, input: input, node: node)
          #expect(element(batch.observed[input], node, place, 0) == (seen ? 1 : 0))
          #expect(values.count == channels.count)
          for (channel, value) in values.enumerated() {
            worst = max(worst, abs(Double(element(batch.inputs[input], node, place, channel)) - value))
          }
        }
        for (output, step) in windows.targetSteps(of: window).enumerated() {
          let reading = series.reading(step: step, sensor: node)
          #expect(element(batch.targets, node, place, output) == reading ?? 0)
          #expect(element(batch.targetPresent, node, place, output) == (reading == nil ? 0 : 1))
          for channel in 0..<channels.clockCount {
            let clock = windows.clock[step * channels.clockCount + channel]
            #expect(element(batch.targetClock[output], node, place, channel) == clock)
          }
        }
      }
    }
    // Values up to 3, rounded to single precision.
    #expect(worst < 1e-6)
  }

  @Test("What stands where there is no reading changes nothing")
  func masks() throws {
    let series = try ToySeries.random(stepCount: 80, sensorCount: 4, absentShare: 0.4)
    let noise = zip(series.values, series.present).map { $1 ? $0 : Float.nan }
    let other = try ToySeries.series(stepCount: 80, sensorCount: 4, values: noise, present: series.present)
    #expect(other == series)
    let (one, two) = (
      try ForecastingWindows(over: series, called: "toy"), try ForecastingWindows(over: other, called: "toy")
    )
    #expect(one.scaler == two.scaler)
    let (first, second) = (one.batch([3, 40]), two.batch([3, 40]))
    #expect(first.inputs == second.inputs && first.targets == second.targets)
  }

  @Test("Dropped steps are seen nowhere in the inputs, and targets and scale stay as they are")
  func dropping() throws {
    let series = try ToySeries.random(stepCount: 200, sensorCount: 3)
    let whole = try ForecastingWindows(over: series, called: "toy")
    let thinned = try ForecastingWindows(over: series, called: "toy", dropping: DroppedSteps(share: 0.5))
    #expect(whole.scaler == thinned.scaler)
    let (all, some) = (whole.batch(Array(whole.test)), thinned.batch(Array(thinned.test)))
    #expect(all.targets == some.targets && all.targetPresent == some.targetPresent)
    for (input, observed) in some.observed.enumerated() {
      let seen = whole.test.map { thinned.isKept[$0 + input] ? Float(1) : 0 }
      #expect(observed.floats == seen + seen + seen)
    }
    let none = try ForecastingWindows(over: series, called: "toy", dropping: DroppedSteps(share: 1)).batch([5]
    )
    #expect(none.inputs.allSatisfy { element($0, 2, 0, 0) == 0 && element($0, 2, 0, 1) == 0 })
    #expect(element(none.inputs[11], 0, 0, 2) == 1)
  }

  @Test("The number of threads changes no bit")
  func threads() throws {
    let series = try ToySeries.random(stepCount: 100, sensorCount: 200, absentShare: 0.2)
    let windows = try ForecastingWindows(over: series, called: "toy")
    let chosen = Array(0..<64)
    let count = Threads.count
    defer { Threads.count = count }
    Threads.count = 1
    let one = windows.batch(chosen)
    Threads.count = 2
    let two = windows.batch(chosen)
    #expect(one.inputs == two.inputs && one.observed == two.observed && one.targetClock == two.targetClock)
    #expect(one.targets == two.targets && one.targetPresent == two.targetPresent)
  }

  @Test("A batch of no windows is empty")
  func empty() throws {
    let series = try ToySeries.random(stepCount: 30, sensorCount: 2)
    let batch = try ForecastingWindows(over: series, called: "toy").batch([])
    #expect(batch.size == 0 && batch.inputs[0].shape == [2, 0, 5])
  }
}

import Tensors
import Testing

@testable import GraphDatasets

@Suite("Hidden steps")
struct StepDropoutTests {
  @Test("What is hidden of a window is absent from its inputs, and no target is")
  func hiding() throws {
    let series = try ToySeries.random(stepCount: 60, sensorCount: 5, absentShare: 0.2)
    let windows = try ForecastingWindows(over: series, called: "toy", inputCount: 6, outputCount: 3)
    let hidden = [[true, false, false, true, false, true], [Bool](repeating: false, count: 6)]
    let batch = windows.batch([20, 20], hiding: hidden)
    let whole = windows.batch([20])

    // The same series without the readings of those steps.
    let present = series.present.indices.map { place in
      let input = place / 5 - 20
      return series.present[place] && !(hidden[0].indices.contains(input) && hidden[0][input])
    }
    let sparse = try SensorSeries(
      quantity: .speed, sensors: series.sensors, times: series.times, values: series.values, present: present,
      path: "toy")
    let expected = try ForecastingWindows(over: sparse, called: "toy", inputCount: 6, outputCount: 3)
      .batch([20])
    // Their scales differ, so that values are compared by what was seen and when.
    func part(_ tensor: Tensor, _ place: Int, _ channels: Range<Int>) -> [Double] {
      tensor.sliced(alongAxis: 1, place..<place + 1).sliced(alongAxis: 2, channels).elements
    }
    for input in 0..<6 {
      #expect(part(batch.observed[input], 0, 0..<1) == expected.observed[input].elements)
      #expect(part(batch.inputs[input], 0, 1..<5) == part(expected.inputs[input], 0, 1..<5))
      #expect(part(batch.inputs[input], 1, 0..<5) == whole.inputs[input].elements)
    }
    #expect(batch.targets.sliced(alongAxis: 1, 0..<1) == whole.targets)
    #expect(batch.targetPresent.sliced(alongAxis: 1, 0..<1) == whole.targetPresent)
  }

  @Test("Shares are uniform up to the largest, and steps independent")
  func shares() {
    var generator = RandomGenerator(seed: 3)
    let dropout = StepDropout(largestShare: 0.8)
    let rows = dropout.hiddenSteps(windowCount: 4000, stepCount: 12, using: &generator)
    let counts = rows.map { row in Double(row.count { $0 }) }
    let mean = counts.reduce(0, +) / 4000
    let variance = counts.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 4000
    // 12 trials of a share that is uniform in 0...0.8: mean 4.8, and variance 12² · 0.8²/12 for the share
    // plus 12 · (0.4 − 0.16 − 0.8²/12) for the trials, 9.92 together. Both bounds are five deviations.
    #expect(abs(mean - 4.8) < 0.25)
    #expect(abs(variance - 9.92) < 0.9)
  }

  @Test("Nothing is hidden without a share, and no random number drawn")
  func nothing() {
    var generator = RandomGenerator(seed: 3)
    let before = generator
    #expect(StepDropout.none.hiddenSteps(windowCount: 3, stepCount: 2, using: &generator).isEmpty)
    #expect(generator == before)
  }
}

import Tensors
import Testing

@testable import GraphDatasets

@Suite("Forecasts from recent readings")
struct ForecastPredictionTests {
  @Test("At regular steps the inputs are those of the window over the same readings")
  func agreement() throws {
    let series = try ToySeries.random(stepCount: 400, sensorCount: 5, absentShare: 0.3)
    let windows = try ForecastingWindows(
      over: series, called: "toy", channels: [.seen, .elapsed, .timeOfDay, .dayOfWeek])
    let window = 280
    let moments = (window..<(window + 24)).map {
      ForecastMoment(ToySeries.start.adding(seconds: 300 * $0), interval: 300)
    }
    let rows = windows.inputSteps(of: window).map { step in
      (0..<5).map { series.reading(step: step, sensor: $0) }
    }
    let readings = try RecentReadings(rows, at: Array(moments[..<12]))
    let batch = ForecastBatch(forecasting: Array(moments[12...]), from: readings, encoding: windows.encoding)
    let expected = windows.batch([window])
    #expect(batch.inputs == expected.inputs)
    #expect(batch.observed == expected.observed)
    #expect(batch.targetClock == expected.targetClock)
    #expect(batch.inputTimes == expected.inputTimes && batch.targetTimes == expected.targetTimes)
    #expect(batch.targets.shape == expected.targets.shape)
    #expect(batch.targetPresent == Tensor.zeros([5, 1, 12]))
  }

  @Test("At irregular times the elapsed time is that between readings")
  func irregular() throws {
    let encoding = InputEncoding(
      scaler: StandardScaler(mean: 10, standardDeviation: 2), channels: [.seen, .elapsed], elapsedUnit: 4)
    let moments = [0.5, 1, 3.5, 4].map { ForecastMoment(time: $0) }
    let readings = try RecentReadings([[nil, 12], [14, nil], [nil, nil], [nil, 6]], at: moments)
    let batch = ForecastBatch(
      forecasting: [ForecastMoment(time: 4.25), ForecastMoment(time: 10)], from: readings, encoding: encoding)
    #expect(batch.inputTimes == [-3.5, -3, -0.5, 0])
    #expect(batch.targetTimes == [0.25, 6])
    // One row a node: value, seen, elapsed in quarters.
    #expect(batch.inputs[0].floats == [0, 0, 0.25, 1, 1, 0])
    #expect(batch.inputs[1].floats == [2, 1, 0, 1, 0, 0.125])
    #expect(batch.inputs[2].floats == [2, 0, 0.625, 1, 0, 0.75])
    #expect(batch.inputs[3].floats == [2, 0, 0.75, -2, 1, 0])
    #expect(batch.observed.map(\.floats) == [[0, 1], [1, 0], [0, 0], [0, 1]])
  }

  @Test("Readings that do not fit are refused")
  func faults() {
    let moments = [0.0, 1].map { ForecastMoment(time: $0) }
    func message(_ rows: [[Float?]], _ moments: [ForecastMoment]) -> String? {
      #expect(throws: DatasetError.self) { try RecentReadings(rows, at: moments) }?.description
    }
    #expect(
      message([[1]], moments)
        == "recent readings: found 1 rows, but expected 2. Check that the files belong together.")
    #expect(
      message([[1], [1, 2]], moments)
        == "recent readings: found 2 sensors, but expected 1. Check that the files belong together.")
    #expect(
      message([], [])
        == "recent readings: found 0 rows, but expected 1. Check that the files belong together.")
    #expect(
      message([[1], [.infinity]], moments)
        == "recent readings: the reading of sensor '0' at step 1 is inf, which is not a finite number. "
        + "Mark it as absent.")
    #expect(
      message([[1], [1]], moments.reversed())
        == "recent readings: step 1 is at 0.0, before the step before it at 1.0. "
        + "Sort the steps and leave each time once.")
  }
}

import Tensors
import Testing
import _TestSupport

@testable import GraphDatasets
@testable import GraphODE

@Suite("Rules that models have to beat")
struct PredictorTests {
  /// A series of two sensors from the first step of a Thursday on.
  private func series(
    _ count: Int, interval: Int = 300, present: [Bool]? = nil, _ reading: (Int, Int) -> Double
  ) throws -> SensorSeries {
    let values = (0..<count * 2).map { Float(reading($0 / 2, $0 % 2)) }
    return try SensorSeries(
      quantity: .speed, sensors: ["a", "b"],
      times: .regular(stepCount: count, interval: interval, from: LocalTime(secondsSinceEpoch: 0)),
      values: values, present: present, path: "toy")
  }

  @Test("Persistence repeats the last reading that a window shows")
  func persistence() throws {
    // The second sensor has no reading at odd steps.
    let present = (0..<60).map { $0 % 2 == 0 || ($0 / 2) % 2 == 0 }
    let series = try series(30, present: present) { step, sensor in Double(10 * step + sensor + 1) }
    let windows = try ForecastingWindows(over: series, called: "toy", inputCount: 4, outputCount: 3)
    let forecasts = Persistence().forecasts(for: [0, 5], of: windows)
    #expect(forecasts.shape == [2, 2, 3])
    // Steps 3 and 8 are the last; the second sensor was seen at steps 2 and 8.
    let truth = [31, 31, 31, 81, 81, 81, 22, 22, 22, 82, 82, 82].map(Double.init)
    #expect(zip(forecasts.elements, truth).allSatisfy { abs($0 - $1) < 1e-4 })
    // One step ahead readings are 10 higher, and 20 where the last one is two steps back.
    let errors = Persistence().errors(on: windows, 0..<1)
    #expect(abs(errors.horizons[0].measures.mae - 15) < 1e-3)
  }

  @Test("A daily average is the mean of the training days at the same time, for each sensor")
  func dailyAverage() throws {
    // Six hours a step, four a day: readings are 10 d + time of day, where d is the day.
    let series = try series(60, interval: 21600) { step, sensor in
      Double(10 * (step / 4) + step % 4 + 100 * sensor + 1)
    }
    let windows = try ForecastingWindows(
      over: series, called: "toy", inputCount: 4, outputCount: 2, channels: [.seen])
    // 55 windows, 38 of which train (of 38.5), up to step 43: days 0 to 9 wholly, and 10 with all of its 4 steps.
    #expect(windows.training == 0..<38 && windows.targetSteps(of: 37).upperBound == 43)
    let average = HistoricalAverage(fitting: windows, period: .day)
    let found = average.forecasts(for: [50], of: windows)
    // Targets are at steps 54 and 55, the third and the fourth of the day. The third was seen on days 0 to
    // 10, the fourth on 0 to 9: means of 10 d are 50 and 45.
    let truth: [Double] = [50 + 3, 45 + 4, 50 + 103, 45 + 104]
    #expect(zip(found.elements, truth).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test("A weekly average tells days apart; a time without a reading gets the sensor's mean")
  func weeklyAverage() throws {
    let day = 4
    // Mondays to Sundays have their own level; the second sensor is never seen.
    let present = (0..<2 * 28 * day).map { $0 % 2 == 0 }
    let series = try series(28 * day, interval: 21600, present: present) { step, _ in
      Double(10 * ((step / day) % 7) + 1)
    }
    let windows = try ForecastingWindows(
      over: series, called: "toy", inputCount: 4, outputCount: 1, channels: [.seen])
    let average = HistoricalAverage(fitting: windows, period: .week)
    let index = windows.test.lowerBound
    let step = windows.targetSteps(of: index).lowerBound
    let found = average.forecasts(for: [index], of: windows).elements
    #expect(abs(found[0] - Double(10 * ((step / day) % 7) + 1)) < 1e-4)
    let steps = 0..<windows.targetSteps(of: windows.training.upperBound - 1).upperBound
    let mean = steps.reduce(0) { $0 + Double(10 * (($1 / day) % 7) + 1) } / Double(steps.count)
    #expect(abs(found[1] - mean) < 1e-3)
  }

  @Test("A ridge finds the law of a linear series, and forecasts it")
  func law() throws {
    // x(t + 1) = 1.6 x(t) − 0.9 x(t − 1) + 15 about 50, from other starts for each sensor.
    var readings = [[40.0, 52], [61, 47]]
    for sensor in 0..<2 {
      for step in 2..<120 {
        let (last, before) = (readings[sensor][step - 1], readings[sensor][step - 2])
        readings[sensor].append(50 + 1.6 * (last - 50) - 0.99 * (before - 50))
      }
    }
    let series = try series(120) { step, sensor in readings[sensor][step] }
    let windows = try ForecastingWindows(
      over: series, called: "toy", inputCount: 2, outputCount: 3, channels: [.seen])
    let ridge = RidgeAutoregression(fitting: windows, penalty: 1e-6)
    #expect(ridge.weights.shape == [5, 3])
    // The value of the step before last, whether it was seen, and those of the last; the 1 and the marks
    // share the constant between them.
    #expect(abs(ridge.weights.elements[0 * 3] - -0.99) < 1e-3)
    #expect(abs(ridge.weights.elements[2 * 3] - 1.6) < 1e-3)
    let errors = ridge.errors(on: windows, windows.test)
    #expect(errors.horizons.allSatisfy { $0.measures.mae < 1e-2 })
  }

  @Test("Its weights solve the normal equations of the targets that are present")
  func normalEquations() throws {
    let present = (0..<80).map { ($0 * 7) % 5 != 0 }
    let series = try series(40, present: present) { step, sensor in
      Double((step * 37 + sensor * 11) % 23) + 1
    }
    let windows = try ForecastingWindows(
      over: series, called: "toy", inputCount: 3, outputCount: 2, channels: [.seen, .elapsed])
    let ridge = RidgeAutoregression(fitting: windows, penalty: 0.5)
    let batch = windows.batch(Array(windows.training))
    // λ w = Σ xᵀ (y − x w), by the slopes of the loss, one weight after the other.
    let (nodes, size) = (batch.nodeCount, batch.size)
    let weights = ridge.weights.elements
    for horizon in 0..<2 {
      var slopes = [Double](repeating: 0, count: 10)
      for place in 0..<nodes * size where batch.targetPresent.elements[place * 2 + horizon] == 1 {
        var row: [Double] = []
        for input in batch.inputs { row += input.elements[place * 3..<place * 3 + 3] }
        row.append(1)
        let target =
          (batch.targets.elements[place * 2 + horizon] - windows.scaler.mean)
          / windows.scaler.standardDeviation
        let error = zip(row, 0..<10).reduce(target) { $0 - $1.0 * weights[$1.1 * 2 + horizon] }
        for index in 0..<10 { slopes[index] += row[index] * error }
      }
      // Targets are scaled in float32.
      for index in 0..<10 { #expect(abs(slopes[index] - 0.5 * weights[index * 2 + horizon]) < 1e-4) }
    }
  }

  @Test("Fits with several penalties are those with each, and tell how far they are")
  func penalties() throws {
    let series = try series(200) { step, sensor in Double((step * 37 + sensor * 11) % 23) + 1 }
    let windows = try ForecastingWindows(
      over: series, called: "toy", inputCount: 3, outputCount: 2, channels: [.seen])
    var passed: [Int] = []
    let ridges = RidgeAutoregression.fits(to: windows, penalties: [0.5, 20]) { count, total in
      passed.append(count)
      #expect(total == 137)
    }
    #expect(passed == [64, 128, 137])
    #expect(ridges[0].weights == RidgeAutoregression(fitting: windows, penalty: 0.5).weights)
    #expect(ridges[1].weights == RidgeAutoregression(fitting: windows, penalty: 20).weights)
  }
}

import Tensors
import Testing

@testable import GraphDatasets

@Suite("Windows, their split and their scale")
struct ForecastingWindowsTests {
  @Test(
    "The standard split divides windows as the published code does",
    arguments: [(2016, 1395, 199, 399), (34272, 23974, 3425, 6850), (2700, 1874, 268, 535)])
  func publishedSplit(stepCount: Int, training: Int, validation: Int, test: Int) {
    let parts = ChronologicalSplit.standard.parts(windowCount: stepCount - 23)
    #expect(parts.training.count == training)
    #expect(parts.validation.count == validation)
    #expect(parts.test.count == test)
  }

  @Test("Every window is in one part, and the parts follow each other", arguments: 1..<200)
  func partition(count: Int) {
    for split in [ChronologicalSplit.standard, .sixToTwoToTwo] {
      let parts = split.parts(windowCount: count)
      #expect(parts.training.lowerBound == 0)
      #expect(parts.training.upperBound == parts.validation.lowerBound)
      #expect(parts.validation.upperBound == parts.test.lowerBound)
      #expect(parts.test.upperBound == count)
      #expect(!parts.training.isEmpty)
    }
  }

  @Test("Halves are rounded to the even number")
  func halves() {
    // Of 5 windows 3.5 train and of 15 windows 10.5.
    #expect(ChronologicalSplit.standard.parts(windowCount: 5).training.count == 4)
    #expect(ChronologicalSplit.standard.parts(windowCount: 15).training.count == 10)
  }

  @Test("There is a window for every step that leaves room, and none for less")
  func count() throws {
    let series = try ToySeries.random(stepCount: 30, sensorCount: 2)
    #expect(try ForecastingWindows(over: series, called: "toy").count == 7)
    #expect(try ForecastingWindows(over: series, called: "toy", inputCount: 29, outputCount: 1).count == 1)
    let windows = try ForecastingWindows(over: series, called: "toy", inputCount: 3, outputCount: 2)
    #expect(windows.count == 26)
    #expect(windows.inputSteps(of: 25) == 25..<28)
    #expect(windows.targetSteps(of: 25) == 28..<30)
    let short = try ToySeries.random(stepCount: 23, sensorCount: 2)
    let error = #expect(throws: DatasetError.self) { try ForecastingWindows(over: short, called: "toy") }
    #expect(
      error?.description
        == "toy has 23 steps, but windows of 12 inputs and 12 targets need at least 24. "
        + "Use a longer series or shorter windows.")
  }

  @Test(
    "The scaler is that of the training windows' inputs, copied out",
    arguments: [
      (60, 12, 12), (40, 12, 12), (25, 12, 12), (24, 12, 12), (30, 3, 20), (50, 1, 1), (26, 13, 11),
    ])
  func scaler(stepCount: Int, inputCount: Int, outputCount: Int) throws {
    let series = try ToySeries.random(stepCount: stepCount, sensorCount: 3, absentShare: 0.2)
    let windows = try ForecastingWindows(
      over: series, called: "toy", inputCount: inputCount, outputCount: outputCount)
    var copied: [Double] = []
    for window in windows.training {
      for step in windows.inputSteps(of: window) {
        for sensor in 0..<3 {
          if let reading = series.reading(step: step, sensor: sensor) { copied.append(Double(reading)) }
        }
      }
    }
    let mean = copied.reduce(0, +) / Double(copied.count)
    let variance = copied.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(copied.count)
    // Sums in another order.
    #expect(abs(windows.scaler.mean - mean) < 1e-12 * mean)
    #expect(abs(windows.scaler.standardDeviation - variance.squareRoot()) < 1e-12 * mean)
  }

  @Test("A scaler's two directions undo each other, on numbers and on tensors")
  func directions() {
    let scaler = StandardScaler(mean: 58.5, standardDeviation: 16)
    let readings = Tensor(shape: [2, 2], elements: [0, 58.5, 74.5, -3], scalarType: .float64)
    #expect(scaler.scaled(readings).elements[1...2] == [0, 1])
    #expect(scaler.scaled(74.5) == 1)
    for (found, expected) in zip(scaler.unscaled(scaler.scaled(readings)).elements, readings.elements) {
      #expect(abs(found - expected) < 1e-13)
    }
    let slope = gradient(at: readings) { scaler.unscaled($0).sum().scalar }
    #expect(slope == Tensor(repeating: 16, shape: [2, 2], scalarType: .float64))
  }

  @Test("A constant series keeps its unit")
  func constant() throws {
    // A third is not a number of binary digits, so the mean of many is rounded.
    let values = [Float](repeating: 1 / 3, count: 400)
    let series = try ToySeries.series(stepCount: 100, sensorCount: 4, values: values)
    let windows = try ForecastingWindows(over: series, called: "toy")
    #expect(windows.scaler.standardDeviation == 1)
    #expect(abs(windows.scaler.mean - Double(values[0])) < 1e-15)
  }

  @Test("A series without readings to train on is refused, one with a silent sensor is not")
  func silence() throws {
    let count = 60 * 2
    // Sensor 1 says nothing; sensor 0 nothing but in the last steps, which only test.
    let present = (0..<count).map { $0 % 2 == 0 && $0 >= 2 * 50 }
    let late = try ToySeries.series(
      stepCount: 60, sensorCount: 2, values: [Float](repeating: 1, count: count), present: present)
    #expect(late.silentSensors() == [1])
    #expect(late.silentSensors(in: 0..<50) == [0, 1])
    let error = #expect(throws: DatasetError.self) { try ForecastingWindows(over: late, called: "toy") }
    #expect(
      error?.description
        == "toy has no reading in the inputs of its training windows. Use a series that has some.")
    let half = try ToySeries.series(
      stepCount: 60, sensorCount: 2, values: (0..<count).map(Float.init),
      present: (0..<count).map { $0 % 2 == 0 })
    #expect(try ForecastingWindows(over: half, called: "toy").scaler.standardDeviation > 0)
  }

  @Test("Channels that ask for unknown times are refused")
  func unknownTimes() throws {
    let series = try SensorSeries(
      quantity: .speed, sensors: ["a"], times: .unknown(stepCount: 30), values: (0..<30).map(Float.init),
      path: "toy")
    let error = #expect(throws: DatasetError.self) { try ForecastingWindows(over: series, called: "toy") }
    #expect(
      error?.description
        == "toy does not know the times of day of its steps. Leave them out of the input channels.")
    let windows = try ForecastingWindows(over: series, called: "toy", channels: [.seen])
    #expect(windows.batch([0]).targetClock[0].shape == [1, 1, 0])
  }

  @Test("SplitMix64 gives the numbers of its author's code")
  func splitMix() {
    var generator = SplitMix64(seed: 0)
    #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
    #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
    #expect(generator.next() == 0x06C4_5D18_8009_454F)
    // The published test vector of seed 1234567.
    generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
  }

  @Test("What is dropped for a share is dropped for every larger one, and shares are met")
  func nesting() {
    let count = 10_000
    var kept = DroppedSteps.none.keepsSteps(count: count)
    #expect(kept.allSatisfy { $0 })
    for share in [0.1, 0.3, 0.5, 0.7, 0.9] {
      let next = DroppedSteps(share: share).keepsSteps(count: count)
      #expect(zip(kept, next).allSatisfy { before, after in before || !after })
      let found = Double(next.filter { !$0 }.count) / Double(count)
      // Five standard deviations of a share of ten thousand.
      #expect(abs(found - share) < 5 * 0.005)
      // The first decision is known by hand: 0xE220…/2⁶⁴ = 0.8833.
      #expect(next[0] == (share < 0.88))
      kept = next
    }
  }
}

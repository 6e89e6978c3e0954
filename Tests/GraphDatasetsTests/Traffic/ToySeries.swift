import Tensors

@testable import GraphDatasets

/// Small series for tests, with readings that tell where they come from.
enum ToySeries {
  /// The first step of every toy series, a Thursday.
  static let start = LocalTime(secondsSinceEpoch: 0)

  /// Returns a series of random readings in 1..<71, of which a share is absent.
  static func random(
    stepCount: Int, sensorCount: Int, absentShare: Double = 0, seed: UInt64 = 7
  ) throws -> SensorSeries {
    var generator = RandomGenerator(seed: seed)
    var values: [Float] = []
    var present: [Bool] = []
    for _ in 0..<(stepCount * sensorCount) {
      values.append(Float.random(in: 1..<71, using: &generator))
      present.append(Double.random(in: 0..<1, using: &generator) >= absentShare)
    }
    return try series(stepCount: stepCount, sensorCount: sensorCount, values: values, present: present)
  }

  /// Returns a series of sensors `s0`, `s1`, … at five-minute steps.
  static func series(
    stepCount: Int, sensorCount: Int, values: [Float], present: [Bool]? = nil
  ) throws -> SensorSeries {
    try SensorSeries(
      quantity: .speed, sensors: (0..<sensorCount).map { "s\($0)" },
      times: .regular(stepCount: stepCount, interval: 300, from: start), values: values, present: present,
      path: "toy")
  }
}

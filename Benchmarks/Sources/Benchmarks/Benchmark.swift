/// A piece of work whose time is measured.
struct Benchmark: Sendable {
  /// What is measured, and at which size: `sparse product, Cora, 64 channels`.
  let name: String

  /// Returns one turn of the work; what the preparation computes is not measured.
  let prepare: @Sendable () throws -> () throws -> Void

  /// Measures turns until `duration` has passed, and at least five after one to warm up.
  func measured(for duration: Duration) throws -> Measurement {
    let turn = try prepare()
    try turn()
    let clock = ContinuousClock()
    let end = clock.now + duration
    var times: [Duration] = []
    while times.count < 5 || clock.now < end {
      times.append(try clock.measure { try turn() })
    }
    return Measurement(times: times)
  }
}

import Foundation

/// A piece of work whose time is measured.
struct Benchmark: Sendable {
  /// What is measured, and at which size: `sparse product, Cora, 64 channels`.
  let name: String

  /// Returns one turn of the work; what the preparation computes is not measured.
  let prepare: @Sendable () throws -> () throws -> Void

  /// What of a turn is measured.
  enum Timing: Sendable {
    /// The time that passes.
    case wall
    /// The time that all threads of this process spend, which other programs disturb less.
    case processor

    fileprivate var now: Duration {
      var time = timespec()
      clock_gettime(self == .wall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &time)
      return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
  }

  /// Measures turns until `duration` has passed, and at least five after one to warm up.
  func measured(for duration: Duration, _ timing: Timing = .wall) throws -> Measurement {
    let turn = try prepare()
    try turn()
    let clock = ContinuousClock()
    let end = clock.now + duration
    var times: [Duration] = []
    while times.count < 5 || clock.now < end {
      let start = timing.now
      try turn()
      times.append(timing.now - start)
    }
    return Measurement(times: times)
  }
}

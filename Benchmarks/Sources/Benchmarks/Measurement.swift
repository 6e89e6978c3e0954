/// The times of a benchmark's turns.
struct Measurement {
  /// The times in ascending order.
  let times: [Duration]

  init(times: [Duration]) {
    precondition(!times.isEmpty, "A measurement needs at least one time.")
    self.times = times.sorted()
  }

  /// The time that half of the turns took at most.
  var median: Duration { times[times.count / 2] }

  /// The time of the fastest turn.
  var fastest: Duration { times[0] }
}

extension Duration {
  /// The duration in milliseconds.
  var milliseconds: Double { self / .milliseconds(1) }
}

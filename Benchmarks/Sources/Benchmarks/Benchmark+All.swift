extension Benchmark {
  /// Every benchmark, in the order of the report.
  ///
  /// One topic a file: `Benchmark+Topic.swift`.
  static let all: [Benchmark] =
    overhead + steps + products + diffusion + gradients + training + models + traffic
}

extension Benchmark {
  /// What a measurement costs by itself: the floor of all other figures.
  static let overhead = [
    Benchmark(name: "nothing") { {} }
  ]
}

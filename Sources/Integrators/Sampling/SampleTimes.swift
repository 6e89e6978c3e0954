/// The times at which each of several samples is looked at, which are solved together.
///
/// The samples share the steps of one solve; the solution is saved at the union of all their times,
/// and each sample gathers its own.
public struct SampleTimes: Sendable, Equatable {
  /// For each sample its times, ascending; a sample may have none.
  public let times: [[Double]]

  /// All of these times, ascending and each one once.
  public let union: [Double]

  /// For each sample, where its times are among ``union``.
  let positions: [[Int]]

  /// Creates the times of some samples.
  ///
  /// - Parameter times: For each sample its times.
  /// - Precondition: The times of a sample are finite and ascend strictly.
  public init(_ times: [[Double]]) {
    for (sample, own) in times.enumerated() {
      for time in own {
        precondition(time.isFinite, "The time \(time) of sample \(sample) must be finite.")
      }
      for (earlier, later) in zip(own, own.dropFirst()) {
        precondition(
          earlier < later, "The time \(later) of sample \(sample) does not lie behind \(earlier).")
      }
    }
    self.times = times
    let union = Set(times.joined()).sorted()
    let positions = Dictionary(uniqueKeysWithValues: zip(union, union.indices))
    self.union = union
    self.positions = times.map { $0.compactMap { positions[$0] } }
  }

  /// The number of samples.
  public var count: Int { times.count }

  /// The union in the direction of a span.
  func grid(along span: TimeSpan) -> [Double] { span.direction > 0 ? union : union.reversed() }

  /// Where a time of the union is on ``grid(along:)``.
  func place(of position: Int, along span: TimeSpan) -> Int {
    span.direction > 0 ? position : union.count - 1 - position
  }
}

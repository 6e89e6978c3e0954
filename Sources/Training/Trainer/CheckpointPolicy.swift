/// Where and how often a trainer saves its state.
public struct CheckpointPolicy: Hashable, Sendable {
  /// The path of the file, which is replaced as a whole each time.
  public let path: String

  /// The number of epochs from one save to the next; the last epoch is saved too.
  public let interval: Int

  /// Creates a policy.
  ///
  /// - Parameters:
  ///   - path: The path of the file; its folder must exist.
  ///   - interval: The number of epochs from one save to the next, at least 1.
  public init(path: String, every interval: Int) {
    precondition(interval > 0, "A checkpoint every \(interval) epochs is not possible.")
    self.path = path
    self.interval = interval
  }
}

import Foundation

/// How readings become the inputs of a model: what a trained model needs besides its parameters.
public struct InputEncoding: Hashable, Codable, Sendable {
  /// The scale of the readings.
  public let scaler: StandardScaler

  /// What a model is told.
  public let channels: InputChannels

  /// The time in which the elapsed time is counted, in intervals: the input steps of a window.
  public let elapsedUnit: Double

  /// Creates an encoding from its parts.
  ///
  /// - Precondition: `elapsedUnit` is positive.
  public init(scaler: StandardScaler, channels: InputChannels = .standard, elapsedUnit: Double = 12) {
    precondition(elapsedUnit > 0, "The unit of elapsed time is \(elapsedUnit), but must be positive.")
    self.scaler = scaler
    self.channels = channels
    self.elapsedUnit = elapsedUnit
  }

  /// Returns the clock's channels at a moment.
  ///
  /// - Precondition: What the channels need is known.
  func clock(timeOfDay: Double?, dayOfWeek: Int?) -> [Float] {
    var result: [Float] = []
    func append(_ turns: Double) {
      result.append(Float(sin(2 * .pi * turns)))
      result.append(Float(cos(2 * .pi * turns)))
    }
    if channels.contains(.timeOfDay) {
      guard let timeOfDay else { preconditionFailure("The channels need a time of day, which is not known.") }
      append(timeOfDay)
    }
    if channels.contains(.dayOfWeek) {
      guard let dayOfWeek else {
        preconditionFailure("The channels need a day of the week, which is not known.")
      }
      append(Double(dayOfWeek) / 7)
    }
    return result
  }
}

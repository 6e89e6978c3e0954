/// The error at one sensor, and where that is.
public struct SensorError: Hashable, Sendable {
  /// A place on the globe.
  public struct Position: Hashable, Sendable {
    /// The longitude in degrees, positive to the east.
    public let longitude: Double

    /// The latitude in degrees, positive to the north.
    public let latitude: Double

    /// Creates a place.
    public init(longitude: Double, latitude: Double) {
      self.longitude = longitude
      self.latitude = latitude
    }
  }

  /// The name of the sensor.
  public let name: String

  /// The mean absolute error over all forecasts, if there were any.
  public let mae: Double?

  /// Where the sensor is, if known.
  public let position: Position?

  /// Creates the error of a sensor.
  public init(_ name: String, mae: Double?, position: Position? = nil) {
    self.name = name
    self.mae = mae
    self.position = position
  }

  /// The error, unless it is absent or not finite.
  var finiteError: Double? { mae.flatMap { $0.isFinite ? $0 : nil } }
}

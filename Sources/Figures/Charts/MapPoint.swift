/// A place on a ``ScatterMap`` with a value.
public struct MapPoint: Hashable, Sendable {
  /// What is there.
  public let name: String

  /// The geographic longitude in degrees, positive to the east.
  public let longitude: Double

  /// The geographic latitude in degrees, positive to the north.
  public let latitude: Double

  /// The value, if there is one.
  public let value: Double?

  /// Whether the name is written beside the point; all names show while they are pointed at.
  public let isNamed: Bool

  /// Creates a point.
  public init(
    _ name: String, longitude: Double, latitude: Double, value: Double?, isNamed: Bool = false
  ) {
    self.name = name
    self.longitude = longitude
    self.latitude = latitude
    self.value = value
    self.isNamed = isNamed
  }

  /// Whether the point is somewhere on the globe.
  var hasPosition: Bool { abs(longitude) <= 360 && abs(latitude) <= 90 }

  /// The value, unless it is absent or not finite.
  var finiteValue: Double? { value.flatMap { $0.isFinite ? $0 : nil } }
}

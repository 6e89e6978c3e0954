/// A place on the earth.
public struct GeographicPosition: Hashable, Codable, Sendable {
  /// The degrees north of the equator, in `-90...90`.
  public let latitude: Double

  /// The degrees east of Greenwich, in `-180...180`.
  public let longitude: Double

  /// Creates a position, or returns `nil` if a coordinate is outside its range.
  public init?(latitude: Double, longitude: Double) {
    guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// What a sensor measures.
public struct Quantity: Hashable, Codable, Sendable {
  /// The name, such as `speed`.
  public let name: String

  /// The unit, such as `mph`.
  public let unit: String

  /// Creates a quantity from its name and its unit.
  public init(name: String, unit: String) {
    self.name = name
    self.unit = unit
  }

  /// The speed of cars in miles per hour.
  public static let speed = Quantity(name: "speed", unit: "mph")

  /// The number of cars that pass in five minutes.
  public static let flow = Quantity(name: "flow", unit: "vehicles/5 min")

  /// The number of passengers that enter a station in ten minutes.
  public static let inflow = Quantity(name: "inflow", unit: "passengers/10 min")
}

/// A file of a catalogued dataset that only the user can get.
public struct PlacedFile: Codable, Hashable, Sendable {
  /// The paths inside the data folder, of which one is enough.
  public let paths: [String]

  /// Where the file comes from, in words.
  public let origin: String
}

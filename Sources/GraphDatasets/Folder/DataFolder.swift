import Foundation

/// The folder that holds the fetched datasets.
///
/// Inside, each collection has a folder of its own: `planetoid/ind.cora.x`,
/// `amazon/amazon_photo.npz`, and so on, as the catalogue lists them. Nothing is read until a
/// dataset is loaded.
public struct DataFolder: Hashable, Sendable {
  /// The path of the folder.
  public let path: String

  /// Creates a folder from its path.
  public init(path: String) {
    self.path = path
  }

  /// The folder that `GRAPHODE_DATA` names or, without it, the user's cache folder.
  public static var standard: DataFolder {
    resolved()
  }

  /// Returns the first folder that is named: by an option, by the environment, by convention.
  ///
  /// - Parameters:
  ///   - option: The value of `--data`, if the user gave one.
  ///   - environment: The environment, by default the process's: `GRAPHODE_DATA` names the
  ///     folder; without it, the folder is `graphode` in `XDG_CACHE_HOME` or in `~/.cache`.
  /// - Returns: The folder, which need not exist.
  public static func resolved(
    option: String? = nil, environment: [String: String]? = nil
  ) -> DataFolder {
    if let option { return DataFolder(path: option) }
    let environment = environment ?? ProcessInfo.processInfo.environment
    if let path = environment["GRAPHODE_DATA"], !path.isEmpty { return DataFolder(path: path) }
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return DataFolder(path: cache + "/graphode")
    }
    let home = environment["HOME"] ?? NSHomeDirectory()
    return DataFolder(path: home + "/.cache/graphode")
  }

  /// Returns the path of a file in the folder.
  ///
  /// - Parameter relativePath: The path as the catalogue lists it, such as
  ///   `planetoid/ind.cora.x`.
  /// - Returns: The folder's path and the relative one, joined.
  public func path(of relativePath: String) -> String {
    path.hasSuffix("/") ? path + relativePath : path + "/" + relativePath
  }

  /// Returns whether every catalogued file of one source of a dataset is in the folder.
  ///
  /// The contents are not read; loading checks their hashes.
  public func holds(_ dataset: Dataset) -> Bool {
    holds(datasetNamed: dataset.rawValue)
  }

  /// Returns whether every file of one source of a dataset of readings is in the folder.
  ///
  /// The contents are not read; loading checks the hashes of those that are known.
  public func holds(_ dataset: TrafficDataset) -> Bool {
    holds(datasetNamed: dataset.rawValue)
  }

  private func holds(datasetNamed name: String) -> Bool {
    guard let entry = try? Catalogue.standard.entry(named: name) else { return false }
    let placed = entry.placedFiles ?? []
    guard placed.allSatisfy({ $0.paths.contains(where: contains) }) else { return false }
    guard !entry.sources.isEmpty else { return true }
    return entry.sources.indices.contains { source in
      entry.files(ofSource: source).allSatisfy { contains($0.path) }
    }
  }

  /// Returns whether a file is in the folder.
  func contains(_ relativePath: String) -> Bool {
    FileManager.default.fileExists(atPath: path(of: relativePath))
  }
}

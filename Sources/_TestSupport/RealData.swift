import Foundation

/// The folder of real datasets that tests read, where there is one.
public enum RealData {
  /// The paths that are looked at, the first one first: what `GRAPHODE_DATA` names or, without
  /// it, `shared/datasets` beside the checkout and the user's cache folder.
  public static let candidates: [String] = {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["GRAPHODE_DATA"], !named.isEmpty { return [named] }
    let packageRoot = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let cache = environment["XDG_CACHE_HOME"] ?? NSHomeDirectory() + "/.cache"
    return [
      packageRoot.deletingLastPathComponent().appendingPathComponent("shared/datasets").path,
      cache + "/graphode",
    ]
  }()

  /// Returns the first folder that holds all of the given files, or `nil`.
  ///
  /// - Parameter files: Paths inside the folder, such as `planetoid/ind.cora.x`.
  /// - Returns: The path of the folder.
  public static func folder(holding files: String...) -> String? {
    candidates.first { folder in
      files.allSatisfy { FileManager.default.fileExists(atPath: folder + "/" + $0) }
    }
  }
}

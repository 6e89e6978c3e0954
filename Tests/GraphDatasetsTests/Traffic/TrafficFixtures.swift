import _TestSupport

@testable import GraphDatasets

/// The files of ``ReadingFiles`` by their names.
enum TrafficFixtures {
  /// Returns the bytes of a file of the archive.
  static func bytes(_ name: String) throws -> [UInt8] {
    try NpzArchive(ReadingFiles.archive, path: "fixtures.zip").unpacked(name)
  }
}

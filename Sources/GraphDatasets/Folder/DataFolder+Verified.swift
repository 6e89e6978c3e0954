import Foundation

extension DataFolder {
  /// Returns the bytes of a catalogued file after comparing its SHA-256 with the catalogue's.
  ///
  /// - Throws: `missingFolder`, `missingFile` or `wrongHash`, besides what reading a file throws.
  func verifiedBytes(of file: CatalogueFile, in dataset: Dataset) throws(DatasetError) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw .missingFolder(path: path, dataset: dataset.rawValue)
    }
    let path = path(of: file.path)
    guard FileManager.default.fileExists(atPath: path) else {
      throw .missingFile(path: path, dataset: dataset.rawValue)
    }
    let bytes = try readBytes(ofFileAt: path)
    guard let found = sha256(of: bytes) else {
      throw .unreadableFile(path: path, reason: "its SHA-256 cannot be computed")
    }
    guard found == file.sha256 else {
      throw .wrongHash(path: path, found: found, expected: file.sha256)
    }
    return bytes
  }

  /// Returns the path and the verified bytes of the catalogued file that `relativePath` names.
  func verifiedFile(
    _ relativePath: String, of dataset: Dataset
  ) throws(DatasetError) -> (path: String, bytes: [UInt8]) {
    let entry = try Catalogue.standard.entry(for: dataset)
    guard let file = entry.files.first(where: { $0.path == relativePath }) else {
      throw .malformedCatalogue(problem: "\(dataset.rawValue) lists no file \(relativePath)")
    }
    return (path(of: relativePath), try verifiedBytes(of: file, in: dataset))
  }
}

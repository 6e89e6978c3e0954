import Foundation

extension DataFolder {
  /// Returns the bytes of a catalogued file after comparing its SHA-256 with the catalogue's.
  ///
  /// - Throws: `missingFolder`, `missingFile` or `wrongHash`, besides what reading a file throws.
  func verifiedBytes(of file: CatalogueFile, in dataset: String) throws(DatasetError) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw .missingFolder(path: path, dataset: dataset)
    }
    let path = path(of: file.path)
    guard FileManager.default.fileExists(atPath: path) else {
      throw .missingFile(path: path, dataset: dataset)
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
    try verifiedFile(relativePath, ofDataset: dataset.rawValue)
  }

  /// Returns the path and the verified bytes of a catalogued file of the dataset of a name.
  func verifiedFile(
    _ relativePath: String, ofDataset name: String
  ) throws(DatasetError) -> (path: String, bytes: [UInt8]) {
    let entry = try Catalogue.standard.entry(named: name)
    guard let file = entry.files.first(where: { $0.path == relativePath }) else {
      throw .malformedCatalogue(problem: "\(name) lists no file \(relativePath)")
    }
    return (path(of: relativePath), try verifiedBytes(of: file, in: name))
  }

  /// Returns the path and the bytes of a file that the user has put into the folder.
  ///
  /// Nothing is known to compare the bytes with.
  ///
  /// - Throws: `missingFolder` or `fileToPlace`, besides what reading a file throws.
  func placedFile(
    _ relativePath: String, ofDataset name: String
  ) throws(DatasetError) -> (path: String, bytes: [UInt8]) {
    let entry = try Catalogue.standard.entry(named: name)
    guard let file = entry.placedFiles?.first(where: { $0.paths.contains(relativePath) }) else {
      throw .malformedCatalogue(problem: "\(name) lists no file \(relativePath)")
    }
    guard FileManager.default.fileExists(atPath: path) else {
      throw .missingFolder(path: path, dataset: name)
    }
    guard let present = file.paths.first(where: contains) else {
      throw .fileToPlace(path: path(of: relativePath), dataset: name, origin: file.origin)
    }
    return (path(of: present), try readBytes(ofFileAt: path(of: present)))
  }
}

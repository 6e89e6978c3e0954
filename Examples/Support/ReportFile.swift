package import Figures
import Foundation
import GraphODE

/// The place where a report is written.
package struct ReportFile {
  /// The file `index.html` in the folder.
  package let path: String

  private let folder: URL

  /// Checks that the file can be written, with its folder if that is not there; makes neither.
  ///
  /// - Throws: Why no file can be written there.
  package init(folder: String) throws {
    self.folder = URL(filePath: folder)
    path = self.folder.appending(path: "index.html").path
    var nearest = self.folder.absoluteURL.standardizedFileURL
    while !FileManager.default.fileExists(atPath: nearest.path), nearest.path != "/" {
      nearest.deleteLastPathComponent()
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: nearest.path, isDirectory: &isFolder),
      isFolder.boolValue, access(nearest.path, W_OK) == 0
    else {
      throw RunFailure(
        "The folder \(folder) of the report cannot be made: \(nearest.path) is no folder that may be "
          + "written to. Name another one.")
    }
    if FileManager.default.fileExists(atPath: self.folder.path) { try AtomicFile.checkWritable(path) }
  }

  /// Writes the page, and makes its folder if that is not there.
  package func write(_ page: Page) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw RunFailure("The folder \(folder.path) of the report cannot be made. Name another one.")
    }
    try AtomicFile.write(Array(page.html().utf8), to: path)
  }
}

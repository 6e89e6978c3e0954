import Figures
import Foundation
import GraphODE

/// The place where a report is written.
struct ReportFile {
  /// The file `index.html` in the folder.
  let path: String

  /// Makes the folder if it is not there.
  ///
  /// - Throws: Why no file can be written there.
  init(folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw RunFailure("The folder \(folder) of the report cannot be made: name another one.")
    }
    path = URL(filePath: folder).appending(path: "index.html").path
    try AtomicFile.checkWritable(path)
  }

  /// Writes the page.
  func write(_ page: Page) throws { try AtomicFile.write(Array(page.html().utf8), to: path) }
}

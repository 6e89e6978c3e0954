import Foundation

/// Prints text, which may be more than a stream keeps back.
///
/// - Parameters:
///   - text: The text.
///   - words: What it is, at the start of a sentence.
/// - Throws: Why it was not printed, such as a full disk.
package func printAll(_ text: String, called words: String) throws {
  let bytes = Array(text.utf8)
  var count = 0
  while count < bytes.count {
    let written = bytes[count...].withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    guard written >= 0 || errno == EINTR else {
      throw RunFailure("\(words) could not be printed: \(String(cString: strerror(errno))).")
    }
    count += max(written, 0)
  }
}

/// Returns whether two paths lead to the same place, where there need not be a file yet.
package func isSameFile(_ path: String, _ other: String) -> Bool {
  func place(_ path: String) -> String {
    URL(filePath: path).absoluteURL.resolvingSymlinksInPath().standardizedFileURL.path
  }
  return place(path) == place(other)
}

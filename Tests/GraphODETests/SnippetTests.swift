import Foundation
// snippet: quick-start
import GraphODE
// snippet: end
import Testing

/// The code that README.md and the documentation show.
@Suite("Snippets")
struct SnippetTests {
  @Test("README and documentation show tested code")
  func areCurrent() throws {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let output = Pipe()
    let check = Process()
    check.executableURL = root.appending(path: "scripts/check-snippets")
    check.standardError = output
    try check.run()
    let words = try output.fileHandleForReading.readToEnd() ?? Data()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0, "\(String(decoding: words, as: UTF8.self))")
  }

  @Test("The quick start trains a classifier")
  func quickStart() {
    // snippet: quick-start
    // The example arrives with the training API.
    // snippet: end
  }
}

import Foundation
import Testing

@Suite("The command continuous-depth reversible")
struct ReversibleCommandTests {
  @Test("Its claim holds on a small ring, with a page and figures to show")
  func claim() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let result = try ExampleProgram(name: "continuous-depth").run([
      "reversible", "--nodes", "20", "--largest-steps", "300", "--quiet", "--report", folder.path("report"),
      "--metrics", folder.path("metrics.json"),
    ])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output.contains("The claim holds"), "\(result.output)")
    let page = try String(contentsOfFile: folder.path("report/index.html"), encoding: .utf8)
    #expect(page.contains("<svg") && page.contains("The claim holds"))
    let data = try Data(contentsOf: URL(filePath: folder.path("metrics.json")))
    let figures = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect((figures["memory"] as? [Any])?.count == 3)
  }

  @Test("Too few steps are refused")
  func refusal() throws {
    let result = try ExampleProgram(name: "continuous-depth").run(["reversible", "--largest-steps", "5"])
    #expect(result.status != 0)
    #expect(result.errors.contains("At least 100 steps are needed, but --largest-steps is 5."))
  }
}

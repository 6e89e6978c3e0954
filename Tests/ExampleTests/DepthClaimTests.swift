import Foundation
import Testing

@Suite("The claims about parameters that vary with depth")
struct DepthClaimTests {
  private let program = ExampleProgram(name: "continuous-depth")

  private func output(_ arguments: [String], of folder: TemporaryFolder) throws -> String {
    let result = try program.run(
      arguments + ["--metrics", folder.path("metrics.json"), "--report", folder.path("report"), "--quiet"])
    #expect(result.status == 0, "\(result.errors)")
    let page = try String(contentsOfFile: folder.path("report/index.html"), encoding: .utf8)
    #expect(page.contains("<svg") && page.contains(arguments[0]))
    return result.output
  }

  private func figures<Figures: Decodable>(_ type: Figures.Type, in folder: TemporaryFolder) throws -> Figures
  {
    try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: folder.path("metrics.json"))))
  }

  @Test("depth-varying shows each basis, and finds nothing where nothing was trained")
  func depthVarying() throws {
    struct Score: Decodable {
      let name: String
      let isConstant: Bool
      let parameters: Int
      let test: [Double]
    }
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let text = try output(["depth-varying", "--epochs", "2", "--seeds", "1", "--points", "8"], of: folder)
    let scores = try figures([Score].self, in: folder)
    #expect(scores.count == 7 && scores.allSatisfy { $0.test.count == 1 && text.contains($0.name) })
    let (constant, varying) = (scores.filter(\.isConstant), scores.filter { !$0.isConstant })
    #expect(constant.count == 2)
    // The wider constant weights are as many as those of four units but for some biases.
    #expect(constant.map(\.parameters) == [82, 322] && varying.allSatisfy { $0.parameters <= 328 })
    #expect(text.contains("Not found: by validation the best weights that vary are"))
  }

  @Test("refinement counts what both ways of training cost, and what compression leaves")
  func refinement() throws {
    struct Run: Decodable {
      let seed: UInt64
      let training: String
      let evaluations: Double
      let validation: Double
      let halvedTest: Double
      let validationByEpoch: [Double]
    }
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let text = try output(
      ["refinement", "--epochs", "4", "--refine-after", "1", "2", "--seeds", "2", "--points", "32"],
      of: folder)
    let runs = try figures([Run].self, in: folder)
    #expect(runs.map(\.seed) == [0, 0, 1, 1])
    #expect(runs.map(\.training) == ["at once", "incremental", "at once", "incremental"])
    // Two evaluations a step, eight batches an epoch: 4 × 4 steps against 1 + 2 + 4 + 4.
    #expect(runs.map(\.evaluations) == [256, 176, 256, 176])
    #expect(runs.allSatisfy { $0.validationByEpoch.count == 4 && (0...1).contains($0.halvedTest) })
    #expect(runs.allSatisfy { $0.validationByEpoch[3] == $0.validation })
    #expect(text.contains("0.69 of the evaluations") && text.contains("2 units: validation %"))
  }

  @Test(
    "Options out of range are refused with their value",
    arguments: [
      (["depth-varying", "--seeds", "0"], "--seeds is 0, but must be at least 1."),
      (
        ["refinement", "--epochs", "5", "--refine-after", "2", "5"],
        "--refine-after is [2, 5], but must be at most 6"
      ),
      (["refinement", "--learning-rate", "0"], "--learning-rate is 0.0, but must be positive."),
    ])
  func refusals(arguments: [String], words: String) throws {
    let result = try program.run(arguments)
    #expect(result.status != 0 && result.errors.contains(words), "\(result.errors)")
  }
}

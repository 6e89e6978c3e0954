import Foundation
import Testing

@Suite("The commands continuous-depth validity and predict")
struct ValidityCommandTests {
  private let program = ExampleProgram(name: "continuous-depth")
  private let small = ["validity", "--points", "60", "--epochs", "30", "--interval", "5"]

  @Test("Spheres: both models are tried by all solvers, with a page and figures to show")
  func spheres() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let result = try program.run(
      small + ["--report", folder.path("report"), "--metrics", folder.path("metrics.json")])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    for words in ["training", "coarse, N = 2", "adapted, N = ", "dormand-prince-5", "The claim"] {
      #expect(result.output.contains(words), "\(words) is missing in \(result.output)")
    }
    let page = try String(contentsOfFile: folder.path("report/index.html"), encoding: .utf8)
    #expect(page.contains("<svg") && page.contains("How steps were adapted"))

    let data = try Data(contentsOf: URL(filePath: folder.path("metrics.json")))
    let figures = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let coarse = try #require(figures["coarse"] as? [String: Any])
    let adapted = try #require(figures["adapted"] as? [String: Any])
    #expect((coarse["history"] as? [Any])?.isEmpty == true)
    // Every fifth of 30 updates is checked.
    let checks = try #require(adapted["history"] as? [[String: Any]])
    #expect(checks.compactMap { $0["update"] as? Int } == [5, 10, 15, 20, 25, 30])
    let cells = try #require((coarse["check"] as? [String: Any])?["cells"] as? [Any])
    // Three methods with 1, 2, 3, 4 and 8 steps, and an adaptive one.
    #expect(cells.count == 16)
  }

  @Test("Tolerances are adapted as steps are, and a run is repeated to the letter")
  func tolerances() throws {
    let arguments = small + ["--method", "fehlberg-2", "--tolerance", "0.5", "--quiet", "--dimensions", "3"]
    let result = try program.run(arguments)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(result.output.contains("coarse, tol = 0.5") && result.output.contains("fehlberg-2"))
    #expect(try program.run(arguments).output == result.output)
  }

  @Test("The step that Hairer's rule finds can begin the adaptation")
  func startingStep() throws {
    let given = try program.run(small + ["--quiet", "--task", "karate"])
    let found = try program.run(small + ["--quiet", "--task", "karate", "--starting-step"])
    #expect(given.status == 0 && found.status == 0, "\(given.errors)\(found.errors)")
    #expect(given.output != found.output)
  }

  @Test("A kept model predicts as in training, and warns where a solver is not one that it holds for")
  func prediction() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = folder.path("spheres.safetensors")
    #expect(try program.run(small + ["--quiet", "--checkpoint", file]).status == 0)
    let own = try program.run(["predict", "--checkpoint", file])
    #expect(own.status == 0 && own.errors.isEmpty, "\(own.errors)")
    let lines = own.output.split(separator: "\n").map { $0.drop { $0 != ":" } }
    #expect(lines.count == 2 && lines[0] == lines[1], "\(own.output)")

    // No model trained by Euler's method is known to hold for larger steps than were tried.
    let coarse = try program.run([
      "predict", "--checkpoint", file, "--method", "dormand-prince-5", "--tolerance", "10",
    ])
    #expect(coarse.status == 0)
    #expect(coarse.errors.hasPrefix("\(file): The model "), "\(coarse.errors)")
    #expect(coarse.errors.split(separator: "\n").count == 1)
    #expect(coarse.output.contains("as asked for, by dormand-prince-5 at a tolerance of 10.0: test accuracy"))

    let again = try program.run(small + ["--checkpoint", file])
    #expect(again.status != 0 && again.errors.contains("There is a file at \(file) already"))
  }

  @Test(
    "What makes no sense is refused with its number",
    arguments: [
      (["--dimensions", "1"], "--dimensions is 1"), (["--points", "1"], "--points is 1"),
      (["--epochs", "0"], "--epochs is 0"), (["--interval", "0"], "--interval is 0"),
      (["--score-tolerance", "-1"], "--score-tolerance is -1"),
      (["--starting-step", "--method", "heun", "--tolerance", "1"], "--starting-step is for fixed steps"),
      (["--method", "rk5"], "'rk5'"), (["--checkpoint", ""], "--checkpoint needs a path"),
      (["--task", "wikipedia"], "'wikipedia'"),
    ])
  func refusals(arguments: [String], words: String) throws {
    let result = try program.run(["validity"] + arguments)
    #expect(result.status != 0 && result.errors.contains(words), "\(result.errors)")
  }

  @Test("A file that is no kept model is refused with what to do")
  func foreignFile() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = folder.path("karate.safetensors")
    let training = ExampleProgram(name: "node-classification")
    #expect(
      try training.run(["--dataset", "karate", "--epochs", "1", "--quiet", "--checkpoint", file]).status == 0)
    let result = try program.run(["predict", "--checkpoint", file])
    #expect(result.status != 0 && result.errors.contains("Its metadata lack 'note.validity-task'"))
    #expect(try program.run(["predict", "--checkpoint", folder.path("none")]).status != 0)
  }
}

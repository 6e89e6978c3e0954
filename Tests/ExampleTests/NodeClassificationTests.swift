import Foundation
import Testing
import _TestSupport

/// The figures that `--metrics` writes, read without the program's own types.
private struct Figures: Decodable {
  struct Seed: Decodable, Equatable {
    let seed: UInt64
    let testAccuracy: Double
    let validationAccuracy: Double
    let bestEpoch: Int
    let epochs: Int
    let evaluationsPerSolve: Double
    let peakMegabytes: Double
  }

  let dataset: String
  let model: String
  let split: String
  let seeds: [Seed]
  let meanTestAccuracy: Double
  let standardDeviation: Double

  init(contentsOf path: String) throws {
    self = try JSONDecoder().decode(Figures.self, from: Data(contentsOf: URL(filePath: path)))
  }
}

@Suite("The example node-classification")
struct NodeClassificationTests {
  let program = ExampleProgram(name: "node-classification")

  private func figures(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Figures {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let result = try program.run(
      ["--dataset", "karate", "--quiet", "--metrics", folder.path("metrics.json")] + arguments,
      environment: environment)
    #expect(result.status == 0, "\(result.errors)")
    return try Figures(contentsOf: folder.path("metrics.json"))
  }

  @Test(
    "Every model learns the karate club's factions",
    arguments: ["cgnn", "cgnn-paper", "cgnn-weighted", "cgnn-steady"])
  func karate(model: String) throws {
    let figures = try figures(["--model", model, "--epochs", "100", "--seeds", "2"])
    #expect(figures.dataset == "karate" && figures.model == model && figures.split == "random")
    #expect(figures.seeds.map(\.seed) == [0, 1])
    #expect(figures.meanTestAccuracy > 0.8, "chance is a half")
    #expect(figures.seeds.allSatisfy { (1...100).contains($0.bestEpoch) && $0.epochs == 100 })
    let mean = figures.seeds.map(\.testAccuracy).reduce(0, +) / 2
    #expect(abs(mean - figures.meanTestAccuracy) < 1e-12)
  }

  @Test(
    "Every gradient learns, and undone steps take less memory than kept ones",
    arguments: [
      ["--method", "rk4", "--steps", "30"], ["--method", "dormand-prince-5", "--tolerance", "1e-3"],
    ])
  func gradients(method: [String]) throws {
    let solved = try figures(method + ["--epochs", "60", "--gradient", "direct"])
    let undone = try figures(["--gradient", "reversible", "--steps", "60", "--epochs", "60"])
    #expect(solved.meanTestAccuracy > 0.8 && undone.meanTestAccuracy > 0.8)
    #expect(undone.seeds[0].evaluationsPerSolve == 61)
    #expect(undone.seeds[0].peakMegabytes < solved.seeds[0].peakMegabytes)
  }

  @Test(
    "A solver that does not suit the model is refused with the reason",
    arguments: [
      (["--method", "leapfrog"], "but SourcedDiffusion is not a SecondOrderField"),
      (["--method", "rk5"], "There is no method 'rk5'; choose from"),
      (["--gradient", "backsolve"], "Adjoints are solved by explicit Runge–Kutta methods, not by"),
      (["--model", "cgnn-steady", "--steps", "3"], "is a steady state, without steps or methods"),
      (["--steps", "3", "--tolerance", "1e-3"], "ask for one of both"),
      (["--steps", "-3"], "At least one step is needed, but -3 are asked for."),
      (["--method", "rk4", "--steps", "9", "--gradient", "reversible"], "The steps of rk4 cannot be undone"),
    ])
  func refusedSolvers(options: [String], words: String) throws {
    let result = try program.run(["--dataset", "karate"] + options)
    #expect(result.status != 0 && result.output.isEmpty)
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test("The same seed gives the same figures, whatever the number of threads")
  func reproducibility() throws {
    let runs = try ["1", "2", "2"].map {
      try figures(["--epochs", "20", "--seed", "5"], environment: ["GRAPHODE_THREADS": $0]).seeds
    }
    #expect(runs[0] == runs[1] && runs[1] == runs[2])
  }

  @Test("A run in two parts gives the figures of a run in one")
  func resuming() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let checkpoint = ["--checkpoint", folder.path("karate.safetensors")]
    let whole = try figures(["--epochs", "40"])
    _ = try figures(["--epochs", "15"] + checkpoint)
    let resumed = try figures(["--epochs", "40", "--resume"] + checkpoint)
    #expect(resumed.seeds == whole.seeds)
  }

  @Test("A file that is there already is not replaced by a new run's checkpoint")
  func existingCheckpoint() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let file = URL(filePath: folder.path("notes.txt"))
    try Data("precious".utf8).write(to: file)
    let result = try program.run(
      ["--dataset", "karate", "--epochs", "2", "--quiet", "--checkpoint", file.path])
    #expect(result.status != 0 && result.errors.contains("go on from it with --resume"))
    #expect(try String(contentsOf: file, encoding: .utf8) == "precious")
  }

  @Test("Several seeds keep a checkpoint each")
  func checkpoints() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    _ = try figures(["--epochs", "2", "--seeds", "2", "--checkpoint", folder.path("karate.safetensors")])
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    #expect(files == ["karate-0.safetensors", "karate-1.safetensors"])
  }

  @Test("Without a terminal, progress is plain lines and ends in a table")
  func output() throws {
    let result = try program.run(["--dataset", "karate", "--epochs", "20"])
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.output.contains("karate: 34 nodes, 78 edges"))
    #expect(result.output.contains("epoch 20/20") && !result.output.contains("\r"))
    #expect(result.output.contains("cgnn on karate, random split: test accuracy"))
  }

  @Test("Faults end with one line that says what to do, and leave nothing behind")
  func faults() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let metrics = folder.path("metrics.json")
    func fault(_ arguments: [String]) throws -> String {
      let result = try program.run(arguments + ["--metrics", metrics, "--quiet"])
      #expect(result.status != 0, "\(arguments)")
      #expect(!FileManager.default.fileExists(atPath: metrics))
      return String(result.errors.prefix { $0 != "\n" })
    }
    #expect(try fault(["--dataset", "wikipedia"]).contains("'wikipedia'"))
    #expect(try fault(["--model", "gcn"]).contains("'gcn'"))
    #expect(try fault(["--epochs", "0"]).contains("--epochs is 0"))
    #expect(try fault(["--epochs", "-5"]).contains("--epochs is -5"))
    #expect(try fault(["--seeds", "0"]).contains("--seeds is 0"))
    #expect(
      try fault(["--seeds", "2", "--seed", "\(UInt64.max)"]).contains("no 2 seeds from \(UInt64.max) on"))
    #expect(try fault(["--data", ""]).contains("--data needs a path"))
    #expect(try fault(["--resume"]).contains("name it with --checkpoint"))
    #expect(try fault(["--dataset", "karate", "--split", "public"]).contains("use --split random"))
    let missing = try fault(["--data", folder.path("nowhere")])
    #expect(missing.contains("nowhere") && missing.contains("Datasets/fetch"))
  }

  @Test("A path that cannot be written is refused before training", arguments: ["--metrics", "--checkpoint"])
  func unwritablePath(option: String) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let result = try program.run(
      ["--dataset", "karate", "--epochs", "1", option, folder.path("no/file")])
    #expect(result.status != 0 && result.output.isEmpty)
    #expect(result.errors.contains("no/file: No such file or directory. Create its folder first"))
  }

  @Test("A run that fails shows what the runs before it gave")
  func partialResults() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    // The second seed finds a damaged checkpoint.
    try Data("no checkpoint".utf8).write(to: URL(filePath: folder.path("run-1.safetensors")))
    let result = try program.run(
      ["--dataset", "karate", "--epochs", "2", "--seeds", "3", "--quiet", "--resume"]
        + ["--checkpoint", folder.path("run.safetensors")])
    #expect(result.status != 0 && result.errors.contains("run-1.safetensors is damaged"))
    #expect(result.output.contains("cgnn on karate, random split: test accuracy"))
  }

  @Test("A table that cannot be printed is a fault")
  func fullOutput() throws {
    let device = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let result = try program.run(["--dataset", "karate", "--epochs", "1", "--quiet"], output: device)
    #expect(result.status != 0)
    #expect(result.errors.contains("The table could not be printed: No space left on device."))
  }

  @Test("A checkpoint of another model is refused by name")
  func foreignCheckpoint() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let checkpoint = ["--checkpoint", folder.path("karate.safetensors"), "--dataset", "karate", "--quiet"]
    #expect(try program.run(["--epochs", "2"] + checkpoint).status == 0)
    let before = try Data(contentsOf: URL(filePath: folder.path("karate.safetensors")))
    let result = try program.run(["--model", "cgnn-paper", "--epochs", "4", "--resume"] + checkpoint)
    #expect(result.status != 0)
    #expect(result.errors.contains("cgnn on karate") && result.errors.contains("cgnn-paper on karate"))
    #expect(try Data(contentsOf: URL(filePath: folder.path("karate.safetensors"))) == before)
  }

  @Test("The help shows how to begin")
  func help() throws {
    let result = try program.run(["--help"])
    #expect(result.status == 0)
    for option in ["--dataset", "--model", "--seeds", "--resume", "--metrics", "EXAMPLES"] {
      #expect(result.output.contains(option))
    }
  }
}

import Foundation
import Testing

@Suite("The example traffic-forecasting keeps its state")
struct TrafficResumeTests {
  let program = TrafficProgram()

  @Test(
    "A run that was killed goes on to the figures of one that was not", arguments: ["gcde-gru", "latent-gde"])
  func resuming(model: String) throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    let training = TrafficProgram.short(files, model, epochs: 3)
    let checkpoint = ["--checkpoint", files.folder.path("run.safetensors")]
    let whole = try program.figures(training)
    // The words come behind the checkpoint of the first epoch.
    #expect(try program.isKilled(printing: "epoch 2/3", training + checkpoint))
    let resumed = try program.run(training + checkpoint + ["--resume"])
    #expect(resumed.output.contains("resuming after epoch"))
    let figures = try program.figures(training + checkpoint + ["--resume"])
    #expect(figures.horizons == whole.horizons)
    #expect(figures.content["bestEpoch"] as? Int == whole.content["bestEpoch"] as? Int)
  }

  @Test("Without a checkpoint yet, a run that is to be resumed begins")
  func beginning() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    let path = files.folder.path("run.safetensors")
    let result = try program.run(
      TrafficProgram.short(files, "gru") + ["--quiet", "--resume", "--checkpoint", path])
    #expect(result.status == 0)
    #expect(result.errors == "There is no checkpoint at \(path) yet: beginning anew.\n")
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test("A checkpoint is not written over, nor taken up by a run of something else")
  func refusals() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    let path = files.folder.path("run.safetensors")
    let checkpoint = ["--checkpoint", path, "--quiet"]
    #expect(try program.run(TrafficProgram.short(files, "gru") + checkpoint).status == 0)
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(
      try program.fault(TrafficProgram.short(files, "gru") + checkpoint)
        == "Error: There is a file at \(path) already: go on from it with --resume, or name another one.")
    let changes = [["--model", "gcgru"], ["--seed", "1"], ["--drop", "0.5"], ["--epochs", "2"]]
    for change in changes {
      // The last of an option counts.
      let words = try program.fault(TrafficProgram.short(files, "gru") + change + checkpoint + ["--resume"])
      #expect(words.contains("holds the model 'traffic-forecasting gru on pems-bay (seed 0"), "\(words)")
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test("A damaged checkpoint is refused and left as it is")
  func damage() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    let path = files.folder.path("run.safetensors")
    let training = TrafficProgram.short(files, "gru") + ["--checkpoint", path, "--quiet"]
    #expect(try program.run(training).status == 0)
    let whole = try Data(contentsOf: URL(filePath: path))
    var flipped = whole
    flipped[whole.count - 100] ^= 1
    for damaged in [flipped, whole.prefix(whole.count / 2), whole.prefix(7), Data()] {
      try damaged.write(to: URL(filePath: path))
      #expect(try program.fault(training + ["--resume"]).contains("\(path) is damaged"))
      #expect(try Data(contentsOf: URL(filePath: path)) == damaged)
    }
  }
}

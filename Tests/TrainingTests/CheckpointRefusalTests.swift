import Foundation
import Layers
import Tensors
import Testing

@testable import Training

@Suite("Refused checkpoints")
struct CheckpointRefusalTests {
  /// Saves a run of two epochs, lets `change` damage the file, and compares the words of the refusal
  /// by `trainer`; PATH stands for the path of the file.
  private func expectRefusal(
    _ words: String, of trainer: Trainer<LineTask> = line(LineTask()),
    after change: (inout SafetensorsFile) -> Void = { _ in }
  ) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      var saved = line(LineTask())
      _ = try saved.fit(epochs: 2)
      try saved.save(to: path)
      var file = try SafetensorsFile(parsing: AtomicFile.bytes(of: path))
      change(&file)
      try AtomicFile.write(file.serialized, to: path)
      try expectRefusal(words, of: trainer, path: path)
    }
  }

  private func expectRefusal(
    _ words: String, of trainer: Trainer<LineTask>, path: String
  ) throws {
    var trainer = trainer
    let before = trainer
    let error = #expect(throws: CheckpointError.self) { try trainer.resume(from: path) }
    #expect(error?.description == words.replacingOccurrences(of: "PATH", with: path))
    #expect(trainer.model.weight == before.model.weight)
    #expect(trainer.finishedEpochs == 0 && trainer.optimizer.stepCount == 0)
    #expect(trainer.generator == before.generator)
  }

  /// Returns the file with some arrays left out and others added.
  private func rebuilt(
    _ file: SafetensorsFile, without names: Set<String> = [], with extra: [SafetensorsFile.Entry] = []
  ) -> SafetensorsFile {
    var result = SafetensorsFile(metadata: file.metadata)
    for entry in file.entries where !names.contains(entry.name) { result.append(entry) }
    for entry in extra { result.append(entry) }
    return result
  }

  @Test("Another model is refused with both names")
  func otherModel() throws {
    try expectRefusal(
      "PATH holds the model 'line/3', but this run trains 'line/4'."
        + " Ask for the model of the file, or give another file.",
      of: line(LineTask(), identity: "line/4", outputs: 4))
  }

  @Test("Another optimizer, or other numbers for it, are refused with both")
  func otherOptimizer() throws {
    let found = "adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-08), learning rate 0.05, weight decay 0.01"
    try expectRefusal(
      "PATH was written with \(found) except bias, but this run uses sgd(momentum: 0.0), learning"
        + " rate 0.05, weight decay 0.01 except bias."
        + " Ask for the optimizer of the file, or give another file.",
      of: line(LineTask(), .sgd()))
    try expectRefusal(
      "PATH was written with \(found) except bias, but this run uses adam(beta1: 0.9, beta2: 0.999,"
        + " epsilon: 1e-08), learning rate 0.05, weight decay 0.5 except bias."
        + " Ask for the optimizer of the file, or give another file.",
      of: line(LineTask(), decay: 0.5))
  }

  @Test("Missing and unexpected arrays are named")
  func tensors() throws {
    try expectRefusal(
      "PATH lacks 'model.bias', which this run needs. Give another file, or start a new run."
    ) { $0 = rebuilt($0, without: ["model.bias"]) }
    try expectRefusal(
      "PATH lacks 'model.weight', 'best.weight', 'optimizer.mean.weight' and 1 more tensors, which"
        + " this run needs. Give another file, or start a new run."
    ) { file in
      file = rebuilt(
        file,
        without: [
          "model.weight", "best.weight", "optimizer.mean.weight", "optimizer.squareAverage.weight",
        ])
    }
    try expectRefusal(
      "PATH holds 'model.scale', which this run does not have. Give another file, or start a new run."
    ) { $0 = rebuilt($0, with: [.init(name: "model.scale", .ones([2]))]) }
  }

  @Test("An array of another shape or scalar type is refused with both")
  func shapes() throws {
    try expectRefusal(
      "PATH holds 'best.weight' as F64 [3, 4], but this run needs F64 [3, 3]."
        + " Ask for the model of the file, or give another file."
    ) { file in
      let other = SafetensorsFile.Entry(
        name: "best.weight", .ones([3, 4], scalarType: .float64))
      file = rebuilt(file, without: ["best.weight"], with: [other])
    }
    try expectRefusal(
      "PATH holds 'model.weight' as F64 [3, 3], but this run needs F32 [3, 3]."
        + " Ask for the model of the file, or give another file.",
      of: line(LineTask(), scalarType: .float32))
  }

  @Test("Other safetensors files and other versions are refused")
  func formats() throws {
    try expectRefusal(
      "PATH is no checkpoint of a training run. Give another file, or start a new run."
    ) { $0.metadata["format"] = "pt" }
    try expectRefusal(
      "PATH has version '2' of the checkpoint format, but this program reads version 1."
        + " Use the program that wrote it, or start a new run."
    ) { $0.metadata["version"] = "2" }
  }

  @Test(
    "Metadata that are missing or make no sense are named",
    arguments: [
      ("generator.position", nil, "lack 'generator.position'"),
      ("history", nil, "lack 'history'"),
      ("best.epoch", nil, "lack 'best.epoch'"),
      ("generator.seed", "-1", "give '-1' for 'generator.seed'"),
      ("generator.stream", "18446744073709551616", "give '18446744073709551616' for 'generator.stream'"),
      ("optimizer.steps", "-4", "give '-4' for 'optimizer.steps'"),
      ("optimizer.steps", "\(Int.max)", "give '\(Int.max)' for 'optimizer.steps'"),
      ("generator.position", "\(UInt64.max)", "give '\(UInt64.max)' for 'generator.position'"),
      ("checksum", nil, "lack 'checksum'"),
      ("epoch", "3", "give '3' for 'epoch'"),
      ("best.epoch", "3", "give '3' for 'best.epoch'"),
      ("history", "[]", "give '2' for 'epoch'"),
      ("history", "{\"a\": 1}", "give '{\"a\": 1}' for 'history'"),
      (
        "history", String(repeating: "[", count: 100_000),
        "give '\(String(repeating: "[", count: 40))…' for 'history'"
      ),
    ] as [(String, String?, String)])
  func metadata(field: String, value: String?, words: String) throws {
    try expectRefusal(
      "PATH is damaged. Its metadata \(words). Give another file, or start a new run."
    ) { $0.metadata[field] = value }
  }

  @Test("One bit that flipped is noticed wherever it lies")
  func flippedBits() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      var saved = line(LineTask())
      _ = try saved.fit(epochs: 2)
      try saved.save(to: path)
      let bytes = try AtomicFile.bytes(of: path)
      for place in stride(from: 0, to: bytes.count, by: 7) {
        var damaged = bytes
        damaged[place] ^= 1
        try AtomicFile.write(damaged, to: path)
        var trainer = line(LineTask())
        #expect(throws: CheckpointError.self, "byte \(place)") { try trainer.resume(from: path) }
        #expect(trainer.finishedEpochs == 0)
      }
    }
  }

  @Test("A content other than the checksum's is refused with both")
  func checksum() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      try line(LineTask()).save(to: path)
      var file = try SafetensorsFile(parsing: AtomicFile.bytes(of: path))
      let found = file.checksum
      #expect(file.metadata["checksum"] == found)
      file.metadata["checksum"] = "0"
      try AtomicFile.write(file.serialized, to: path)
      try expectRefusal(
        "PATH is damaged. Its content has checksum \(found), but was written with 0."
          + " Give another file, or start a new run.", of: line(LineTask()), path: path)
    }
  }

  @Test("A file that is cut short is refused")
  func truncation() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      try line(LineTask()).save(to: path)
      let bytes = try AtomicFile.bytes(of: path)
      try AtomicFile.write(Array(bytes[..<100]), to: path)
      let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
      try expectRefusal(
        "PATH is damaged. The header should have \(length) bytes, but only 92 follow; the file is cut"
          + " short or is not a safetensors file. Give another file, or start a new run.",
        of: line(LineTask()), path: path)
      try AtomicFile.write(Array(bytes.dropLast()), to: path)
      var trainer = line(LineTask())
      #expect(throws: CheckpointError.self) { try trainer.resume(from: path) }
    }
  }

  @Test("A missing file is refused with the system's words")
  func missing() throws {
    try withTemporaryFolder { folder in
      try expectRefusal(
        "Cannot read PATH: No such file or directory.", of: line(LineTask()),
        path: folder + "/none.safetensors")
    }
  }
}

import Foundation
import Layers
import Tensors
import Testing
import _TestSupport

@testable import Training

@Suite("Models of checkpoints")
struct SavedModelTests {
  @Test("The best model comes back with the notes of its run, to the bit")
  func roundTrip() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      var trainer = line(LineTask(scores: [0.1, 0.7, 0.3]), averaging: WeightAveraging(decay: 0.9))
      trainer.notes = ["settings": "{\"width\": 3}", "": "empty name"]
      _ = try trainer.fit(epochs: 3, checkpoint: CheckpointPolicy(path: path, every: 1))
      let saved = try SavedModel(from: path)
      #expect(saved.identity == "line/3")
      #expect(saved.notes == trainer.notes)
      #expect(try saved.note("settings") == "{\"width\": 3}")
      #expect(saved.best == trainer.history[1])
      var model = line(LineTask()).model
      #expect(model != trainer.bestModel)
      try saved.assign(to: &model)
      #expect(model == trainer.bestModel)
      #expect(model != trainer.judgedModel)
    }
  }

  @Test("What does not fit is refused, and the model stays as it is")
  func refusals() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      try line(LineTask()).save(to: path)
      let saved = try SavedModel(from: path)
      #expect(saved.best == nil)
      var wide = line(LineTask(), outputs: 4).model
      let before = wide
      #expect(
        throws: CheckpointError.wrongTensor(
          path: path, name: "best.weight", found: "F64 [3, 3]", expected: "F64 [3, 4]")
      ) { try saved.assign(to: &wide) }
      #expect(wide == before)
      #expect(throws: CheckpointError.missingField(path: path, field: "note.settings")) {
        try saved.note("settings")
      }
      #expect(throws: CheckpointError.self) { try SavedModel(from: folder + "/none") }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      try (bytes.dropLast() + [bytes[bytes.count - 1] ^ 1]).write(to: URL(fileURLWithPath: path))
      #expect(throws: CheckpointError.self) { try SavedModel(from: path) }
    }
  }
}

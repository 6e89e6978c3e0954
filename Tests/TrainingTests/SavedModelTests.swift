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

  @Test("A resumed run has the notes of the file, and keeps those that the file does not have")
  func resumedNotes() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/run.safetensors"
      var trainer = line(LineTask())
      trainer.notes = ["steps": "4", "settings": "wide"]
      try trainer.save(to: path)
      var other = line(LineTask())
      other.notes = ["steps": "8", "colour": "blue"]
      try other.resume(from: path)
      #expect(other.notes == ["steps": "4", "settings": "wide", "colour": "blue"])
    }
  }

  @Test("What is changed after an update is undone with its epoch, notes included")
  func undoneChanges() throws {
    var trainer = line(LineTask(fault: (3, .loss)))
    _ = try trainer.fit(
      epochs: 5,
      afterUpdate: { trainer in
        trainer.notes["updates"] = "\(trainer.optimizer.stepCount)"
      })
    #expect(trainer.finishedEpochs == 2 && trainer.notes == ["updates": "4"])
  }

  @Test("The best model can be changed apart from the model")
  func changedBest() {
    var trainer = line(LineTask())
    let model = trainer.model
    trainer.changeBestModel { $0.bias = $0.bias + 1 }
    #expect(trainer.model == model && trainer.bestModel.bias == model.bias + 1)
  }
}

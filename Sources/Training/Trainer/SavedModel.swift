public import Layers
import Tensors

/// The best model of a checkpoint, to be used without its trainer.
///
/// ```swift
/// let saved = try SavedModel(from: "traffic.safetensors")
/// var model = Forecaster(settings: saved.notes["settings"])
/// try saved.assign(to: &model)
/// ```
public struct SavedModel: Sendable {
  /// The file.
  public let path: String

  /// The words that tell models apart; see ``Trainer/identity``.
  public let identity: String

  /// The words that the run left for users of the model; see ``Trainer/notes``.
  public let notes: [String: String]

  /// The epoch of the model, or `nil` if it is that before the first.
  public let best: EpochRecord?

  private let file: SafetensorsFile

  /// Reads a checkpoint.
  ///
  /// - Parameter path: A file that ``Trainer/save(to:)`` wrote.
  /// - Throws: Why the file cannot be used.
  public init(from path: String) throws(CheckpointError) {
    file = try SafetensorsFile(checkpointAt: path)
    let fields = CheckpointFields(path: path, metadata: file.metadata)
    try fields.checkFormat()
    try fields.checkChecksum(of: file)
    identity = try fields.text("model")
    best = try fields.best(in: fields.history())
    notes = fields.notes
    self.path = path
  }

  /// Returns a note that a model cannot be built without.
  ///
  /// - Throws: `missingField` if the run left no such note.
  public func note(_ name: String) throws(CheckpointError) -> String {
    guard let note = notes[name] else {
      throw .missingField(path: path, field: CheckpointFields.notePrefix + name)
    }
    return note
  }

  /// Gives a model the parameters of the best epoch.
  ///
  /// - Parameter model: A model with the parameters of the one that was trained; unchanged if that is
  ///   not so.
  /// - Throws: `missingTensors` or `wrongTensor` if the file holds another model's.
  public func assign<Model: Parameterized>(to model: inout Model) throws(CheckpointError) {
    var values: [String: Tensor] = [:]
    for (name, parameter) in model.namedParameters {
      guard let entry = file["best." + name] else {
        throw .missingTensors(path: path, names: ["best." + name])
      }
      guard let value = entry.tensor(like: parameter) else {
        throw .wrongTensor(
          path: path, name: "best." + name, found: entry.kind,
          expected: SafetensorsFile.Entry.kind(of: parameter))
      }
      values[name] = value
    }
    model.assignParameters { values[$0] }
  }
}

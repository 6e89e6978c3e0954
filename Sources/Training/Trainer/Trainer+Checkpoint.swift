import Foundation
import Layers
import Tensors

extension Trainer {
  /// Writes everything that a resumed run needs, as a safetensors file.
  ///
  /// The file holds the parameters as `model.NAME`, those of the best epoch as `best.NAME`, their
  /// average, if there is one, as `average.NAME`, and the optimizer's state as
  /// `optimizer.STATE.NAME`. The metadata hold the format's version, the
  /// model's identity, the optimizer's configuration, the generator, the finished epochs, and
  /// a checksum of it all.
  ///
  /// - Parameter path: The file, which is replaced as a whole or not at all.
  /// - Throws: The error of the system call that failed, such as that of a full disk.
  public func save(to path: String) throws(FileError) {
    var file = SafetensorsFile(metadata: metadata)
    for (name, tensor) in checkpointTensors {
      file.append(SafetensorsFile.Entry(name: name, tensor))
    }
    file.metadata["checksum"] = file.checksum
    try AtomicFile.write(file.serialized, to: path)
  }

  /// Goes back to the state that ``save(to:)`` wrote.
  ///
  /// Training then goes on to the same bits as if it had not stopped, if the task is the same. Notes of the
  /// file take the place of those of the same name.
  ///
  /// - Parameter path: The file.
  /// - Throws: Why the file does not fit. The trainer is then unchanged.
  public mutating func resume(from path: String) throws(CheckpointError) {
    let file = try SafetensorsFile(checkpointAt: path)
    let fields = CheckpointFields(path: path, metadata: file.metadata)
    try fields.check(identity: identity, optimizer: optimizerWords)
    let stepCount = try fields.count("optimizer.steps", as: Int.self)
    let generator = RandomGenerator(
      seed: try fields.number("generator.seed"), stream: try fields.number("generator.stream"),
      position: try fields.count("generator.position"))
    let history = try fields.history()
    let best = try fields.best(in: history)
    let tensors = try self.tensors(of: file, path: path)
    try fields.checkChecksum(of: file)

    model.assignParameters { tensors["model." + $0] }
    bestModel.assignParameters { tensors["best." + $0] }
    average?.assignParameters { tensors["average." + $0] }
    let prefix = "optimizer."
    let state = tensors.filter { $0.key.hasPrefix(prefix) }
      .map { (String($0.key.dropFirst(prefix.count)), $0.value) }
    optimizer.restore(
      state: Dictionary(uniqueKeysWithValues: state), stepCount: stepCount, for: model)
    self.generator = generator
    self.history = history
    self.best = best
    notes.merge(fields.notes) { $1 }
  }

  /// All tensors of the state with their names in a file.
  private var checkpointTensors: [(name: String, value: Tensor)] {
    model.namedParameters.map { ("model." + $0.name, $0.value) }
      + bestModel.namedParameters.map { ("best." + $0.name, $0.value) }
      + (average?.namedParameters ?? []).map { ("average." + $0.name, $0.value) }
      + optimizer.state.map { ("optimizer." + $0.name, $0.value) }
  }

  /// What parameters are moved by, in words.
  private var optimizerWords: String {
    guard let averaging else { return optimizer.configuration }
    return optimizer.configuration + ", averaged with decay \(averaging.decay)"
  }

  private var metadata: [String: String] {
    var metadata = [
      "format": CheckpointFields.format,
      "version": CheckpointFields.version,
      "model": identity,
      "optimizer": optimizerWords,
      "optimizer.steps": String(optimizer.stepCount),
      "generator.seed": String(generator.seed),
      "generator.stream": String(generator.stream),
      "generator.position": String(generator.position),
      "epoch": String(finishedEpochs),
      "history": CheckpointFields.text(of: history),
    ]
    if let best { metadata["best.epoch"] = String(best.epoch) }
    for (name, text) in notes { metadata[CheckpointFields.notePrefix + name] = text }
    return metadata
  }

  /// Returns the tensors of a file that has exactly those of this trainer.
  private func tensors(
    of file: SafetensorsFile, path: String
  ) throws(CheckpointError) -> [String: Tensor] {
    let expected = checkpointTensors
    let missing = expected.map(\.name).filter { file[$0] == nil }
    guard missing.isEmpty else { throw .missingTensors(path: path, names: missing) }
    let known = Set(expected.map(\.name))
    let extra = file.entries.map(\.name).filter { !known.contains($0) }
    guard extra.isEmpty else { throw .unexpectedTensors(path: path, names: extra) }

    var result: [String: Tensor] = [:]
    for (name, tensor) in expected {
      guard let entry = file[name] else { continue }
      guard let value = entry.tensor(like: tensor) else {
        throw .wrongTensor(
          path: path, name: name, found: entry.kind,
          expected: SafetensorsFile.Entry.kind(of: tensor))
      }
      result[name] = value
    }
    return result
  }
}

extension Parameterized {
  /// Replaces the parameters for which `value` knows a tensor.
  mutating func assignParameters(_ value: @escaping (_ name: String) -> Tensor?) {
    visitParameters(
      along: .zero,
      with: ParameterVisitor { name, parameter, _ in
        if let value = value(name) { parameter = value }
      })
  }
}

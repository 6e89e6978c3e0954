import Foundation

/// The metadata of a checkpoint, read with care.
struct CheckpointFields {
  /// The mark by which a checkpoint is known among safetensors files.
  static let format = "GraphODE checkpoint"

  /// The version that is written and read.
  static let version = "1"

  let path: String
  let metadata: [String: String]

  /// Checks that the file is a checkpoint in the version that is read.
  func checkFormat() throws(CheckpointError) {
    guard metadata["format"] == Self.format else { throw .notACheckpoint(path: path) }
    let version = try text("version")
    guard version == Self.version else {
      throw .unknownVersion(path: path, found: version, known: Self.version)
    }
  }

  /// Checks that the file is a checkpoint of the given model and optimizer.
  func check(identity: String, optimizer: String) throws(CheckpointError) {
    try checkFormat()
    let model = try text("model")
    guard model == identity else {
      throw .otherModel(path: path, found: model, expected: identity)
    }
    let method = try text("optimizer")
    guard method == optimizer else {
      throw .otherOptimizer(path: path, found: method, expected: optimizer)
    }
  }

  /// Checks that the file is the one that was written, to the bit.
  func checkChecksum(of file: SafetensorsFile) throws(CheckpointError) {
    let (found, expected) = (file.checksum, try text("checksum"))
    guard found == expected else {
      throw .wrongChecksum(path: path, found: found, expected: expected)
    }
  }

  /// Returns a whole number that was written in decimal digits: 64 bits do not survive as a JSON
  /// number.
  func number<Number: FixedWidthInteger>(
    _ field: String, as type: Number.Type = UInt64.self
  ) throws(CheckpointError) -> Number {
    guard let number = Number(try text(field)) else { throw invalid(field) }
    return number
  }

  /// Returns a number that only counts up, from zero to half of what its type can hold.
  func count<Number: FixedWidthInteger>(
    _ field: String, as type: Number.Type = UInt64.self
  ) throws(CheckpointError) -> Number {
    let count = try number(field, as: type)
    // No run gets this far; going on from there would overflow.
    guard (0...Number.max / 2).contains(count) else { throw invalid(field) }
    return count
  }

  /// Returns the records of the finished epochs, numbered from 1.
  func history() throws(CheckpointError) -> [EpochRecord] {
    let text = try text("history")
    let epoch = try number("epoch", as: Int.self)
    guard let history = try? Self.decoder.decode([EpochRecord].self, from: Data(text.utf8)),
      history.map(\.epoch) == Array(1..<history.count + 1)
    else { throw invalid("history") }
    guard history.count == epoch else { throw invalid("epoch") }
    return history
  }

  /// Returns the best of the records, `nil` if there are none.
  func best(in history: [EpochRecord]) throws(CheckpointError) -> EpochRecord? {
    if history.isEmpty { return nil }
    let epoch = try number("best.epoch", as: Int.self)
    guard (1...history.count).contains(epoch) else { throw invalid("best.epoch") }
    return history[epoch - 1]
  }

  /// The error of a field that is there but makes no sense.
  func invalid(_ field: String) -> CheckpointError {
    let found = metadata[field] ?? ""
    let shown = found.count > 40 ? found.prefix(40) + "…" : found
    return .invalidField(path: path, field: field, found: String(shown))
  }

  /// Returns a piece of the metadata that has to be there.
  func text(_ field: String) throws(CheckpointError) -> String {
    guard let text = metadata[field] else { throw .missingField(path: path, field: field) }
    return text
  }

  /// The words that a run adds to its checkpoints, by their names.
  var notes: [String: String] {
    var notes: [String: String] = [:]
    for (field, text) in metadata where field.hasPrefix(Self.notePrefix) {
      notes[String(field.dropFirst(Self.notePrefix.count))] = text
    }
    return notes
  }

  /// What the names of notes begin with among the metadata.
  static let notePrefix = "note."

  /// Returns records as JSON in which every double is exact.
  static func text(of history: [EpochRecord]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    // With the strategy above no record can fail to be encoded.
    guard let data = try? encoder.encode(history) else { return "[]" }
    return String(decoding: data, as: UTF8.self)
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }
}

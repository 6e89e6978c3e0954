import Foundation
import Training

/// Values as the text of a checkpoint's notes.
enum NoteText {
  /// Returns a value as JSON in which every number is exact.
  static func of(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // No value here holds a number that JSON does not have.
    guard let data = try? encoder.encode(value) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }
}

extension SavedModel {
  /// Returns the value of a note.
  ///
  /// - Throws: `missingField` or `invalidField` where there is no such note, or none that can be read.
  func decodedNote<Value: Decodable>(_ name: String) throws(CheckpointError) -> Value {
    let text = try note(name)
    guard let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)) else {
      throw .invalidField(
        path: path, field: "note." + name, found: text.count > 40 ? text.prefix(40) + "…" : text)
    }
    return value
  }
}

import Foundation
import GraphODE
import _ExampleSupport

extension ValidityTask {
  /// Returns the settings as the text of a note.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// Reads the settings that a run left in its checkpoint.
  init(of file: SavedModel) throws {
    let text = try file.note(Self.note)
    guard let settings = try? JSONDecoder().decode(ValidityTask.self, from: Data(text.utf8)) else {
      throw RunFailure("\(file.path) is damaged: its notes on the task cannot be read. Train anew.")
    }
    self = settings
  }
}

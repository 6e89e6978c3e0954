import Foundation
import GraphDatasets
import _TestSupport

/// A data folder with small files in the formats of the published ones.
struct TrafficFiles {
  let folder: TemporaryFolder

  /// The sensors of the table.
  static let sensors = ["400001", "400017", "400030", "400040", "400045"]

  /// Creates a folder that holds the series of ``table(steps:)`` and its graph as pems-bay.
  init() throws {
    folder = try TemporaryFolder()
    try write(Self.table(), to: "pems-bay/PEMS-BAY.csv")
    try write(Self.pickledGraph(), to: "pems-bay/adj_mx_bay.pkl")
  }

  /// Takes the folder away.
  func remove() { folder.remove() }

  /// Writes a text file into the folder.
  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  /// Writes a file into the folder.
  func write(_ bytes: [UInt8], to name: String) throws {
    let url = folder.url.appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// Returns a file that another library wrote; see ``ReadingFiles``.
  static func published(_ name: String) throws -> [UInt8] {
    try NpzArchive(ReadingFiles.archive, path: "files").unpacked(name)
  }

  /// Returns a table of readings from Monday, 2 January 2017 on, every five minutes.
  ///
  /// - Parameters:
  ///   - steps: The range of steps.
  ///   - sensors: The sensors of the columns.
  ///   - heading: The name of the column of times.
  /// - Returns: The text, of which each sensor's seventh part of readings is zero.
  static func table(
    _ steps: Range<Int> = 0..<200, sensors: [String] = sensors, heading: String = ""
  ) -> String {
    var text = ([heading] + sensors).joined(separator: ",") + "\n"
    for step in steps {
      let values = sensors.map { sensor -> String in
        let node = Self.sensors.firstIndex(of: sensor) ?? 9
        // Waves of hours over the day, each sensor's a while after that of the one before.
        let wave =
          55 + 8 * sin(Double(step - 3 * node) / 15) + Double((step * 7919 + node * 104_729) % 31) / 10
        return (step + node) % 7 == 6 ? "0" : String(format: "%.3f", wave)
      }
      text += ([time(of: step)] + values).joined(separator: ",") + "\n"
    }
    return text
  }

  /// Returns the time of a step.
  static func time(of step: Int) -> String {
    let start = LocalTime(year: 2017, month: 1, day: 2) ?? LocalTime(secondsSinceEpoch: 0)
    return start.adding(seconds: 300 * step).description
  }

  /// Returns a pickle of `[names, index of each name, matrix]` in protocol 0, of a ring of sensors.
  static func pickledGraph(_ sensors: [String] = sensors) -> String {
    let count = sensors.count
    let names = sensors.map { "S'\($0)'\n" }.joined()
    let indices = sensors.enumerated().map { "S'\($1)'\nI\($0)\n" }.joined()
    let weights = (0..<count * count).map { place -> Double in
      let (row, column) = (place / count, place % count)
      return row == column ? 1 : column == (row + 1) % count ? 0.5 : 0
    }
    let bytes = weights.flatMap { weight in
      withUnsafeBytes(of: weight.bitPattern.littleEndian) { Array($0) }
    }
    let content = bytes.map { String(format: "\\x%02x", $0) }.joined()
    let format = "cnumpy\ndtype\n(S'f8'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntb"
    let matrix =
      "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(I\(count)\nI\(count)\nt"
      + "\(format)I00\nS'\(content)'\ntb"
    return "((\(names)l(\(indices)d\(matrix)l."
  }
}

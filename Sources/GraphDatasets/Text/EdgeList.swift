/// The edges in a text file: `source,target` or `source,target,weight` on each line.
///
/// Fields stand between commas or spaces; nodes are numbered from 0. A first line that reads
/// `source,target` or `source,target,weight` is a heading. Blank lines and lines that start
/// with `#` are skipped.
public struct EdgeList: Hashable, Sendable {
  /// The name of the file, for errors.
  public let path: String

  /// The node that each edge starts from.
  public private(set) var sources: [Int] = []

  /// The node that each edge leads to.
  public private(set) var targets: [Int] = []

  /// The weight of each edge, all positive, or `nil` if the file has no third field.
  public private(set) var weights: [Double]?

  /// The line of each edge.
  public private(set) var lines: [Int] = []

  /// Reads the edges in a file.
  ///
  /// - Throws: An error that names the file and the line.
  public init(contentsOf path: String) throws(DatasetError) {
    try self.init(parsing: readBytes(ofFileAt: path), path: path)
  }

  /// Reads the edges in some bytes; a file without edges is a graph without edges.
  ///
  /// - Parameters:
  ///   - bytes: The text, in UTF-8.
  ///   - path: The name of the file, for errors.
  /// - Throws: `wrongFieldCount`, `notAnIndex` or `badWeight`.
  /// - Complexity: O(*n*), where *n* is the number of bytes.
  public init(parsing bytes: [UInt8], path: String) throws(DatasetError) {
    self.path = path
    var fieldCount: Int?
    var weights: [Double] = []
    for line in TextLines(bytes) {
      let fields = line.fields
      guard (2...3).contains(fields.count), fieldCount == nil || fieldCount == fields.count else {
        throw .wrongFieldCount(
          path: path, line: line.number, found: fields.count,
          expected: fieldCount.map { "\($0), as in the first row" }
            ?? "a source, a target and perhaps a weight")
      }
      let isFirst = fieldCount == nil
      fieldCount = fields.count
      if isFirst, Self.isHeading(fields) { continue }
      sources.append(try Self.node(fields[0], path: path, line: line.number))
      targets.append(try Self.node(fields[1], path: path, line: line.number))
      lines.append(line.number)
      guard fields.count == 3 else { continue }
      guard let weight = TextField.number(fields[2]), weight > 0 else {
        throw .badWeight(path: path, line: line.number, weight: TextField.shown(fields[2]))
      }
      weights.append(weight)
    }
    self.weights = fieldCount == 3 ? weights : nil
  }

  private static func isHeading(_ fields: [ArraySlice<UInt8>]) -> Bool {
    zip(fields, ["source", "target", "weight"]).allSatisfy { TextField.shown($0).lowercased() == $1 }
  }

  private static func node(
    _ field: ArraySlice<UInt8>, path: String, line: Int
  ) throws(DatasetError) -> Int {
    guard let node = TextField.index(field) else {
      throw .notAnIndex(path: path, line: line, field: TextField.shown(field))
    }
    return node
  }
}

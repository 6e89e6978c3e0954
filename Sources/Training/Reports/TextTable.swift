/// Rows of text in aligned columns.
///
/// ```
/// seed   test  best epoch
/// ----  -----  ----------
///    0  0.829         212
///    1  0.821         198
/// ```
public struct TextTable: CustomStringConvertible, Sendable {
  /// One column: its heading and the side on which its cells are flush.
  public struct Column: Hashable, Sendable {
    let heading: String
    let isNumeric: Bool

    /// A column of words, flush left.
    public static func words(_ heading: String) -> Column {
      Column(heading: heading, isNumeric: false)
    }

    /// A column of numbers, flush right.
    public static func numbers(_ heading: String) -> Column {
      Column(heading: heading, isNumeric: true)
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []
  private var rules: Set<Int> = []

  /// Creates a table without rows.
  public init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row.
  ///
  /// - Precondition: The row has a cell for each column.
  public mutating func append(_ row: [String]) {
    precondition(
      row.count == columns.count,
      "A row has \(row.count) cells, but the table has \(columns.count) columns.")
    rows.append(row)
  }

  /// Adds a rule below the rows so far.
  public mutating func appendRule() {
    rules.insert(rows.count)
  }

  /// The table as lines of text, the last one without a line break.
  public var description: String {
    let widths = columns.indices.map { index in
      rows.reduce(columns[index].heading.count) { max($0, $1[index].count) }
    }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    var lines = [line(columns.map(\.heading), widths), rule]
    for (index, row) in rows.enumerated() {
      if index > 0, rules.contains(index) { lines.append(rule) }
      lines.append(line(row, widths))
    }
    return lines.joined(separator: "\n")
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let space = String(repeating: " ", count: widths[index] - cell.count)
      line += (index == 0 ? "" : "  ") + (columns[index].isNumeric ? space + cell : cell + space)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

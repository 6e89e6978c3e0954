/// Rows of words and numbers under named columns.
public struct Table: Hashable, Sendable {
  /// One column: its heading, the heading that it shares with its neighbours, and its side.
  public struct Column: Hashable, Sendable {
    let heading: String
    let group: String?
    let isNumeric: Bool

    /// A column of words, flush left.
    public static func words(_ heading: String) -> Column {
      Column(heading: heading, group: nil, isNumeric: false)
    }

    /// Returns a column of numbers, flush right.
    ///
    /// - Parameters:
    ///   - heading: What the numbers are.
    ///   - group: A heading above this column and those neighbours that have the same one.
    /// - Returns: The column.
    public static func numbers(_ heading: String, group: String? = nil) -> Column {
      Column(heading: heading, group: group, isNumeric: true)
    }
  }

  /// What stands in a row below one column.
  public struct Cell: Hashable, Sendable {
    let text: String
    let isBest: Bool

    /// Words, or a number that is text already.
    public static func text(_ text: String) -> Cell {
      Cell(text: text, isBest: false)
    }

    /// Returns a number with so many decimals; a dash where there is none or it is not finite.
    ///
    /// - Parameters:
    ///   - value: The number.
    ///   - decimals: How many decimals it is shown with; take the same for the whole column.
    ///   - isBest: Whether it is shown in bold as the best of its column.
    /// - Returns: The cell.
    public static func number(_ value: Double?, decimals: Int, isBest: Bool = false) -> Cell {
      Cell(text: NumberText.fixed(value, decimals: decimals), isBest: isBest)
    }
  }

  /// What the table shows.
  public let caption: String

  /// The columns, of which the first names the rows.
  public let columns: [Column]

  /// The rows, each with a cell for each column.
  public let rows: [[Cell]]

  /// Creates a table.
  ///
  /// - Precondition: There is a column, and each row has a cell for each column.
  public init(_ caption: String, columns: [Column], rows: [[Cell]]) {
    precondition(!columns.isEmpty, "The table \(caption) has 0 columns.")
    for row in rows {
      precondition(
        row.count == columns.count,
        "A row has \(row.count) cells, but the table \(caption) has \(columns.count) columns.")
    }
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }

  /// The headings above neighbouring columns, where they have one, each with the number of columns.
  var groups: [(heading: String?, span: Int)] {
    columns.reduce(into: []) { groups, column in
      if let last = groups.last, last.heading == column.group {
        groups[groups.count - 1].span += 1
      } else {
        groups.append((column.group, 1))
      }
    }
  }
}

/// Matrices side by side: a square for each element, larger and in a deeper colour for larger magnitudes.
///
/// Rows are what something comes from, columns where it goes to. Elements that are exactly zero stay empty, and
/// those that are marked have a frame.
public struct MatrixChart: Chart, Hashable {
  /// One of the matrices.
  public struct Panel: Hashable, Sendable {
    /// What the matrix is.
    public let name: String

    /// The elements by rows; those that are not finite are drawn as missing.
    public let elements: [[Double]]

    /// Creates a matrix.
    ///
    /// - Precondition: All rows are of one length.
    public init(_ name: String, elements: [[Double]]) {
      for row in elements {
        precondition(
          row.count == elements[0].count,
          "A row of the matrix \(name) has \(row.count) elements, but the first \(elements[0].count).")
      }
      self.name = name
      self.elements = elements
    }

    /// The magnitudes of the finite elements.
    var magnitudes: [Double] { elements.joined().filter(\.isFinite).map { abs($0) } }
  }

  /// What is shown, in a few words.
  public let title: String

  /// What rows are.
  public let rowTitle: String

  /// What columns are.
  public let columnTitle: String

  /// The matrices, from left to right; the magnitudes of each are in units of its largest one.
  public let panels: [Panel]

  /// Which elements have a frame, at `[row][column]`; none where it is empty.
  public let marks: [[Bool]]

  /// What a frame means.
  public let markTitle: String

  /// Creates a chart.
  ///
  /// - Parameters:
  ///   - title: What is shown, in a few words.
  ///   - rowTitle: What rows are.
  ///   - columnTitle: What columns are.
  ///   - panels: The matrices, from left to right.
  ///   - marks: Which elements have a frame in every matrix; none where it is empty.
  ///   - markTitle: What a frame means.
  public init(
    _ title: String, rowTitle: String, columnTitle: String, panels: [Panel], marks: [[Bool]] = [],
    markTitle: String = ""
  ) {
    self.title = title
    self.rowTitle = rowTitle
    self.columnTitle = columnTitle
    self.panels = panels
    self.marks = marks
    self.markTitle = markTitle
  }

  /// What each matrix is, with its size, its zeros and its largest element.
  public var summary: String {
    let sentences = panels.map { panel in
      let magnitudes = panel.magnitudes
      let (rows, columns) = (panel.elements.count, panel.elements.first?.count ?? 0)
      let zeros = magnitudes.count { $0 == 0 }
      let largest = NumberText.significant(magnitudes.max(), digits: 3)
      return "\(panel.name): \(rows) by \(columns) elements, \(zeros) of them zero, the largest \(largest)."
    }
    return (["Matrices with \(rowTitle) in rows and \(columnTitle) in columns."] + sentences)
      .joined(separator: " ")
  }

  /// Whether an element has a frame.
  func isMarked(row: Int, column: Int) -> Bool {
    marks.indices.contains(row) && marks[row].indices.contains(column) && marks[row][column]
  }
}

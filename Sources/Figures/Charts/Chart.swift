/// A chart that draws itself.
///
/// Colours follow the reader's choice of light or dark, can be told apart with every common kind of
/// colour blindness, and never stand alone: lines have dashes, columns their numbers, points sizes.
public protocol Chart: Sendable {
  /// What is shown, in a few words.
  var title: String { get }

  /// What there is to see, in sentences for readers who do not see it.
  var summary: String { get }

  /// The drawing.
  var drawing: Drawing { get }
}

extension Chart {
  /// Returns the chart as a file of its own: SVG 1.1 with a style sheet for light and dark.
  public func svg() -> String {
    drawing.svg(title: title, summary: summary, id: "chart", style: StyleSheet.charts) + "\n"
  }
}

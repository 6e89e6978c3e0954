/// A chart on a page, below its title and above its caption.
public struct Figure: Sendable {
  /// The chart.
  public let chart: any Chart

  /// What to see in it; nothing is shown if it is empty.
  public let caption: String

  /// The chart's numbers, which a reader may unfold.
  public let numbers: Table?

  /// Creates a figure.
  public init(_ chart: any Chart, caption: String = "", numbers: Table? = nil) {
    self.chart = chart
    self.caption = caption
    self.numbers = numbers
  }
}

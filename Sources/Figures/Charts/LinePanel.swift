/// One of the plots of a ``LineChart``, which stand above each other: a vertical axis and its lines.
public struct LinePanel: Hashable, Sendable {
  /// The vertical axis.
  public let axis: Axis

  /// The lines.
  public let series: [LineSeries]

  /// The height of the plot in pixels, without what is written around it.
  public let height: Double

  /// Creates a panel.
  ///
  /// - Precondition: `height` is in `40...2000`.
  public init(_ axis: Axis, series: [LineSeries], height: Double = 240) {
    precondition((40...2000).contains(height), "A panel of \(height) pixels is not in 40...2000.")
    self.axis = axis
    self.series = series
    self.height = height
  }

  /// The ticks beside the panel, one every 45 pixels or more.
  var ticks: Ticks {
    let extent = axis.extent(of: series.flatMap { $0.finiteValues + $0.bandEnds })
    return axis.coveringTicks(of: extent, about: max(Int(height / 45), 1))
  }
}

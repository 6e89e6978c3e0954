/// The style sheets that are built into the module.
enum StyleSheet {
  /// The colours, lines and fonts of charts.
  static let charts = String(decoding: PackageResources.charts_css, as: UTF8.self)

  /// The look of pages.
  static let pages = String(decoding: PackageResources.page_css, as: UTF8.self)

  /// The number of colours of series; further series begin anew.
  static let seriesColors = 6

  /// The number of steps of the scale of colours, from low to high values.
  static let levels = 9
}

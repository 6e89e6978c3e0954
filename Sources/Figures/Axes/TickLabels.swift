/// The labels below a horizontal axis, chosen so that none touches another.
struct TickLabels: Sendable {
  /// One label: its text, its middle, and its estimated width.
  struct Label: Hashable, Sendable {
    let text: String
    let middle: Double
    let width: Double
  }

  let ticks: Ticks
  let labels: [Label]

  /// Chooses as many ticks as their labels leave room for.
  ///
  /// - Parameters:
  ///   - scale: Where values are.
  ///   - width: The width of the drawing, inside which labels stay.
  ///   - count: The number of parts to begin with; it falls until all labels have room.
  ///   - ticks: Returns the ticks for a number of parts.
  init(on scale: Scale, inside width: Double, from count: Int = 12, ticks: (Int) -> Ticks) {
    for count in stride(from: count, to: 0, by: -1) {
      let ticks = ticks(count)
      let labels = TickLabels.labels(of: ticks, scale: scale, inside: width)
      if TickLabels.areApart(labels) {
        (self.ticks, self.labels) = (ticks, labels)
        return
      }
    }
    (self.ticks, labels) = (Ticks(values: [], labels: [], step: 1), [])
  }

  private static func labels(of ticks: Ticks, scale: Scale, inside width: Double) -> [Label] {
    zip(ticks.values, ticks.labels).map { value, text in
      let textWidth = TextWidth.of(text)
      let middle = min(max(scale(value), textWidth / 2), max(width - textWidth / 2, textWidth / 2))
      return Label(text: text, middle: middle, width: textWidth)
    }
  }

  /// Returns whether labels from left to right leave so many pixels between each other.
  static func areApart(_ labels: [Label], by gap: Double = 10) -> Bool {
    zip(labels, labels.dropFirst()).allSatisfy { left, right in
      left.middle + left.width / 2 + gap <= right.middle - right.width / 2
    }
  }
}

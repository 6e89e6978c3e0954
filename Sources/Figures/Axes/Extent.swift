/// From where to where an axis goes: finite, and long enough to be divided.
struct Extent: Hashable, Sendable {
  let lower: Double
  let upper: Double

  /// The largest size of a number that is drawn; larger ones are drawn as this.
  private static let largest = 1e300

  /// Creates the extent of values, of which those that are not finite do not count.
  ///
  /// A single value gets some room on either side, and no value at all the extent 0…1.
  init(of values: [Double]) {
    let finite = values.filter(\.isFinite).map(Extent.drawable)
    guard let lower = finite.min(), let upper = finite.max() else {
      (self.lower, self.upper) = (0, 1)
      return
    }
    let size = max(abs(lower), abs(upper))
    // Below a billionth of the values, differences would need labels of more than ten digits.
    if upper - lower >= 1e-9 * size, upper > lower {
      (self.lower, self.upper) = (lower, upper)
    } else {
      let room = size == 0 ? 1 : size / 20
      (self.lower, self.upper) = (lower - room, upper + room)
    }
  }

  /// Creates the extent between two ends, `lower < upper`, both of a size that is drawn.
  init(from lower: Double, to upper: Double) {
    (self.lower, self.upper) = (lower, upper)
  }

  /// The length, which is positive.
  var length: Double { upper - lower }

  /// Returns whether a value lies inside, but for rounding.
  func contains(_ value: Double) -> Bool {
    (lower - 1e-9 * length...upper + 1e-9 * length).contains(value)
  }

  /// Returns a finite number as it is drawn: neither too large to subtract nor too small to divide.
  static func drawable(_ value: Double) -> Double {
    abs(value) < 1e-290 ? 0 : min(max(value, -largest), largest)
  }
}

/// The straight line from values to pixels.
struct Scale: Hashable, Sendable {
  let extent: Extent
  let start: Double
  let end: Double

  /// Creates the scale that takes the extent's lower end to `start` and its upper end to `end`.
  init(_ extent: Extent, from start: Double, to end: Double) {
    self.extent = extent
    self.start = start
    self.end = end
  }

  /// Returns the pixel of a finite value, which is one of those between the ends.
  func callAsFunction(_ value: Double) -> Double {
    let share = (Extent.drawable(value) - extent.lower) / extent.length
    return start + min(max(share, 0), 1) * (end - start)
  }
}

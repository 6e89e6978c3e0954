/// Classes between round numbers that values are sorted into, each with a step of the colour scale.
struct ValueClasses {
  /// The borders of the classes in rising order, one more than classes.
  let borders: Ticks

  /// Creates classes for values, seven or eight at most.
  init(of values: [Double]) {
    borders = Ticks(covering: Extent(of: values), about: 6)
  }

  /// The number of classes.
  var count: Int { borders.values.count - 1 }

  /// Returns the class of a value inside the borders.
  func place(of value: Double) -> Int {
    let behind = borders.values.dropFirst().firstIndex { value < $0 } ?? count
    return min(behind - 1, count - 1)
  }

  /// Returns the step of the colour scale of a class: the first has the lowest, the last the highest.
  func level(of place: Int) -> Int {
    count < 2 ? StyleSheet.levels / 2 : place * (StyleSheet.levels - 1) / (count - 1)
  }

  /// Returns the radius of the points of a class, in pixels.
  func radius(of place: Int) -> Double { 3.4 + 0.42 * Double(level(of: place)) }

  /// Returns what a class holds, such as "2–3".
  func label(of place: Int) -> String {
    "\(borders.labels[place])\u{2009}–\u{2009}\(borders.labels[place + 1])"
  }
}

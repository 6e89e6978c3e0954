import Foundation

/// Evenly spaced values beside an axis, with their labels.
struct Ticks: Hashable, Sendable {
  let values: [Double]
  let labels: [String]

  /// The distance between two ticks.
  let step: Double

  init(values: [Double], labels: [String], step: Double) {
    self.values = values
    self.labels = labels
    self.step = step
  }

  /// Creates ticks that are 1, 2 or 5 times a power of ten apart, the first one at or before the
  /// extent and the last one at or behind it.
  ///
  /// - Parameters:
  ///   - extent: What to cover.
  ///   - count: Into about how many parts to divide it, at most.
  ///   - smallestStep: What the distance between ticks must not be below.
  init(covering extent: Extent, about count: Int, smallestStep: Double = 0) {
    let wanted = max(extent.length / Double(max(count, 1)), smallestStep)
    var exponent = NumberText.decimalExponent(of: wanted)
    // The tolerance keeps a wanted step of 0.2 from becoming 0.5 by rounding.
    let leading = wanted / pow(10, Double(exponent)) * (1 - 1e-9)
    var factor = [1.0, 2, 5, 10].first { $0 >= leading } ?? 10
    if factor == 10 { (factor, exponent) = (1, exponent + 1) }

    // Dividing by 10 is exact to the last bit, multiplying by 0.1 is not.
    let power = pow(10, Double(abs(exponent)))
    let step = exponent < 0 ? factor / power : factor * power
    let first = Ticks.whole(extent.lower / step, .down)
    let last = max(Ticks.whole(extent.upper / step, .up), first + 1)
    // Adding 0 turns −0 into 0.
    let values = stride(from: first, through: last, by: 1).map { $0 * step + 0 }
    self.init(values: values, labels: NumberText.labels(of: values, step: step), step: step)
  }

  /// Rounds up or down, but not away from a whole number that is missed by rounding only.
  private static func whole(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double {
    abs(value - value.rounded()) < 1e-6 ? value.rounded() : value.rounded(rule)
  }

  /// The extent from the first tick to the last, of ticks that cover one.
  var extent: Extent { Extent(from: values[0], to: values[values.count - 1]) }

  /// Returns those ticks that lie inside an extent.
  func inside(_ extent: Extent) -> Ticks {
    let kept = values.indices.filter { extent.contains(values[$0]) }
    return Ticks(values: kept.map { values[$0] }, labels: kept.map { labels[$0] }, step: step)
  }
}

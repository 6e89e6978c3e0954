import Foundation

/// Numbers as a reader sees them: with a real minus sign, thousands apart, and powers of ten.
enum NumberText {
  /// What stands where there is no number.
  static let missing = "–"

  /// Returns a number with so many decimals; a dash for none, NaN and infinities.
  static func fixed(_ value: Double?, decimals: Int) -> String {
    guard let value, value.isFinite else { return missing }
    guard abs(value) < 1e15 else { return scientific(value, decimals: 2) }
    let digits = String(format: "%.\(max(decimals, 0))f", abs(value))
    let isZero = digits.allSatisfy { $0 == "0" || $0 == "." }
    return (value < 0 && !isZero ? "−" : "") + grouped(digits)
  }

  /// Returns a number to so many significant digits; a dash for none, NaN and infinities.
  static func significant(_ value: Double?, digits: Int) -> String {
    guard let value, value.isFinite else { return missing }
    guard value != 0 else { return "0" }
    let exponent = decimalExponent(of: value)
    guard (-4..<6).contains(exponent) else { return scientific(value, decimals: digits - 1) }
    return fixed(value, decimals: digits - 1 - exponent)
  }

  /// Returns the decimals that give the largest of some numbers so many significant digits; `nil`
  /// where it is so large or so small that it needs a power of ten.
  static func decimals(for values: [Double?], digits: Int) -> Int? {
    let sizes = values.compactMap { $0 }.filter { $0.isFinite }.map { abs($0) }
    guard let largest = sizes.max(), largest > 0 else { return digits - 1 }
    let exponent = decimalExponent(of: largest)
    return (-4..<6).contains(exponent) ? max(digits - 1 - exponent, 0) : nil
  }

  /// Returns the labels of ticks that are a step apart: all with as many decimals, and all with the
  /// same power of ten where numbers are very large or very small.
  static func labels(of ticks: [Double], step: Double) -> [String] {
    let largest = ticks.map(abs).max() ?? 0
    guard largest > 0, step > 0 else { return ticks.map { fixed($0, decimals: 0) } }
    let (exponent, stepExponent) = (decimalExponent(of: largest), decimalExponent(of: step))
    guard !(-4..<6).contains(exponent) else {
      return ticks.map { fixed($0, decimals: max(-stepExponent, 0)) }
    }
    let scale = (0...abs(exponent)).dropFirst().reduce(1.0) { power, _ in power * 10 }
    let decimals = max(exponent - stepExponent, 0)
    return ticks.map { tick in
      guard tick != 0 else { return "0" }
      let mantissa = exponent < 0 ? tick * scale : tick / scale
      return fixed(mantissa, decimals: decimals) + "×10" + superscript(exponent)
    }
  }

  /// The exponent `e` with `10ᵉ ≤ |value| < 10ᵉ⁺¹`, of a value that is neither 0 nor infinite.
  static func decimalExponent(of value: Double) -> Int {
    // Scaled before the logarithm is rounded: log10 of 1000 may fall short of 3 by a bit.
    let exponent = Int(log10(abs(value)).rounded(.down))
    return abs(value) >= pow(10, Double(exponent + 1)) ? exponent + 1 : exponent
  }

  private static func scientific(_ value: Double, decimals: Int) -> String {
    let parts = String(format: "%.\(max(decimals, 0))e", abs(value)).split(separator: "e")
    let power = parts.count == 2 ? superscript(Int(parts[1]) ?? 0) : ""
    return (value < 0 ? "−" : "") + (parts.first ?? "") + "×10" + power
  }

  private static func superscript(_ exponent: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (exponent < 0 ? "⁻" : "")
      + String("\(abs(exponent))".compactMap(\.wholeNumberValue).map { digits[$0] })
  }

  /// Puts a narrow space between the thousands of numbers of five digits and more.
  private static func grouped(_ digits: String) -> String {
    let parts = digits.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first, whole.count >= 5 else { return digits }
    var result = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { result += "\u{202F}" }
      result.append(digit)
    }
    return parts.count == 2 ? result + "." + parts[1] : result
  }
}

import Foundation

extension Double {
  /// Returns the number with the given count of digits after the point, such as `0.8210`.
  package func formatted(digits: Int) -> String {
    String(format: "%.\(digits)f", self)
  }
}

extension Int {
  /// Returns the number with spaces before it, at least `width` characters long.
  func padded(to width: Int) -> String {
    let digits = String(self)
    return String(repeating: " ", count: Swift.max(0, width - digits.count)) + digits
  }
}

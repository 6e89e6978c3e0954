import Foundation

extension Double {
  /// The number with the given count of decimals.
  func fixed(_ decimals: Int) -> String { String(format: "%.\(decimals)f", self) }

  /// The number with the given count of digits that tell, such as `0.021` with two.
  func significant(_ digits: Int) -> String { String(format: "%.\(digits)g", self) }
}

import Tensors

extension RandomGenerator {
  /// Returns the elements in random order, by Fisher and Yates's method.
  ///
  /// The standard library's order may change with its version; this one may not, so that a
  /// seed names the same split forever. The bias of a draw below *n* is under *n*/2⁶⁴.
  ///
  /// - Parameter elements: What to shuffle.
  /// - Returns: The same elements.
  /// - Complexity: O(*n*), where *n* is the number of elements.
  mutating func shuffled(_ elements: [Int]) -> [Int] {
    var elements = elements
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, Int(next().multipliedFullWidth(by: UInt64(last + 1)).high))
    }
    return elements
  }
}

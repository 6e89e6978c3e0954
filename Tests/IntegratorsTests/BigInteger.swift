/// An integer of any size, for sums that must be exact.
struct BigInteger: Equatable {
  /// Whether the number is below zero; never so for zero itself.
  private let isNegative: Bool
  /// The digits of the magnitude to the base 2³², the least first, without leading zeros.
  private let digits: [UInt32]

  private init(isNegative: Bool, digits: [UInt32]) {
    var digits = digits
    while digits.last == 0 { digits.removeLast() }
    self.isNegative = isNegative && !digits.isEmpty
    self.digits = digits
  }

  var magnitude: BigInteger { BigInteger(isNegative: false, digits: digits) }

  /// Returns this number multiplied by itself `exponent` times.
  func power(_ exponent: Int) -> BigInteger {
    (0..<exponent).reduce(BigInteger(1)) { product, _ in product * self }
  }
}

extension BigInteger: Ring {
  init(_ value: Int) {
    self.init(
      isNegative: value < 0,
      digits: [UInt32(truncatingIfNeeded: value.magnitude), UInt32(value.magnitude >> 32)])
  }

  static func + (left: BigInteger, right: BigInteger) -> BigInteger {
    if left.isNegative == right.isNegative {
      return BigInteger(isNegative: left.isNegative, digits: sum(left.digits, right.digits))
    }
    return isLess(left.digits, right.digits)
      ? BigInteger(isNegative: right.isNegative, digits: difference(right.digits, left.digits))
      : BigInteger(isNegative: left.isNegative, digits: difference(left.digits, right.digits))
  }

  static func * (left: BigInteger, right: BigInteger) -> BigInteger {
    var product = [UInt32](repeating: 0, count: left.digits.count + right.digits.count)
    for (place, digit) in left.digits.enumerated() {
      var carry: UInt64 = 0
      for (offset, other) in right.digits.enumerated() {
        let total = UInt64(digit) * UInt64(other) + UInt64(product[place + offset]) + carry
        product[place + offset] = UInt32(truncatingIfNeeded: total)
        carry = total >> 32
      }
      product[place + right.digits.count] = UInt32(carry)
    }
    return BigInteger(isNegative: left.isNegative != right.isNegative, digits: product)
  }
}

extension BigInteger: Comparable {
  static func - (left: BigInteger, right: BigInteger) -> BigInteger {
    left + BigInteger(isNegative: !right.isNegative, digits: right.digits)
  }

  static func < (left: BigInteger, right: BigInteger) -> Bool { (left - right).isNegative }
}

/// Returns the digits of the sum of two magnitudes.
private func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
  var digits: [UInt32] = []
  var carry: UInt64 = 0
  for place in 0..<max(left.count, right.count) {
    let total =
      carry + UInt64(place < left.count ? left[place] : 0)
      + UInt64(place < right.count ? right[place] : 0)
    digits.append(UInt32(truncatingIfNeeded: total))
    carry = total >> 32
  }
  return digits + [UInt32(carry)]
}

/// Returns the digits of the difference of two magnitudes, of which the second is not the larger.
private func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
  var digits: [UInt32] = []
  var borrow: Int64 = 0
  for place in left.indices {
    let rest = Int64(left[place]) - Int64(place < right.count ? right[place] : 0) - borrow
    digits.append(UInt32(truncatingIfNeeded: rest))
    borrow = rest < 0 ? 1 : 0
  }
  return digits
}

/// Returns whether the first of two magnitudes is the smaller.
private func isLess(_ left: [UInt32], _ right: [UInt32]) -> Bool {
  left.count == right.count
    ? left.reversed().lexicographicallyPrecedes(right.reversed()) : left.count < right.count
}

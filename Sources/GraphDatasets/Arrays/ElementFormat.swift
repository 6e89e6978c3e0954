/// How one element of an array lies in memory.
struct ElementFormat: Hashable {
  /// What the bits of an element mean.
  enum Kind: UInt8 {
    case boolean = 0x62  // b
    case signed = 0x69  // i
    case unsigned = 0x75  // u
    case float = 0x66  // f
    case object = 0x4F  // O
  }

  /// What the bits of an element mean.
  let kind: Kind

  /// The number of bytes of an element.
  let byteCount: Int

  /// Whether the most significant byte comes first.
  var isBigEndian: Bool

  /// Creates a format from NumPy's notation, such as `<f4`, `i8` or `|b1`; `nil` if unknown.
  init?(_ descriptor: some Collection<UInt8>) {
    guard descriptor.count <= 4 else { return nil }
    var rest = Array(descriptor)
    isBigEndian = false
    if let first = rest.first, let order = Self.byteOrder(first) {
      isBigEndian = order
      rest.removeFirst()
    }
    guard let first = rest.first, let kind = Kind(rawValue: first) else { return nil }
    let size = String(decoding: rest.dropFirst(), as: UTF8.self)
    self.kind = kind
    switch (kind, size) {
    case (.object, ""), (.object, "8"): byteCount = 8
    case (.object, "4"): byteCount = 4
    case (.boolean, "1"): byteCount = 1
    case (.signed, "1"), (.unsigned, "1"): byteCount = 1
    case (.signed, "2"), (.unsigned, "2"), (.float, "2"): byteCount = 2
    case (.signed, "4"), (.unsigned, "4"), (.float, "4"): byteCount = 4
    case (.signed, "8"), (.unsigned, "8"), (.float, "8"): byteCount = 8
    default: return nil
    }
  }

  /// Returns whether a byte-order mark means big-endian, or `nil` if it is none.
  static func byteOrder(_ mark: UInt8) -> Bool? {
    switch mark {
    case UInt8(ascii: "<"), UInt8(ascii: "|"), UInt8(ascii: "="): false
    case UInt8(ascii: ">"), UInt8(ascii: "!"): true
    default: nil
    }
  }

  /// Returns the bits of the element that starts at an index.
  func bits(in bytes: [UInt8], at start: Int) -> UInt64 {
    var value: UInt64 = 0
    for place in 0..<byteCount {
      let index = isBigEndian ? start + place : start + byteCount - 1 - place
      value = value << 8 | UInt64(bytes[index])
    }
    return value
  }

  /// Returns the element of some bits as a floating-point number, rounded where needed.
  func double(ofBits bits: UInt64) -> Double {
    switch kind {
    case .boolean: bits == 0 ? 0 : 1
    case .signed: Double(signed(bits))
    case .unsigned, .object: Double(bits)
    case .float: float(bits)
    }
  }

  /// Returns the element of some bits as an integer, or `nil` if it is not exactly one.
  func integer(ofBits bits: UInt64) -> Int? {
    switch kind {
    case .boolean: bits == 0 ? 0 : 1
    case .signed: Int(signed(bits))
    case .unsigned, .object: Int(exactly: bits)
    case .float: Int(exactly: float(bits))
    }
  }

  private func signed(_ bits: UInt64) -> Int64 {
    let unused = UInt64(64 - 8 * byteCount)
    return Int64(bitPattern: bits << unused) >> Int64(unused)
  }

  private func float(_ bits: UInt64) -> Double {
    switch byteCount {
    case 2: Double(HalfPrecision.float(ofBits: UInt16(truncatingIfNeeded: bits)))
    case 4: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    default: Double(bitPattern: bits)
    }
  }
}

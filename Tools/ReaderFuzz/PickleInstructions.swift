/// A pickle taken apart into its instructions, so that whole ones can be moved and removed.
enum PickleInstructions {
  /// Returns the instructions of a well-formed pickle, each with its argument.
  static func split(_ pickle: [UInt8]) -> [[UInt8]] {
    var instructions: [[UInt8]] = []
    var start = 0
    while start < pickle.count {
      let end = min(start + max(length(of: pickle[start...]), 1), pickle.count)
      instructions.append(Array(pickle[start..<end]))
      start = end
    }
    return instructions
  }

  /// Returns the length of the first instruction.
  private static func length(of rest: ArraySlice<UInt8>) -> Int {
    guard let code = rest.first else { return 0 }
    switch code {
    case UInt8(ascii: "K"), UInt8(ascii: "h"), UInt8(ascii: "q"), 0x80: return 2
    case UInt8(ascii: "M"): return 3
    case UInt8(ascii: "J"), UInt8(ascii: "j"), UInt8(ascii: "r"): return 5
    case UInt8(ascii: "G"), 0x95: return 9
    case UInt8(ascii: "U"), UInt8(ascii: "C"), 0x8A, 0x8C: return 2 + count(rest, 1)
    case UInt8(ascii: "T"), UInt8(ascii: "B"), UInt8(ascii: "X"), 0x8B: return 5 + count(rest, 4)
    case 0x8D, 0x8E: return 9 + count(rest, 8)
    case UInt8(ascii: "c"): return lines(rest, 2)
    case _ where "IFLSVgp".utf8.contains(code): return lines(rest, 1)
    default: return 1
    }
  }

  /// Returns the count in the bytes after the first, which a well-formed pickle keeps small.
  private static func count(_ rest: ArraySlice<UInt8>, _ width: Int) -> Int {
    let value = rest.dropFirst().prefix(width).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(min(value, UInt64(rest.count)))
  }

  /// Returns the length up to and with a line feed.
  private static func lines(_ rest: ArraySlice<UInt8>, _ lineCount: Int) -> Int {
    var remaining = lineCount
    for (place, byte) in rest.enumerated() where byte == UInt8(ascii: "\n") {
      remaining -= 1
      if remaining == 0 { return place + 1 }
    }
    return rest.count
  }
}

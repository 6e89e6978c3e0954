extension PickleReader {
  /// Carries out one instruction.
  mutating func perform(_ code: UInt8) throws(DatasetError) {
    switch code {
    case 0x80: try checkProtocol()
    case 0x95: try checkFrame()
    case UInt8(ascii: "("): try mark()
    case UInt8(ascii: "0"): _ = try pop()
    case UInt8(ascii: "1"): _ = try popToMark()
    case UInt8(ascii: "2"): push(try top())
    default:
      if try performMemo(code) { return }
      if try performNumber(code) { return }
      if try performString(code) { return }
      if try performContainer(code) { return }
      if try performObject(code) { return }
      throw .refusedInstruction(path: cursor.path, byte: instructionByte, code: code)
    }
  }

  private mutating func checkProtocol() throws(DatasetError) {
    let version = try cursor.byte()
    guard version <= 4 else {
      throw .unsupportedProtocol(path: cursor.path, byte: instructionByte, version: Int(version))
    }
  }

  private mutating func checkFrame() throws(DatasetError) {
    let count = try cursor.count(8)
    guard count <= cursor.remaining else {
      throw .truncated(
        path: cursor.path, byte: cursor.offset, needed: count, remaining: cursor.remaining)
    }
  }

  /// Carries out an instruction that stores or fetches a value by number.
  private mutating func performMemo(_ code: UInt8) throws(DatasetError) -> Bool {
    switch code {
    case UInt8(ascii: "p"): memo[try decimalLine()] = try top()
    case UInt8(ascii: "q"): memo[try cursor.count(1)] = try top()
    case UInt8(ascii: "r"): memo[try cursor.count(4)] = try top()
    case 0x94: memo[memo.count] = try top()
    case UInt8(ascii: "g"): push(try memoised(decimalLine()))
    case UInt8(ascii: "h"): push(try memoised(cursor.count(1)))
    case UInt8(ascii: "j"): push(try memoised(cursor.count(4)))
    default: return false
    }
    return true
  }

  private func memoised(_ key: Int) throws(DatasetError) -> PickleReference {
    guard let reference = memo[key] else { throw malformed("nothing was stored under \(key)") }
    return reference
  }
}

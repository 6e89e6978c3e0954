extension PickleReader {
  /// Carries out an instruction that makes or extends a tuple, a list or a dictionary.
  mutating func performContainer(_ code: UInt8) throws(DatasetError) -> Bool {
    switch code {
    case UInt8(ascii: ")"): try pushSequence([], as: PickleValue.tuple)
    case UInt8(ascii: "]"): try pushSequence([], as: PickleValue.list)
    case UInt8(ascii: "}"): try pushSequence([], as: PickleValue.dictionary)
    case UInt8(ascii: "t"): try pushSequence(popToMark(), as: PickleValue.tuple)
    case UInt8(ascii: "l"): try pushSequence(popToMark(), as: PickleValue.list)
    case UInt8(ascii: "d"): try pushSequence(pairs(popToMark()), as: PickleValue.dictionary)
    case 0x85: try pushTuple(of: 1)
    case 0x86: try pushTuple(of: 2)
    case 0x87: try pushTuple(of: 3)
    case UInt8(ascii: "a"): try appendToList([pop()])
    case UInt8(ascii: "e"): try appendToList(popToMark())
    case UInt8(ascii: "s"): try setItem()
    case UInt8(ascii: "u"): try appendToDictionary(pairs(popToMark()))
    default: return false
    }
    return true
  }

  mutating func pushSequence(
    _ elements: [PickleReference], as make: (Int) -> PickleValue
  ) throws(DatasetError) {
    guard let reference = store.add(elements, as: make) else { throw nestedTooDeeply() }
    push(reference)
  }

  private mutating func pushTuple(of count: Int) throws(DatasetError) {
    var elements: [PickleReference] = []
    for _ in 0..<count { elements.append(try pop()) }
    try pushSequence(elements.reversed(), as: PickleValue.tuple)
  }

  private func pairs(_ elements: [PickleReference]) throws(DatasetError) -> [PickleReference] {
    guard elements.count.isMultiple(of: 2) else { throw malformed("a dictionary has a key without a value") }
    return elements
  }

  private mutating func setItem() throws(DatasetError) {
    let value = try pop()
    let key = try pop()
    try appendToDictionary([key, value])
  }

  private mutating func appendToList(_ elements: [PickleReference]) throws(DatasetError) {
    let container = try top()
    guard case .list(let index) = store[container] else {
      throw malformed("elements are added to \(store[container].name), which is not a list")
    }
    guard store.append(elements, toSequence: index, of: container) else { throw nestedTooDeeply() }
  }

  private mutating func appendToDictionary(_ elements: [PickleReference]) throws(DatasetError) {
    let container = try top()
    guard case .dictionary(let index) = store[container] else {
      throw malformed("items are added to \(store[container].name), which is not a dictionary")
    }
    guard store.append(elements, toSequence: index, of: container) else { throw nestedTooDeeply() }
  }
}

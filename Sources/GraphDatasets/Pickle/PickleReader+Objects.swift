extension PickleReader {
  /// Carries out an instruction that names, makes or fills a Python object.
  mutating func performObject(_ code: UInt8) throws(DatasetError) -> Bool {
    switch code {
    case UInt8(ascii: "c"): try pushGlobal()
    case 0x93: try pushStackGlobal()
    case UInt8(ascii: "R"), 0x81: try call()
    case UInt8(ascii: "b"): try build()
    default: return false
    }
    return true
  }

  private mutating func pushGlobal() throws(DatasetError) {
    let module = try cursor.line()
    let name = try cursor.line()
    try pushGlobal(module: cursor.bytes[module], name: cursor.bytes[name])
  }

  private mutating func pushStackGlobal() throws(DatasetError) {
    let name = try pop()
    let module = try pop()
    guard case .text(let nameBytes) = store[name], case .text(let moduleBytes) = store[module] else {
      throw malformed("an object is named by \(store[module].name) and \(store[name].name), not by text")
    }
    try pushGlobal(module: content(of: moduleBytes), name: content(of: nameBytes))
  }

  private mutating func pushGlobal(
    module: ArraySlice<UInt8>, name: ArraySlice<UInt8>
  ) throws(DatasetError) {
    // No known name is longer; a longer one is only read as far as the error shows it.
    let moduleText = String(decoding: module.prefix(41), as: UTF8.self)
    let nameText = String(decoding: name.prefix(41), as: UTF8.self)
    guard let global = PickleGlobal(module: moduleText, name: nameText) else {
      throw .refusedGlobal(
        path: cursor.path, byte: instructionByte, name: moduleText + "." + nameText)
    }
    push(.global(global))
  }

  /// Makes the object that a known class or function yields for the arguments on the stack.
  private mutating func call() throws(DatasetError) {
    let arguments = try pop()
    let callee = try pop()
    guard case .global(let global) = store[callee] else {
      throw malformed("\(store[callee].name) is called, which is not a function")
    }
    guard case .tuple(let index) = store[arguments] else {
      throw malformed("a function is called with \(store[arguments].name), not with a tuple")
    }
    let values = store.sequences[index].prefix(8).map { store[$0] }
    switch (global, values.count) {
    case (.arrayReconstruction, 3): pushArray()
    case (.formatClass, 1...): try pushFormat(values[0])
    case (.scalar, 2): try pushScalar(values[0], values[1])
    case (.rowMatrix, 0), (.columnMatrix, 0), (.coordinateMatrix, 0): pushMatrix(global)
    case (.reconstruction, 3): try pushReconstructed(values[0])
    case (.defaultDictionary, 0...1), (.dictionary, 0): try pushSequence([], as: PickleValue.dictionary)
    case (.list, 0): try pushSequence([], as: PickleValue.list)
    case (.tuple, 0): try pushSequence([], as: PickleValue.tuple)
    case (.bytes, 0): push(.bytes(try decoded([])))
    case (.text, 0): push(.text(try decoded([])))
    case (.encoding, 2): try pushEncoded(values[0], values[1])
    default: throw malformed("a known function is called with \(values.count) arguments it does not take")
    }
  }

  private mutating func pushArray() {
    store.arrays.append(nil)
    push(.array(store.arrays.count - 1))
  }

  private mutating func pushMatrix(_ layout: PickleGlobal) {
    store.matrices.append(PickleMatrix(layout: layout))
    push(.matrix(store.matrices.count - 1))
  }

  /// Makes the object of protocols 0 and 1's `copyreg._reconstructor(class, object, None)`.
  private mutating func pushReconstructed(_ value: PickleValue) throws(DatasetError) {
    guard case .global(let layout) = value,
      [.rowMatrix, .columnMatrix, .coordinateMatrix].contains(layout)
    else { throw malformed("\(value.name) is reconstructed, which is not a sparse matrix") }
    pushMatrix(layout)
  }

  private mutating func pushFormat(_ descriptor: PickleValue) throws(DatasetError) {
    guard case .bytes(let bytes) = descriptor.textAsBytes else {
      throw malformed("an element type is named by \(descriptor.name), not by text")
    }
    let text = content(of: bytes)
    guard let format = ElementFormat(text) else {
      throw .unsupportedElementType(
        path: cursor.path, byte: instructionByte, type: String(decoding: text.prefix(41), as: UTF8.self))
    }
    store.formats.append(format)
    push(.format(store.formats.count - 1))
  }

  private mutating func pushScalar(_ type: PickleValue, _ value: PickleValue) throws(DatasetError) {
    guard case .format(let index) = type, case .bytes(let bytes) = value else {
      throw malformed("a scalar is made from \(type.name) and \(value.name)")
    }
    let format = store.formats[index]
    let content = Array(content(of: bytes).prefix(9))
    guard format.kind != .object, content.count == format.byteCount else {
      throw malformed("a scalar of \(format.byteCount) bytes is made from another number of bytes")
    }
    let bits = format.bits(in: content, at: 0)
    switch format.kind {
    case .boolean: push(.boolean(bits != 0))
    case .float: push(.float(format.double(ofBits: bits)))
    case .signed, .unsigned, .object:
      guard let integer = format.integer(ofBits: bits) else {
        throw malformed("an integer scalar exceeds 64 bits")
      }
      push(.integer(integer))
    }
  }

  /// Makes bytes from text, as Python 3 stores bytes in protocol 2.
  private mutating func pushEncoded(_ value: PickleValue, _ encoding: PickleValue) throws(DatasetError) {
    guard case .text(let text) = value, case .text(let name) = encoding,
      ["latin1", "latin-1"].contains(String(decoding: content(of: name).prefix(8), as: UTF8.self))
    else { throw malformed("\(value.name) is encoded, but only text in latin1 can be") }
    // Charged before the work, so that text that fails to encode is not free either.
    let utf8 = content(of: text)
    try charge(utf8.count)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else {
        throw malformed("text with the character U+\(String(scalar.value, radix: 16)) is encoded as latin1")
      }
      bytes.append(byte)
    }
    push(.bytes(store.add(string: bytes)))
  }

  /// Returns the bytes of a string.
  func content(of bytes: PickleBytes) -> ArraySlice<UInt8> {
    store.content(of: bytes, in: cursor.bytes)
  }
}

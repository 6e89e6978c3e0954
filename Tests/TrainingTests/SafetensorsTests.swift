import Testing

@testable import Training

@Suite("The safetensors format")
struct SafetensorsTests {
  /// A file with the given header and count of data bytes.
  private func file(_ header: String, data count: Int = 0) -> [UInt8] {
    let length = UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
      + Array(header.utf8) + Array(repeating: 0, count: count)
  }

  private func fault(_ bytes: [UInt8]) -> String? {
    #expect(throws: SafetensorsError.self) { try SafetensorsFile(parsing: bytes) }?.description
  }

  @Test("A file is read as it was written")
  func roundTrip() throws {
    var file = SafetensorsFile(metadata: ["a": "1\n\"\\\t\u{1}é😀", "": ""])
    file.append(.init(name: "x.weight", dataType: .float32, shape: [3], bytes: Array(0..<12)))
    file.append(.init(name: "y \"q\"", dataType: .float64, shape: [1, 2], bytes: Array(0..<16)))
    file.append(.init(name: "empty", dataType: .float32, shape: [0, 4], bytes: []))
    file.append(.init(name: "one", dataType: .int64, shape: [], bytes: Array(0..<8)))
    let copy = try SafetensorsFile(parsing: file.serialized)
    #expect(copy.metadata == file.metadata)
    #expect(copy.entries.map(\.name).sorted() == file.entries.map(\.name).sorted())
    for entry in file.entries { #expect(copy[entry.name] == entry) }
    #expect(try SafetensorsFile(parsing: SafetensorsFile().serialized) == SafetensorsFile())
  }

  @Test("The header is padded so that every array is aligned to its elements")
  func alignment() {
    for length in 1...9 {
      var file = SafetensorsFile()
      let name = String(repeating: "n", count: length)
      file.append(.init(name: name, dataType: .float32, shape: [1], bytes: [0, 0, 0, 0]))
      file.append(.init(name: "wide", dataType: .float64, shape: [1], bytes: Array(1...8)))
      let bytes = file.serialized
      #expect(bytes[0] % 8 == 0)
      #expect(Array(bytes[(8 + Int(bytes[0]))...].prefix(8)) == Array(1...8))
    }
  }

  @Test("The bytes are those of the format's reference implementation")
  func golden() {
    var file = SafetensorsFile(metadata: ["k": "v"])
    file.append(.init(name: "w", dataType: .float32, shape: [2], bytes: [0, 0, 128, 63, 0, 0, 0, 64]))
    // safetensors 0.4: safetensors.numpy.save({"w": float32([1, 2])}, metadata={"k": "v"})
    let header = #"{"__metadata__":{"k":"v"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
    let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    #expect(file.serialized == self.file(padded) + [0, 0, 128, 63, 0, 0, 0, 64])
  }

  @Test("Space between the header's parts and escapes in its strings are read")
  func leniency() throws {
    let header = #"""
      { "__metadata__" : { "\u0061\/" : "\ud83d\ude00\b\f\r" } ,
        "w" : { "shape" : [ 1 , 1 ] , "data_offsets" : [ 0 , 4 ] , "dtype" : "F32" } }
      """#
    let file = try SafetensorsFile(parsing: file(header, data: 4))
    #expect(file.metadata == ["a/": "😀\u{8}\u{C}\r"])
    #expect(file["w"]?.shape == [1, 1])
  }

  @Test(
    "Faults of the header's syntax name the byte and what was expected",
    arguments: [
      ("", 8, "'{'"),
      ("[]", 8, "'{'"),
      ("{", 9, "a string or '\"'"),
      ("{}x", 10, "the end of the header"),
      ("{\"a\" 1}", 13, "':'"),
      ("{\"a\":1}", 13, "'{'"),
      ("{\"a", 11, "the end of a string"),
      ("{\"a\n\"", 11, "no control character in a string"),
      ("{\"\\x\"", 11, "one of \" \\ / b f n r t u after a backslash"),
      ("{\"\\u12\"", 12, "four hexadecimal digits"),
      ("{\"\\ud800\"", 16, "the second half of a surrogate pair"),
      ("{\"\\udc00\"", 16, "a Unicode character before this place"),
      ("{\"a\":{\"size\":1}}", 21, "dtype, shape or data_offsets before this value"),
      ("{\"a\":{\"shape\":[-1]}}", 23, "a whole number from 0 to 9223372036854775807"),
      ("{\"a\":{\"shape\":[1.5]}}", 24, "',' or ']'"),
      (
        "{\"a\":{\"shape\":[99999999999999999999]}}", 23,
        "a whole number from 0 to 9223372036854775807"
      ),
      ("{\"a\":{\"dtype\":\"F32\"", 27, "',' or '}'"),
    ])
  func syntax(header: String, byte: Int, expected: String) {
    #expect(
      fault(file(header)) == "The header is malformed at byte \(byte): expected \(expected).")
  }

  @Test("A string that is not UTF-8 is refused")
  func invalidText() {
    var bytes = file("{\"a?\"}")
    bytes[11] = 0xFF
    #expect(fault(bytes) == "The header is malformed at byte 10: expected a string in UTF-8.")
  }

  @Test(
    "Faults of the content name the tensor",
    arguments: [
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{}}"#,
        "The header names 'a' twice."
      ),
      (#"{"__metadata__":{"k":"","k":""}}"#, "The header names 'k' twice."),
      (#"{"a":{"dtype":"F32","dtype":"F32"}}"#, "The header names 'dtype' twice."),
      (#"{"a":{}}"#, "Tensor 'a' has no dtype."),
      (#"{"a":{"dtype":"F32"}}"#, "Tensor 'a' has no shape."),
      (#"{"a":{"dtype":"F32","shape":[]}}"#, "Tensor 'a' has no data_offsets of two numbers."),
      (
        #"{"a":{"dtype":"F32","shape":[],"data_offsets":[0]}}"#,
        "Tensor 'a' has no data_offsets of two numbers."
      ),
      (
        #"{"a":{"dtype":"BF16","shape":[],"data_offsets":[0,2]}}"#,
        "Tensor 'a' has data type 'BF16', which is none of F64, I64, F32."
      ),
      (
        #"{"a":{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,8]}}"#,
        "Tensor 'a' has shape [9223372036854775807], which is more than memory can hold."
      ),
      (
        #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}"#,
        "Tensor 'a' lies at bytes 0 to 12, but the data has 8 bytes."
      ),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}"#,
        "Tensor 'a' lies at bytes 8 to 4, but the data has 8 bytes."
      ),
      (
        #"{"a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,8]}}"#,
        "Tensor 'a' of shape [1, 1] and data type F32 needs 4 bytes, but has 8."
      ),
      (
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
          + #""b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
        "Tensors 'a' and 'b' share bytes."
      ),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
        "Bytes 0 to 4 of the data belong to no tensor."
      ),
      (
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        "Bytes 4 to 8 of the data belong to no tensor."
      ),
    ])
  func content(header: String, message: String) {
    #expect(fault(file(header, data: 8)) == message)
  }

  @Test("Files too short for their header are refused")
  func truncation() {
    #expect(
      fault([1, 2, 3])
        == "The file has 3 bytes, but a safetensors file starts with 8 for the length of its header.")
    #expect(
      fault(Array(repeating: 0xFF, count: 16))
        == "The header should have 18446744073709551615 bytes, but only 8 follow; "
        + "the file is cut short or is not a safetensors file.")
  }

  @Test("Every truncation and every changed byte is read or refused, never a crash")
  func robustness() {
    var file = SafetensorsFile(metadata: ["format": "test"])
    file.append(.init(name: "a", dataType: .float32, shape: [2], bytes: Array(0..<8)))
    file.append(.init(name: "b", dataType: .float64, shape: [1], bytes: Array(0..<8)))
    let bytes = file.serialized
    for count in 0..<bytes.count {
      #expect(throws: SafetensorsError.self) { try SafetensorsFile(parsing: Array(bytes[..<count])) }
    }
    for position in bytes.indices {
      for value in [0, 0x20, 0x22, 0x30, 0x39, 0x5C, 0x7B, 0xFF] as [UInt8] {
        var changed = bytes
        changed[position] = value
        _ = try? SafetensorsFile(parsing: changed)
      }
    }
  }
}

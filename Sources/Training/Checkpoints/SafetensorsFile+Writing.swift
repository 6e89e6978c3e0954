extension SafetensorsFile {
  /// The bytes of the file.
  ///
  /// Arrays of eight-byte elements come first, and the header is padded with spaces to a
  /// multiple of eight, so that every array is aligned to its elements.
  public var serialized: [UInt8] {
    let wide = entries.filter { $0.dataType.byteCount == 8 }
    let narrow = entries.filter { $0.dataType.byteCount != 8 }
    let ordered = wide + narrow

    var header = Array(self.header(of: ordered).utf8)
    header += Array(repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)

    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + ordered.reduce(0) { $0 + $1.bytes.count })
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes += $0 }
    bytes += header
    for entry in ordered { bytes += entry.bytes }
    return bytes
  }

  /// The header in JSON; keys of the metadata in alphabetical order, so that equal files
  /// have equal bytes.
  private func header(of ordered: [Entry]) -> String {
    var members: [String] = []
    if !metadata.isEmpty {
      let strings = metadata.sorted { $0.key < $1.key }
        .map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
      members.append("\"__metadata__\":{\(strings.joined(separator: ","))}")
    }
    var offset = 0
    for entry in ordered {
      let shape = entry.shape.map(String.init).joined(separator: ",")
      let end = offset + entry.bytes.count
      members.append(
        "\(Self.quoted(entry.name)):{\"dtype\":\"\(entry.dataType.rawValue)\","
          + "\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    return "{\(members.joined(separator: ","))}"
  }

  /// Returns `text` as a JSON string.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// Returns text from a file fit for one line of an error: quoted, at most 40 characters, and
/// with every character that is not printable ASCII shown as `?`.
func quoted(_ text: some StringProtocol) -> String {
  let limit = 40
  var shown = "'"
  for scalar in text.unicodeScalars.prefix(limit) {
    let isPrintable = scalar.value >= 0x20 && scalar.value < 0x7F
    shown.unicodeScalars.append(isPrintable ? scalar : "?")
  }
  return shown + (text.unicodeScalars.dropFirst(limit).isEmpty ? "'" : "…'")
}

/// Returns up to five names, each quoted, for the text of an error.
func listed(_ names: [String]) -> String {
  guard !names.isEmpty else { return "nothing" }
  let shown = names.prefix(5).map { quoted($0) }.joined(separator: ", ")
  return names.count > 5 ? shown + ", …" : shown
}

/// Returns a byte as two hexadecimal digits.
func hexadecimal(_ byte: UInt8) -> String {
  let digits = Array("0123456789abcdef")
  return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
}

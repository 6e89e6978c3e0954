/// Text made fit to stand in XML and HTML, between tags and in quoted attributes.
enum MarkupText {
  /// Returns a text in which what has a meaning in markup is escaped.
  ///
  /// It goes by Unicode scalars and not by characters: `"` followed by a combining accent is one
  /// character of its own, which would slip through and end the attribute that it stands in.
  /// Scalars that XML forbids become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return result
  }

  /// Whether XML 1.0 (section 2.2) allows a scalar and HTML takes it for a character of text.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}

/// How wide text is, estimated without knowing its font.
///
/// The widths are those of a wide sans-serif face, so that labels which do not overlap here do not
/// overlap in narrower ones.
enum TextWidth {
  /// The size of the text in charts, in pixels.
  static let fontSize = 12.0

  /// Returns the estimated width of a line of text, in pixels.
  static func of(_ text: String, fontSize: Double = fontSize) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ems($1) } * fontSize
  }

  /// Returns a text cut to a width, with an ellipsis in place of what was cut off.
  static func shortened(_ text: String, to width: Double, fontSize: Double = fontSize) -> String {
    guard of(text, fontSize: fontSize) > width else { return text }
    var shown = text
    while !shown.isEmpty, of(shown + "…", fontSize: fontSize) > width { shown.removeLast() }
    while shown.last == " " { shown.removeLast() }
    return shown + "…"
  }

  private static func ems(_ scalar: Unicode.Scalar) -> Double {
    if scalar.properties.generalCategory == .nonspacingMark { return 0 }
    return switch scalar {
    case "i", "j", "l", ".", ",", ":", ";", "|", "'", "!", " ", "\u{202F}", "I", "(", ")", "/": 0.4
    case "m", "w", "M", "W", "%", "@", "…", "−", "×", "+", "=": 0.95
    case "A"..."Z": 0.75
    case "⁰"..."⁹", "⁻", "²", "³", "¹": 0.42
    case "\u{0}"..."\u{10FF}", "\u{2000}"..."\u{206F}": 0.64
    default: 1.05
    }
  }
}

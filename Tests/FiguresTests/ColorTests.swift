import Foundation
import Testing

@testable import Figures

/// A colour in linear sRGB.
private struct LinearColor {
  let red: Double
  let green: Double
  let blue: Double

  /// Reads a colour such as "2e70f2", by IEC 61966-2-1.
  init(hexadecimal: Substring) {
    let code = Int(hexadecimal, radix: 16) ?? 0
    let parts = [16, 8, 0].map { shift in
      let value = Double(code >> shift & 255) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    (red, green, blue) = (parts[0], parts[1], parts[2])
  }

  private init(_ values: [Double]) {
    let kept = values.map { min(max($0, 0), 1) }
    (red, green, blue) = (kept[0], kept[1], kept[2])
  }

  func applying(_ matrix: [[Double]]) -> LinearColor {
    LinearColor(matrix.map { $0[0] * red + $0[1] * green + $0[2] * blue })
  }

  /// The relative luminance of the Web Content Accessibility Guidelines 2.1.
  var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  func contrast(to other: LinearColor) -> Double {
    (max(luminance, other.luminance) + 0.05) / (min(luminance, other.luminance) + 0.05)
  }

  /// Lightness and two opponent axes in OKLab.
  ///
  /// Reference: B. Ottosson, "A perceptual color space for image processing", 2020.
  var okLab: [Double] {
    let long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return [
      0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
      1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
      0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    ]
  }

  func distance(to other: LinearColor) -> Double {
    zip(okLab, other.okLab).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }
}

@Suite("Colours")
struct ColorTests {
  enum Theme: String, CaseIterable { case light, dark }

  /// What the colour-blind see.
  ///
  /// Reference: G. Machado, M. Oliveira and L. Fernandes, "A Physiologically-based Model for Simulation
  /// of Color Vision Deficiency", IEEE TVCG 15(6), 2009, at severity 1.0.
  enum Vision: String, CaseIterable {
    case normal, protanopia, deuteranopia, tritanopia

    var matrix: [[Double]] {
      switch self {
      case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
      case .protanopia:
        [
          [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
        ]
      case .deuteranopia:
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
      case .tritanopia:
        [
          [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
        ]
      }
    }
  }

  /// Returns the colour that a class has in the style sheet.
  private func color(_ style: String, _ property: String, in theme: Theme) throws -> LinearColor {
    let parts = StyleSheet.charts.split(separator: "@media", maxSplits: 1)
    let sheet = theme == .light ? parts[0] : parts[1]
    let rule = try #require(sheet.firstRange(of: ".chart .\(style) {"))
    let body = sheet[rule.upperBound...].prefix { $0 != "}" }
    let start = try #require(body.firstRange(of: "\(property): #"))
    return LinearColor(hexadecimal: body[start.upperBound...].prefix(6))
  }

  private func series(in theme: Theme) throws -> [LinearColor] {
    try (1...StyleSheet.seriesColors).map { try color("s\($0)", "color", in: theme) }
  }

  @Test("Lines stand out from the paper", arguments: Theme.allCases)
  func contrast(theme: Theme) throws {
    let paper = try color("paper", "fill", in: theme)
    // 3 is what the guidelines ask of graphics, 7 what they ask of text at their highest level.
    for color in try series(in: theme) { #expect(color.contrast(to: paper) >= 3) }
    let reference = try color("reference", "color", in: theme)
    #expect(reference.contrast(to: paper) >= 7)
  }

  @Test("Lines can be told apart by every eye", arguments: Theme.allCases, Vision.allCases)
  func vision(theme: Theme, vision: Vision) throws {
    let seen = try series(in: theme).map { $0.applying(vision.matrix) }
    for first in seen.indices {
      for second in 0..<first {
        // Five times the just noticeable difference of about 0.02.
        #expect(seen[first].distance(to: seen[second]) > 0.1, "s\(second + 1) and s\(first + 1)")
      }
    }
  }

  @Test("The scale's lightness falls or rises in even steps, from the paper's on", arguments: Theme.allCases)
  func levels(theme: Theme) throws {
    let lightness = try (0..<StyleSheet.levels).map { try color("level\($0)", "fill", in: theme).okLab[0] }
    let steps = zip(lightness, lightness.dropFirst()).map { $1 - $0 }
    let mean = (lightness[8] - lightness[0]) / 8
    #expect(theme == .light ? mean < -0.06 : mean > 0.06)
    // Eight bits a channel round lightness to about a thousandth.
    for step in steps { #expect(abs(step - mean) < 0.003) }
  }

  @Test("Every kind of line but the first has dashes of its own")
  func dashes() {
    let dashes = (2...StyleSheet.seriesColors).compactMap { number in
      StyleSheet.charts.firstRange(of: ".line.s\(number) { stroke-dasharray: ").map {
        StyleSheet.charts[$0.upperBound...].prefix { $0 != ";" }
      }
    }
    #expect(Set(dashes).count == StyleSheet.seriesColors - 1)
  }
}

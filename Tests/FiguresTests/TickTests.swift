import Foundation
import Testing

@testable import Figures

@Suite("Ticks")
struct TickTests {
  @Test("Ticks cover their extent evenly, by 1, 2 or 5 times a power of ten", arguments: 0..<300)
  func covering(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let extent = Extent(of: [generator.number(), generator.number()])
    let count = Int.random(in: 1...12, using: &generator)
    let ticks = Ticks(covering: extent, about: count)

    // Ticks round: a millionth of a step is far below a pixel.
    let slack = 1e-6 * ticks.step
    #expect(ticks.values[0] <= extent.lower + slack && ticks.values[0] > extent.lower - ticks.step - slack)
    let last = ticks.values[ticks.values.count - 1]
    #expect(last >= extent.upper - slack && last < extent.upper + ticks.step + slack)
    for (left, right) in zip(ticks.values, ticks.values.dropFirst()) {
      #expect(abs(right - left - ticks.step) <= 1e-6 * ticks.step)
    }
    // As many parts as asked for, and one more where the ends lie between ticks.
    #expect((2...count + 2).contains(ticks.values.count))
    let leading = ticks.step / pow(10, floor(log10(ticks.step * (1 + 1e-9))))
    #expect([1.0, 2, 5].contains { abs($0 - leading) < 1e-6 }, "a step of \(ticks.step)")
    #expect(Set(ticks.labels).count == ticks.values.count, "\(ticks.labels)")
  }

  @Test(
    "Labels are exact and no longer than needed",
    arguments: [
      (0.0, 0.3, 3, ["0.0", "0.1", "0.2", "0.3"]), (0, 60, 3, ["0", "20", "40", "60"]),
      (-1, 1, 4, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
      (0, 50_000, 2, ["0", "50\u{202F}000"]), (0, 2_000_000, 2, ["0", "1×10⁶", "2×10⁶"]),
      (0, 0.00001, 2, ["0", "0.5×10⁻⁵", "1.0×10⁻⁵"]),
    ])
  func labels(lower: Double, upper: Double, count: Int, expected: [String]) {
    #expect(Ticks(covering: Extent(of: [lower, upper]), about: count).labels == expected)
  }

  @Test("Labels of plain numbers read back as their ticks", arguments: 0..<100)
  func roundTrip(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let ends = [generator.number(decades: 3), generator.number(decades: 3)]
    let ticks = Ticks(covering: Extent(of: ends), about: 6)
    for (value, label) in zip(ticks.values, ticks.labels) {
      let plain = label.replacing("−", with: "-").replacing("\u{202F}", with: "")
      guard !plain.contains("×") else { continue }
      #expect(abs((Double(plain) ?? .nan) - value) <= 1e-6 * ticks.step)
    }
  }

  @Test("Any two numbers make an extent that can be divided", arguments: awkwardNumbers)
  func awkwardExtents(first: Double) {
    for second in awkwardNumbers {
      let extent = Extent(of: [first, second])
      #expect(extent.lower < extent.upper && extent.length.isFinite)
      let ticks = Ticks(covering: extent, about: 6)
      #expect((2...8).contains(ticks.values.count), "\(first), \(second)")
      #expect(ticks.values.allSatisfy(\.isFinite) && Set(ticks.labels).count == ticks.labels.count)
      let scale = Scale(ticks.extent, from: 10, to: 20)
      for value in [first, second] where value.isFinite {
        #expect((10...20).contains(scale(value)), "\(value) between \(first) and \(second)")
      }
    }
  }

  @Test("Whole numbers have no ticks between them")
  func wholeNumbers() {
    let axis = Axis("Epoch", kind: .wholeNumbers)
    #expect(axis.innerTicks(of: Extent(of: [1, 3]), about: 12).labels == ["1", "2", "3"])
  }

  @Test(
    "Clock ticks are full minutes, hours or days",
    arguments: [
      (0.0, 86_400.0, 4, ["00:00", "06:00", "12:00", "18:00", "24:00"]),
      (30_000, 31_000, 4, ["08:20", "08:25", "08:30", "08:35"]),
      (10, 40, 3, ["00:00:10", "00:00:20", "00:00:30", "00:00:40"]),
      (72_000, 108_000, 3, ["day 1 20:00", "day 2 00:00", "day 2 04:00"]),
      (0, 604_800, 4, ["day 1", "day 3", "day 5", "day 7"]),
    ])
  func clock(lower: Double, upper: Double, count: Int, expected: [String]) {
    let axis = Axis("Time", kind: .clock)
    #expect(axis.innerTicks(of: Extent(of: [lower, upper]), about: count).labels == expected)
  }

  @Test("A clock without times shows a day, and hours that no clock has are plain numbers")
  func emptyClock() {
    let axis = Axis("Time", kind: .clock)
    #expect(axis.extent(of: [.nan]) == Extent(from: 0, to: 86_400))
    #expect(axis.innerTicks(of: Extent(of: [0, 1e200]), about: 2).labels.last == "1.0×10²⁰⁰")
  }

  @Test("Labels below an axis never touch and stay inside", arguments: 0..<200)
  func apart(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let kinds: [Axis.Kind] = [.numbers, .wholeNumbers, .clock]
    let axis = Axis("x", kind: kinds[Int(seed % 3)])
    let extent = Extent(of: [generator.number(), generator.number()])
    let width = Double.random(in: 120...760, using: &generator)
    let scale = Scale(extent, from: 40, to: width - 20)
    let chosen = TickLabels(on: scale, inside: width) { axis.innerTicks(of: extent, about: $0) }
    for label in chosen.labels {
      // A label that was moved to the end is there but for rounding.
      #expect(label.middle - label.width / 2 > -1e-9 && label.middle + label.width / 2 < width + 1e-9)
    }
    for (left, right) in zip(chosen.labels, chosen.labels.dropFirst()) {
      #expect(left.middle + left.width / 2 < right.middle - right.width / 2)
    }
  }

  @Test(
    "Numbers are rounded as a reader expects",
    arguments: [
      (3.14159, "3.14"), (31.4159, "31.4"), (31415.9, "31\u{202F}416"), (-0.00314, "−0.00314"),
      (1e9, "1.00×10⁹"), (-2.5e-8, "−2.50×10⁻⁸"), (0, "0"), (.nan, "–"), (.infinity, "–"),
    ])
  func significant(value: Double, text: String) {
    #expect(NumberText.significant(value, digits: 3) == text)
  }

  @Test("Nothing that rounds to zero has a minus sign")
  func noNegativeZero() {
    #expect(NumberText.fixed(-0.004, decimals: 2) == "0.00")
    #expect(NumberText.fixed(-0.0, decimals: 0) == "0")
    #expect(Extent(of: [-1, 1]).lower == -1)
  }
}

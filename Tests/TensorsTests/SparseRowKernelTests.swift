import CKernels
import Foundation
import Testing

@Suite("Kernels for sparse rows")
struct SparseRowKernelTests {
  // Rows without entries, rows with one, and one with more entries than two words of bits have.
  let offsets: [UInt64] = [0, 2, 2, 6, 7, 147, 147, 150]
  let columns: [UInt64]
  let values: [Double]
  let rowCount = 7
  let columnCount = 19

  init() {
    columns = (0..<150).map { UInt64(($0 * 7 + $0 / 19) % 19) }
    values = Self.numbers(150, seed: 3)
  }

  private static func numbers(_ count: Int, seed: Double) -> [Double] {
    (0..<count).map { sin(Double($0) * 1.7 + seed) }
  }

  /// What sums begin with.
  enum Start: CaseIterable {
    case zeros, result, row
  }

  /// Returns `start + Σ values[e] x[columns[e]]` by the definition, with strides 83 of x and 81 of y.
  private func expected(
    _ x: [Double], _ before: [Double], _ row: [Double], width: Int, _ start: Start,
    isKept: (Int) -> Bool = { _ in true }, factor: Double = 1
  ) -> [Double] {
    var result = before
    for i in 0..<rowCount {
      for j in 0..<width {
        var sum =
          switch start {
          case .zeros: 0.0
          case .result: before[81 * i + j]
          case .row: row[j]
          }
        for entry in Int(offsets[i])..<Int(offsets[i + 1]) where isKept(entry) {
          sum += values[entry] * factor * x[83 * Int(columns[entry]) + j]
        }
        result[81 * i + j] = sum
      }
    }
    return result
  }

  private func largestDifference(_ first: [some BinaryFloatingPoint], _ second: [Double]) -> Double {
    zip(first, second).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
  }

  // Sums of 140 terms of size 1 at most.
  private let doubleRounding = 1e-13
  private let floatRounding = 1e-4

  @Test(
    "Every width and start follows the formula, and nothing else is written",
    arguments: Array(0...40) + [64, 72, 80]
  )
  func widths(width: Int) {
    let (x, before) = (Self.numbers(19 * 83, seed: 4), Self.numbers(8 * 81, seed: 5))
    let row = Self.numbers(80, seed: 6)
    for start in Start.allCases {
      let expected = expected(x, before, row, width: width, start)
      var y = before
      y.withUnsafeMutableBufferPointer { y in
        row.withUnsafeBufferPointer { row in
          let begin: UnsafePointer<Double>? =
            switch start {
            case .zeros: nil
            case .result: UnsafePointer(y.baseAddress)
            case .row: row.baseAddress
            }
          graphode_walk_rows_f64(
            offsets, columns, values, rowCount, x, 83, begin, start == .row ? 0 : 81, y.baseAddress,
            81, width)
        }
      }
      #expect(largestDifference(y, expected) < doubleRounding)
      #expect(
        y.indices.allSatisfy { ($0 % 81 < width && $0 / 81 < rowCount) || y[$0] == before[$0] })
    }
    let (floats, floatRow) = (x.map(Float.init), row.map(Float.init))
    var y = before.map(Float.init)
    graphode_walk_rows_f32(
      offsets, columns, values.map(Float.init), rowCount, floats, 83, floatRow, 0, &y, 81, width)
    #expect(largestDifference(y, expected(x, before, row, width: width, .row)) < floatRounding)
  }

  @Test(
    "Only kept entries count, times the factor, with bits in order and in disorder",
    arguments: [0, 1, 3, 7, 8, 12, 16, 17, 23, 32, 40, 64, 70])
  func keptEntries(width: Int) {
    let (x, before) = (Self.numbers(19 * 83, seed: 4), Self.numbers(8 * 81, seed: 5))
    let row = Self.numbers(80, seed: 6)
    // A permutation of the entries: 67 and 150 have no common divisor.
    let sources = (0..<150).map { UInt64($0 * 67 % 150) }
    for keep in [0, 0.5, 1] {
      var bits = [UInt64](repeating: 0, count: 3)
      graphode_philox_keep_bits(1, 2, 0, keep, &bits, 150)
      func isKept(_ bit: Int) -> Bool { bits[bit / 64] >> UInt64(bit % 64) & 1 == 1 }

      var y = before
      graphode_walk_kept_rows_f64(
        offsets, columns, values, bits, nil, 2, rowCount, x, 83, row, 0, &y, 81, width)
      let ordered = expected(x, before, row, width: width, .row, isKept: isKept, factor: 2)
      #expect(largestDifference(y, ordered) < 2 * doubleRounding)
      y = before
      graphode_walk_kept_rows_f64(
        offsets, columns, values, bits, sources, 2, rowCount, x, 83, nil, 0, &y, 81, width)
      let disordered = expected(
        x, before, row, width: width, .zeros, isKept: { isKept(Int(sources[$0])) }, factor: 2)
      #expect(largestDifference(y, disordered) < 2 * doubleRounding)

      let (floats, floatRow) = (x.map(Float.init), row.map(Float.init))
      var z = before.map(Float.init)
      graphode_walk_kept_rows_f32(
        offsets, columns, values.map(Float.init), bits, nil, 2, rowCount, floats, 83, floatRow, 0, &z,
        81, width)
      #expect(largestDifference(z, ordered) < 2 * floatRounding)
      z = before.map(Float.init)
      graphode_walk_kept_rows_f32(
        offsets, columns, values.map(Float.init), bits, sources, 2, rowCount, floats, 83, nil, 0, &z,
        81, width)
      #expect(largestDifference(z, disordered) < 2 * floatRounding)
    }
  }

  @Test("Rows may be walked in parts, with the same bits")
  func parts() {
    let x = Self.numbers(19 * 83, seed: 4)
    var bits = [UInt64](repeating: 0, count: 3)
    graphode_philox_keep_bits(1, 2, 0, 0.5, &bits, 150)
    for width in [5, 16, 40] {
      var whole = [Double](repeating: 0, count: 7 * 81)
      graphode_walk_kept_rows_f64(
        offsets, columns, values, bits, nil, 2, 7, x, 83, nil, 0, &whole, 81, width)
      var parts = [Double](repeating: 0, count: 7 * 81)
      for (first, count) in [(0, 3), (3, 1), (4, 3)] {
        parts.withUnsafeMutableBufferPointer { parts in
          graphode_walk_kept_rows_f64(
            Array(offsets[first...]), columns, values, bits, nil, 2, count, x, 83, nil, 0,
            parts.baseAddress.map { $0 + 81 * first }, 81, width)
        }
      }
      #expect(parts == whole)
    }
  }
}

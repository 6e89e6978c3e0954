import CKernels
import Foundation
import Testing

@Suite("Reduction kernels")
struct ReductionKernelTests {
  @Test("Sums and dot products add every element once", arguments: [0, 1, 7, 15, 16, 17, 100, 1003])
  func sums(count: Int) {
    let x = (0..<count).map { Float($0 % 11) - 4 }
    let y = (0..<count).map { Float($0 % 5) }
    // Integers: exact in every order.
    #expect(graphode_sum_f32(x, count) == Double(x.reduce(0, +)))
    #expect(graphode_dot_f32(x, y, count) == Double(zip(x, y).map(*).reduce(0, +)))
    #expect(graphode_sum_of_squares_f32(x, count) == Double(x.map { $0 * $0 }.reduce(0, +)))
    #expect(graphode_sum_f64(x.map { Double($0) }, count) == Double(x.reduce(0, +)))
  }

  @Test("A sum of floats is as accurate as doubles are")
  func accuracy() {
    let x = (0..<1_000_000).map { 1 / Float($0 + 1) }
    let truth = x.reversed().reduce(0.0) { $0 + Double($1) }
    #expect(abs(graphode_sum_f32(x, x.count) - truth) < 1e-13 * truth)
  }

  @Test("Infinite elements and NaN are found wherever they are")
  func finiteness() {
    let x = (0..<9000).map { Float($0) - 9000 }
    #expect(graphode_all_finite_f32(x, x.count) == 1)
    #expect(graphode_max_abs_f32(x, x.count) == 9000)
    #expect(graphode_all_finite_f32(x, 0) == 1 && graphode_max_abs_f32(x, 0) == 0)
    for position in [0, 1, 4095, 4096, 8999] {
      for value in [Float.infinity, -.infinity, .nan, -.nan] {
        var bad = x
        bad[position] = value
        let largest = graphode_max_abs_f32(bad, bad.count)
        #expect(graphode_all_finite_f32(bad, bad.count) == 0)
        #expect(value.isNaN ? largest.isNaN : largest == .infinity)
        let doubles = bad.map { Double($0) }
        #expect(graphode_all_finite_f64(doubles, doubles.count) == 0)
      }
    }
  }

  @Test("Reductions along an axis", arguments: [(1, 5, 1), (3, 4, 1), (2, 3, 5), (1, 40, 130), (4, 1, 2)])
  func axes(outer: Int, axis: Int, inner: Int) {
    let x = (0..<outer * axis * inner).map { Double(($0 * 7919) % 23) }
    func along(_ o: Int, _ j: Int) -> [Double] { (0..<axis).map { x[(o * axis + $0) * inner + j] } }
    let lines = (0..<outer).flatMap { o in (0..<inner).map { along(o, $0) } }
    var out = [Double](repeating: .nan, count: outer * inner)
    var positions = [Int64](repeating: -1, count: outer * inner)
    graphode_sum_axis_f64(x, outer, axis, inner, &out)
    #expect(out == lines.map { $0.reduce(0, +) })
    graphode_max_axis_f64(x, outer, axis, inner, &out, &positions)
    #expect(out == lines.compactMap { $0.max() })
    #expect(
      positions
        == lines.compactMap { line in line.max().flatMap { line.firstIndex(of: $0) }.map { Int64($0) } })

    var sums = [Double](repeating: 1, count: inner)
    graphode_add_column_sums_f64(x, outer * axis, inner, &sums)
    let expected: [Double] = (0..<inner).map { j in
      (0..<outer * axis).reduce(1.0) { partial, i in partial + x[i * inner + j] }
    }
    #expect(sums == expected)
  }

  @Test(
    "Columns are summed in the order of their rows at every width", arguments: Array(2...40) + [64, 65, 130])
  func columnSums(width: Int) {
    for rows in [0, 1, 2, 9, 30] {
      let x = (0..<rows * width).map { sin(1.7 * Float($0)) }
      let expected = (0..<width).map { column in
        (0..<rows).reduce(0.0) { $0 + Double(x[$1 * width + column]) }
      }
      var out = [Float](repeating: .nan, count: width)
      graphode_sum_axis_f32(x, 1, rows, width, &out)
      #expect(out == expected.map(Float.init))
      var sums = [Double](repeating: 0, count: width)
      graphode_add_column_sums_f32(x, rows, width, &sums)
      #expect(sums == expected)
    }
  }

  @Test("NaN is the largest element")
  func largestIsNaN() {
    var (out, position) = (0.0, Int64(-1))
    graphode_max_axis_f64([1, .nan, 5, .nan], 1, 4, 1, &out, &position)
    #expect(out.isNaN && position == 1)
  }

  @Test("The error ratio follows its formula", arguments: [0, 1, 8, 15, 16, 37])
  func errorRatio(count: Int) {
    let e: [Double] = (0..<count).map { 1e-4 * Double($0) }
    let y0: [Double] = (0..<count).map { Double($0) - 9.5 }
    let y1 = y0.map { -1.1 * $0 + 0.3 }
    let truth: Double = (0..<count).reduce(0.0) { partial, i in
      let ratio = e[i] / (1e-3 + 1e-2 * max(abs(y0[i]), abs(y1[i])))
      return partial + ratio * ratio
    }
    let ratio = graphode_error_ratio_f64(e, y0, y1, 1e-3, 1e-2, count)
    #expect(abs(ratio - truth) <= 1e-14 * truth)
    for position in 0..<count {
      for value in [Double.infinity, -.infinity, .nan] {
        for array in 0..<3 {
          var arrays = [e, y0, y1]
          arrays[array][position] = value
          let ratio = graphode_error_ratio_f64(arrays[0], arrays[1], arrays[2], 1e-3, 1e-2, count)
          #expect(!ratio.isFinite, "\(value) at \(position) of array \(array)")
        }
      }
    }
  }

  @Test("Without an absolute tolerance, an exact zero is no error")
  func zeroError() {
    #expect(graphode_error_ratio_f64([0, 1], [0, 2], [0, 4], 0, 0.5, 2) == 0.25)
    #expect(graphode_error_ratio_f64([1], [0], [0], 0, 0.5, 1) == .infinity)
  }
}

import CKernels
import Foundation
import Testing

@Suite("Kernels on rows and sparse entries")
struct RowKernelTests {
  @Test("Softmax and its logarithm follow their formulas", arguments: [1, 3, 16, 37, 300])
  func softmax(columns: Int) {
    let x = (0..<2 * columns).map { 3 * sin(Double($0 * $0)) }
    var (y, z) = (x, x)
    graphode_softmax_rows_f64(x, &y, 2, columns)
    graphode_log_softmax_rows_f64(x, &z, 2, columns)
    for i in 0..<2 {
      let row = i * columns..<(i + 1) * columns
      let total = row.reduce(0) { $0 + exp(x[$1]) }
      for j in row {
        #expect(abs(y[j] - exp(x[j]) / total) < 1e-15)
        #expect(abs(z[j] - (x[j] - log(total))) < 1e-14)
      }
    }
  }

  @Test("Softmax of huge and tiny elements does not overflow")
  func extremes() {
    let x: [Double] = [1000, 1000, -.infinity, 1e300, -1e300, 0]
    var (y, z) = (x, x)
    graphode_softmax_rows_f64(x, &y, 2, 3)
    graphode_log_softmax_rows_f64(x, &z, 2, 3)
    #expect(y == [0.5, 0.5, 0, 1, 0, 0])
    #expect(abs(z[0] + log(2)) < 1e-15 && z[2] == -.infinity && z[3] == 0 && z[5] == -1e300)
  }

  @Test("Softmax pullbacks agree with central differences")
  func softmaxPullbacks() {
    let (rows, columns, step) = (2, 19, 1e-5)
    let x = (0..<rows * columns).map { sin(Double($0 * 3)) }
    let upstream = x.indices.map { cos(Double($0)) }
    let kernels:
      [(
        (UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int, Int) -> Void,
        (UnsafePointer<Double>?, UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int, Int) -> Void
      )] = [
        (graphode_softmax_rows_f64, graphode_softmax_rows_pullback_f64),
        (graphode_log_softmax_rows_f64, graphode_log_softmax_rows_pullback_f64),
      ]
    for (kernel, pullback) in kernels {
      func value(_ x: [Double]) -> Double {
        var y = x
        kernel(x, &y, rows, columns)
        return graphode_dot_f64(y, upstream, y.count)
      }
      var (y, gradient) = (x, x)
      kernel(x, &y, rows, columns)
      pullback(y, upstream, &gradient, rows, columns)
      for i in x.indices {
        var (above, below) = (x, x)
        above[i] += step
        below[i] -= step
        let quotient = (value(above) - value(below)) / (2 * step)
        // The rounding of the sum over the step, and the square of the step.
        #expect(abs(gradient[i] - quotient) < 1e-9)
      }
    }
  }

  @Test("Scattering is the adjoint of gathering", arguments: [1, 3, 33])
  func gathering(columns: Int) {
    let indices: [Int64] = [4, 0, 4, 2, 4]
    let x = (0..<5 * columns).map { Double($0 % 13) }
    let u = (0..<5 * columns).map { Double($0 % 7) - 3 }
    var gathered = [Double](repeating: .nan, count: 5 * columns)
    graphode_gather_rows_f64(x, columns, indices, 5, &gathered)
    let expected: [Double] = indices.flatMap { x[Int($0) * columns..<(Int($0) + 1) * columns] }
    #expect(gathered == expected)
    var scattered = [Double](repeating: 0, count: 5 * columns)
    graphode_scatter_add_rows_f64(u, columns, indices, 5, &scattered)
    #expect(
      graphode_dot_f64(gathered, u, u.count) == graphode_dot_f64(x, scattered, x.count))
  }

  @Test(
    "Transposition and blocks move every element",
    arguments: [(1, 1), (37, 1), (3, 50), (5, 8), (5, 9), (16, 16), (37, 17)])
  func moves(rows: Int, columns: Int) {
    let x = (0..<rows * columns).map { Float($0) }
    var out = [Float](repeating: -1, count: rows * columns)
    graphode_transpose_f32(x, columns, rows, columns, &out, rows)
    let transposed: [Float] = (0..<rows * columns).map { x[$0 % rows * columns + $0 / rows] }
    #expect(out == transposed)

    // Into the middle of wider rows, and out again.
    let wide = columns + 3
    var target = [Float](repeating: -1, count: rows * wide)
    var back = [Float](repeating: 0, count: rows * columns)
    target.withUnsafeMutableBufferPointer {
      guard let start = $0.baseAddress else { return }
      graphode_copy_block_f32(x, columns, start + 2, wide, rows, columns)
      graphode_copy_block_f32(start + 2, wide, &back, columns, rows, columns)
    }
    #expect(back == x)
    #expect(target.filter { $0 == -1 }.count == 3 * rows)
  }

  @Test("Sampled products and sums over entries keep to their rows")
  func entries() {
    let (offsets, columns): ([UInt64], [UInt64]) = ([0, 2, 2, 5], [0, 3, 1, 2, 3])
    let rowOf = [0, 0, 2, 2, 2]
    let width = 18
    let g = (0..<3 * width).map { Double($0 % 5) }
    let x = (0..<4 * width).map { Double($0 % 7) }
    let products: [Double] = (0..<5).map { e in
      let (left, right) = (rowOf[e] * width, Int(columns[e]) * width)
      return (0..<width).reduce(0.0) { partial, k in partial + g[left + k] * x[right + k] }
    }
    var out = [Double](repeating: -1, count: 5)
    graphode_sampled_dots_f64(offsets, columns, 1, 3, g, x, width, &out)
    #expect(out[..<2] == [-1, -1] && out[2...] == products[2...])
    graphode_sampled_dots_f64(offsets, columns, 0, 1, g, x, width, &out)
    #expect(out == products)

    let values: [Double] = [1, 2, 3, 4, 5]
    graphode_scale_entries_by_row_f64(offsets, 0, 3, values, [10, 20, 30], &out)
    #expect(out == [10, 20, 90, 120, 150])
    graphode_sum_entries_by_row_f64(offsets, 0, 3, values, &out)
    #expect(out == [3, 0, 12, 120, 150])
  }
}

import CKernels
import Foundation
import Testing

@Suite("Kernels for narrow products")
struct NarrowProductTests {
  private func numbers(_ count: Int, seed: Double) -> [Double] {
    (0..<count).map { sin(Double($0) * 1.7 + seed) }
  }

  @Test("Products follow their formula for every tile, and write nothing else", arguments: 1...14)
  func tiles(rows: Int) {
    // Columns of the left operand in two spans; strides wider than the operands.
    let spans = [graphode_span(first: 1, count: 5), graphode_span(first: 9, count: 3)]
    let places = [1, 2, 3, 4, 5, 9, 10, 11]
    let left = numbers(14 * 17, seed: 0)
    let right = numbers(8 * 80, seed: 1)
    for columns in stride(from: 8, through: 72, by: 8) {
      for (leftRow, leftColumn) in [(17, 1), (1, 14)] {
        for adds in [0, 1] {
          let before = numbers(15 * 75, seed: 2)
          var result = before
          graphode_panel_product_f64(
            left, leftRow, leftColumn, spans, 2, right, 80, &result, 75, rows, columns, Int32(adds))
          for i in 0..<15 {
            for j in 0..<75 {
              var expected = before[75 * i + j]
              if i < rows && j < columns {
                expected *= Double(adds)
                for (k, place) in places.enumerated() {
                  expected += left[i * leftRow + place * leftColumn] * right[80 * k + j]
                }
              }
              // A sum of nine terms of size 1 at most, fused or not.
              #expect(Swift.abs(result[75 * i + j] - expected) < 4e-15)
            }
          }
        }
      }
    }
  }

  @Test("Single precision rounds the same products", arguments: [1, 6, 23])
  func singlePrecision(rows: Int) {
    let spans = [graphode_span(first: 0, count: 11)]
    let left = numbers(rows * 11, seed: 0).map(Float.init)
    let right = numbers(11 * 112, seed: 1).map(Float.init)
    var result = [Float](repeating: .nan, count: rows * 112)
    graphode_panel_product_f32(left, 11, 1, spans, 1, right, 112, &result, 112, rows, 112, 0)
    for i in 0..<rows {
      for j in 0..<112 {
        let exact = (0..<11).reduce(0.0) { $0 + Double(left[11 * i + $1]) * Double(right[112 * $1 + j]) }
        // Eleven roundings of sums below 11.
        #expect(Swift.abs(Double(result[112 * i + j]) - exact) < 1e-5)
      }
    }
  }

  @Test("A product without terms is zero, or nothing to add")
  func emptyProduct() {
    var result = [Double](repeating: 3, count: 16)
    graphode_panel_product_f64([1], 1, 1, [], 0, [1], 8, &result, 8, 2, 8, 1)
    #expect(result.allSatisfy { $0 == 3 })
    graphode_panel_product_f64([1], 1, 1, [], 0, [1], 8, &result, 8, 2, 8, 0)
    #expect(result.allSatisfy { $0 == 0 })
  }
}

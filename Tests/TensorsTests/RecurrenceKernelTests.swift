import CKernels
import Foundation
import Testing

/// A step of a recurrence over a small sparse matrix, by loops that follow the formula.
private struct Problem {
  let offsets: [UInt64] = [0, 3, 3, 5, 9, 10]
  let columns: [UInt64] = [0, 2, 4, 1, 3, 0, 1, 2, 3, 4]
  let values: [Double]
  let rate: [Double] = [0.3, -1.2, 0, 2, 0.7]
  let width: Int
  let x, y, term, left, sum: [Double]
  let rows = 5

  init(width: Int) {
    self.width = width
    func numbers(_ count: Int, _ seed: Int) -> [Double] { (0..<count).map { sin(Double($0 * 7 + seed)) } }
    values = numbers(10, 1)
    (x, y, term) = (numbers(rows * width, 2), numbers(rows * width, 3), numbers(rows * width, 4))
    (left, sum) = (numbers(rows * width, 5), numbers(rows * width, 6))
  }

  /// `m = A (s x) + ι s x`.
  func product(columnRate: [Double]?, diagonal: Double) -> [Double] {
    var m = [Double](repeating: 0, count: rows * width)
    for i in 0..<rows {
      for k in 0..<width {
        for e in Int(offsets[i])..<Int(offsets[i + 1]) {
          let j = Int(columns[e])
          m[i * width + k] += values[e] * (columnRate?[j] ?? 1) * x[j * width + k]
        }
        m[i * width + k] += diagonal * (columnRate?[i] ?? 1) * x[i * width + k]
      }
    }
    return m
  }
}

@Suite("Steps of recurrences over a sparse matrix")
struct RecurrenceKernelTests {
  @Test(
    "All that goes with a step follows its formula, at every width", arguments: 1...40,
    [false, true])
  func wholeStep(_ width: Int, _ isTransposed: Bool) {
    let p = Problem(width: width)
    let m = p.product(columnRate: isTransposed ? p.rate : nil, diagonal: -0.6)
    var (y, sum, dots) = (p.y, p.sum, [1.0, 2, 3, 4, 5])
    y.withUnsafeMutableBufferPointer { y in
      sum.withUnsafeMutableBufferPointer { sum in
        dots.withUnsafeMutableBufferPointer { dots in
          p.rate.withUnsafeBufferPointer { rate in
            var step = graphode_recurrence_f64()
            step.width = width
            (step.product, step.identity, step.previous, step.diagonal) = (1.5, 0.4, -0.9, -0.6)
            (step.term_factor, step.sum_factor, step.dot_factor) = (0.3, -0.7, 1.1)
            step.y_before = UnsafePointer(y.baseAddress)
            step.y = y.baseAddress
            step.sum = sum.baseAddress
            step.dots = dots.baseAddress
            if isTransposed { step.column_rate = rate.baseAddress } else { step.row_rate = rate.baseAddress }
            p.run(step)
          }
        }
      }
    }
    for i in 0..<p.rows {
      var dot = Double(i + 1)
      for k in i * width..<(i + 1) * width {
        let rate = isTransposed ? 1 : p.rate[i]
        let expected = 1.5 * rate * m[k] + 0.4 * p.x[k] - 0.9 * p.y[k] + 0.3 * p.term[k]
        #expect(abs(y[k] - expected) < 1e-14)
        #expect(abs(sum[k] - (p.sum[k] - 0.7 * p.x[k])) < 1e-15)
        dot += 1.1 * p.left[k] * m[k]
      }
      #expect(abs(dots[i] - dot) < 1e-13)
    }
  }

  @Test("What is not asked for is neither read nor added", arguments: [3, 16])
  func bareStep(_ width: Int) {
    let p = Problem(width: width)
    let m = p.product(columnRate: nil, diagonal: 0)
    var y = [Double](repeating: .nan, count: p.rows * width)
    y.withUnsafeMutableBufferPointer { y in
      var step = graphode_recurrence_f64()
      step.width = width
      step.product = 1
      step.y_before = UnsafePointer(y.baseAddress)
      step.y = y.baseAddress
      p.run(step, isBare: true)
    }
    for k in y.indices { #expect(abs(y[k] - m[k]) < 1e-14) }
  }
}

extension Problem {
  /// Runs a step in two ranges of rows, with this problem's arrays.
  func run(_ step: graphode_recurrence_f64, isBare: Bool = false) {
    var step = step
    offsets.withUnsafeBufferPointer { offsets in
      columns.withUnsafeBufferPointer { columns in
        values.withUnsafeBufferPointer { values in
          x.withUnsafeBufferPointer { x in
            term.withUnsafeBufferPointer { term in
              left.withUnsafeBufferPointer { left in
                step.offsets = offsets.baseAddress
                step.columns = columns.baseAddress
                step.values = values.baseAddress
                step.x = x.baseAddress
                if !isBare {
                  step.term = term.baseAddress
                  step.left = left.baseAddress
                }
                graphode_recurrence_step_f64(&step, 0, 2)
                graphode_recurrence_step_f64(&step, 2, 5)
              }
            }
          }
        }
      }
    }
  }
}

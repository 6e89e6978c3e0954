import CKernels
import Testing

@Suite("Arithmetic kernels with broadcasting")
struct BroadcastKernelTests {
  /// How an operand covers a matrix.
  enum Cover: CaseIterable, Sendable {
    case dense, row, column, scalar

    func strides(_ columns: Int) -> (row: Int, column: Int) {
      switch self {
      case .dense: (columns, 1)
      case .row: (0, 1)
      case .column: (1, 0)
      case .scalar: (0, 0)
      }
    }
  }

  @Test(
    "Every pair of covers gives the element-wise result", arguments: Cover.allCases, Cover.allCases)
  func covers(of first: Cover, and second: Cover) {
    for (rows, columns) in [(1, 1), (5, 1), (1, 7), (3, 70), (6, 16), (0, 4), (4, 0)] {
      let a = (0..<max(rows * columns, rows, columns, 1)).map { Double($0) + 1 }
      let b = a.map { 0.5 * $0 - 100.25 }
      let (p, q) = (first.strides(columns), second.strides(columns))
      let kernels:
        [(
          (
            UnsafePointer<Double>?, Int, Int, UnsafePointer<Double>?, Int, Int,
            UnsafeMutablePointer<Double>?, Int, Int
          ) -> Void, (Double, Double) -> Double
        )] = [
          (graphode_add_f64, +), (graphode_subtract_f64, -), (graphode_multiply_f64, *),
          (graphode_divide_f64, /),
        ]
      for (kernel, operation) in kernels {
        var out = [Double](repeating: .nan, count: rows * columns)
        kernel(a, p.row, p.column, b, q.row, q.column, &out, rows, columns)
        let expected: [Double] = (0..<rows * columns).map { index in
          let (i, j) = (index / columns, index % columns)
          return operation(a[i * p.row + j * p.column], b[i * q.row + j * q.column])
        }
        #expect(out == expected, "\(rows) by \(columns)")
      }
    }
  }

  @Test("The output may be an operand")
  func inPlace() {
    var a = (0..<100).map { Float($0) }
    let b = (0..<10).map { Float($0) }
    a.withUnsafeMutableBufferPointer {
      guard let start = $0.baseAddress else { return }
      graphode_add_f32(start, 10, 1, b, 1, 0, start, 10, 10)
    }
    let expected: [Float] = (0..<100).map { index in Float(index + index / 10) }
    #expect(a == expected)
  }
}

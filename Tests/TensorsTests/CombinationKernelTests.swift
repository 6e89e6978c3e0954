import CKernels
import Testing

@Suite("Kernels for multiples of arrays")
struct CombinationKernelTests {
  @Test("A linear combination adds every term once", arguments: 0...17)
  func linearCombination(termCount: Int) {
    // Small integers: every order of summation gives the same number.
    let count = 41
    let terms: [[Double]] = (0..<termCount).map { k in
      (0..<count).map { i in Double((i * (k + 3)) % 7) }
    }
    let coefficients: [Double] = (0..<termCount).map { Double($0 % 5) - 2 }
    let base = (0..<count).map { Double($0) }
    let sum: [Double] = (0..<count).map { i in
      (0..<termCount).reduce(0.0) { partial, k in partial + coefficients[k] * terms[k][i] }
    }
    let shifted: [Double] = zip(base, sum).map { $0 + $1 }

    let flat = terms.flatMap { $0 }
    flat.withUnsafeBufferPointer { flat in
      let pointers = (0..<termCount).map { k in flat.baseAddress.map { $0 + k * count } }
      var out = [Double](repeating: .nan, count: count)
      graphode_linear_combination_f64(nil, coefficients, pointers, termCount, &out, count)
      #expect(out == sum)
      graphode_linear_combination_f64(base, coefficients, pointers, termCount, &out, count)
      #expect(out == shifted)
      out = base
      out.withUnsafeMutableBufferPointer {
        graphode_linear_combination_f64(
          $0.baseAddress, coefficients, pointers, termCount, $0.baseAddress, count)
      }
      #expect(out == shifted, "in place")
    }
  }

  @Test("Scaling, filling and conversion give each element's value")
  func simple() {
    let x = (0..<37).map { Float($0) }
    var y = x
    graphode_add_scaled_f32(&y, 2, x, 37)
    #expect(y == x.map { 3 * $0 })
    graphode_scale_f32(&y, -1, 37)
    #expect(y == x.map { -3 * $0 })
    graphode_scaled_copy_f32(x, 0.5, &y, 37)
    #expect(y == x.map { $0 / 2 })
    graphode_add_constant_f32(x, 4, &y, 37)
    #expect(y == x.map { $0 + 4 })
    graphode_fill_f32(&y, 7, 36)
    #expect(y == [Float](repeating: 7, count: 36) + [40])

    var wide = [Double](repeating: 0, count: 37)
    graphode_convert_f32_to_f64(x, &wide, 37)
    #expect(wide == x.map { Double($0) })
    let thirds = wide.map { $0 / 3 }
    graphode_convert_f64_to_f32(thirds, &y, 37)
    #expect(y == thirds.map { Float($0) })
  }
}

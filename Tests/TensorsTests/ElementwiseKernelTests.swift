import CKernels
import Foundation
import Testing

#if arch(x86_64)
  private typealias Exact = Float80
#else
  private typealias Exact = Double
#endif

/// An elementary function: its two kernels, the mathematics, and the promise of elementwise.h.
private struct Elementary: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let float32: @Sendable (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
  let float64: @Sendable (UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void
  let truth: @Sendable (Exact) -> Exact
  let range: ClosedRange<Double>
  let ulps: Double

  static let all = [
    Elementary(
      testDescription: "exp", float32: { graphode_exp_f32($0, $1, $2) },
      float64: { graphode_exp_f64($0, $1, $2) }, truth: { exp($0) }, range: -750...715, ulps: 1.1),
    Elementary(
      testDescription: "log", float32: { graphode_log_f32($0, $1, $2) },
      float64: { graphode_log_f64($0, $1, $2) }, truth: { log($0) }, range: 1e-9...20, ulps: 1.1),
    Elementary(
      testDescription: "softplus", float32: { graphode_softplus_f32($0, $1, $2) },
      float64: { graphode_softplus_f64($0, $1, $2) },
      truth: { max($0, 0) + log1p(exp(-abs($0))) }, range: -750...50, ulps: 3),
    Elementary(
      testDescription: "tanh", float32: { graphode_tanh_f32($0, $1, $2) },
      float64: { graphode_tanh_f64($0, $1, $2) }, truth: { tanh($0) }, range: -25...25, ulps: 3),
    Elementary(
      testDescription: "sigmoid", float32: { graphode_sigmoid_f32($0, $1, $2) },
      float64: { graphode_sigmoid_f64($0, $1, $2) },
      truth: { $0 < 0 ? exp($0) / (1 + exp($0)) : 1 / (1 + exp(-$0)) }, range: -750...50, ulps: 3),
    Elementary(
      testDescription: "sqrt", float32: { graphode_sqrt_f32($0, $1, $2) },
      float64: { graphode_sqrt_f64($0, $1, $2) }, truth: { $0.squareRoot() }, range: 0...9, ulps: 0.5),
    Elementary(
      testDescription: "elu", float32: { graphode_elu_f32($0, $1, $2, 1) },
      float64: { graphode_elu_f64($0, $1, $2, 1) }, truth: { $0 < 0 ? expm1($0) : $0 },
      range: -50...2, ulps: 2),
  ]

  /// Evenly spaced numbers in the range and in its middle, and powers of 2 of either sign.
  var points: [Double] {
    let even = (0..<40_000).map { (Double($0) + 0.37) / 40_000 }
    let (low, width) = (range.lowerBound, range.upperBound - range.lowerBound)
    let powers = (-1074...1023).map { Double(sign: .plus, exponent: $0, significand: 1) }
    return even.map { low + width * $0 } + even.map { (low + width * $0) / 100 } + powers
      + powers.map { -1.7 * $0 }
  }
}

/// The distance of a result from the truth in units in the last place of the truth; 0 where both
/// are infinite with one sign, or not numbers.
private func ulps<T: BinaryFloatingPoint>(_ result: T, _ truth: Exact) -> Double {
  let rounded = T(truth)
  if rounded.isNaN { return result.isNaN ? 0 : .infinity }
  if rounded.isInfinite || !result.isFinite { return result == rounded ? 0 : .infinity }
  return Double(abs(Exact(result) - truth) / Exact(rounded.ulp))
}

@Suite("Element-wise kernels")
struct ElementwiseKernelTests {
  @Test("Elementary functions keep their accuracy everywhere", arguments: Elementary.all)
  fileprivate func accuracy(of function: Elementary) {
    let special = [0, -0.0, .infinity, -.infinity, .nan]
    let doubles = function.points + special
    var results64 = doubles
    // The output is the input: kernels work in place.
    results64.withUnsafeMutableBufferPointer {
      guard let start = $0.baseAddress else { return }
      function.float64(start, start, $0.count)
    }
    let worst64 = zip(doubles, results64).map { (ulps($1, function.truth(Exact($0))), $0) }
      .max { $0.0 < $1.0 }
    #expect(worst64.map { $0.0 <= function.ulps } == true, "float64: \(String(describing: worst64))")

    let floats = doubles.map { Float($0) }
    var results32 = [Float](repeating: 0, count: floats.count)
    function.float32(floats, &results32, floats.count)
    let worst32 = zip(floats, results32).map { (ulps($1, function.truth(Exact($0))), $0) }
      .max { $0.0 < $1.0 }
    #expect(worst32.map { $0.0 <= function.ulps } == true, "float32: \(String(describing: worst32))")
  }

  @Test("Every count of elements gives what one at a time gives", arguments: Elementary.all)
  fileprivate func counts(of function: Elementary) {
    let input = (0..<70).map { Double($0) * 0.113 + 0.01 }
    let single = input.map { x in
      var y = 0.0
      function.float64([x], &y, 1)
      return y
    }
    for count in 0...70 {
      var output = [Double](repeating: -1, count: 71)
      function.float64(input, &output, count)
      #expect(output == single.prefix(count) + [Double](repeating: -1, count: 71 - count))
    }
  }

  @Test("tanh, relu and their like keep the sign of zero or drop it as documented")
  func signOfZero() {
    var y = [1.0]
    graphode_tanh_f64([-0.0], &y, 1)
    #expect(y[0] == 0 && y[0].sign == .minus)
    graphode_relu_f64([-0.0], &y, 1)
    #expect(y[0] == 0 && y[0].sign == .plus)
    graphode_abs_f64([-0.0], &y, 1)
    #expect(y[0] == 0 && y[0].sign == .plus)
  }

  @Test("Piecewise functions take the right piece, and keep NaN")
  func pieces() {
    let x = [-2, -0.5, 0, 0.5, 2, .nan, .infinity, -.infinity]
    func values(
      _ kernel: (UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void
    ) -> [String] {
      var y = x
      kernel(x, &y, x.count)
      return y.map { "\($0)" }
    }
    #expect(
      values { graphode_relu_f64($0, $1, $2) }
        == ["0.0", "0.0", "0.0", "0.5", "2.0", "nan", "inf", "0.0"])
    #expect(
      values { graphode_leaky_relu_f64($0, $1, $2, 0.25) }
        == ["-0.5", "-0.125", "0.0", "0.5", "2.0", "nan", "inf", "-inf"])
    #expect(
      values { graphode_clamp_f64($0, $1, $2, -1, 1) }
        == ["-1.0", "-0.5", "0.0", "0.5", "1.0", "nan", "1.0", "-1.0"])
    #expect(
      values { graphode_square_f64($0, $1, $2) }
        == ["4.0", "0.25", "0.0", "0.25", "4.0", "nan", "inf", "inf"])
    #expect(
      values { graphode_negate_f64($0, $1, $2) }
        == ["2.0", "0.5", "-0.0", "-0.5", "-2.0", "-nan", "-inf", "inf"].map {
          $0 == "-nan" ? "\(-Double.nan)" : $0
        })
  }
}

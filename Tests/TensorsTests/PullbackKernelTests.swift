import CKernels
import Testing

private typealias Unary = @Sendable (UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void
private typealias Pullback =
  @Sendable (UnsafePointer<Double>, UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void

/// A kernel with its pullback, and which of the two arrays that saves.
private struct Pair: Sendable, CustomTestStringConvertible {
  enum Saved { case input, output }
  let testDescription: String
  let saved: Saved
  let value: Unary
  let pullback: Pullback
  var isPositive = false

  static let all = [
    Pair(
      testDescription: "exp", saved: .output, value: { graphode_exp_f64($0, $1, $2) },
      pullback: { graphode_exp_pullback_f64($0, $1, $2, $3) }),
    Pair(
      testDescription: "tanh", saved: .output, value: { graphode_tanh_f64($0, $1, $2) },
      pullback: { graphode_tanh_pullback_f64($0, $1, $2, $3) }),
    Pair(
      testDescription: "sigmoid", saved: .output, value: { graphode_sigmoid_f64($0, $1, $2) },
      pullback: { graphode_sigmoid_pullback_f64($0, $1, $2, $3) }),
    Pair(
      testDescription: "sqrt", saved: .output, value: { graphode_sqrt_f64($0, $1, $2) },
      pullback: { graphode_sqrt_pullback_f64($0, $1, $2, $3) }, isPositive: true),
    Pair(
      testDescription: "log", saved: .input, value: { graphode_log_f64($0, $1, $2) },
      pullback: { graphode_log_pullback_f64($0, $1, $2, $3) }, isPositive: true),
    Pair(
      testDescription: "square", saved: .input, value: { graphode_square_f64($0, $1, $2) },
      pullback: { graphode_square_pullback_f64($0, $1, $2, $3) }),
    Pair(
      testDescription: "softplus", saved: .input, value: { graphode_softplus_f64($0, $1, $2) },
      pullback: { graphode_softplus_pullback_f64($0, $1, $2, $3) }),
    Pair(
      testDescription: "abs", saved: .input, value: { graphode_abs_f64($0, $1, $2) },
      pullback: { graphode_abs_pullback_f64($0, $1, $2, $3) }),
    Pair(
      testDescription: "relu", saved: .input, value: { graphode_relu_f64($0, $1, $2) },
      pullback: { graphode_relu_pullback_f64($0, $1, $2, $3) }),
    Pair(
      testDescription: "leaky relu", saved: .input,
      value: { graphode_leaky_relu_f64($0, $1, $2, 0.2) },
      pullback: { graphode_leaky_relu_pullback_f64($0, $1, $2, $3, 0.2) }),
    Pair(
      testDescription: "elu", saved: .input, value: { graphode_elu_f64($0, $1, $2, 1.5) },
      pullback: { graphode_elu_pullback_f64($0, $1, $2, $3, 1.5) }),
    Pair(
      testDescription: "clamp", saved: .input, value: { graphode_clamp_f64($0, $1, $2, -1, 2) },
      pullback: { graphode_clamp_pullback_f64($0, $1, $2, $3, -1, 2) }),
  ]

  func values(_ x: [Double]) -> [Double] {
    var y = x
    value(x, &y, x.count)
    return y
  }

  func gradient(at x: [Double], upstream: [Double]) -> [Double] {
    var out = x
    pullback(saved == .input ? x : values(x), upstream, &out, x.count)
    return out
  }
}

@Suite("Pullbacks of kernels")
struct PullbackKernelTests {
  @Test("They agree with central differences", arguments: Pair.all)
  fileprivate func differences(of pair: Pair) {
    // No point is within a step of a kink at -1, 0 or 2.
    let x = (0..<37).map { pair.isPositive ? 0.1 + Double($0) * 0.093 : -3.03 + Double($0) * 0.171 }
    let upstream = x.indices.map { 1.5 - 0.1 * Double($0) }
    let step = 1e-5
    let (above, below) = (pair.values(x.map { $0 + step }), pair.values(x.map { $0 - step }))
    let gradient = pair.gradient(at: x, upstream: upstream)
    for i in x.indices {
      let quotient = (above[i] - below[i]) / (2 * step) * upstream[i]
      // The difference quotient errs by step^2 times the third derivative, at most 1e5 here.
      #expect(abs(gradient[i] - quotient) < 1e-7 * max(1, abs(quotient)), "at \(x[i])")
    }
  }

  @Test("At kinks and poles they take the documented value")
  func corners() {
    func at(_ x: Double, _ name: String) -> Double? {
      Pair.all.first { $0.testDescription == name }?.gradient(at: [x], upstream: [3])[0]
    }
    #expect(at(0, "abs") == 0)
    #expect(at(0, "relu") == 0)
    #expect(at(0, "sqrt") == .infinity)
    #expect(at(0, "elu") == 4.5)
    #expect(at(-1, "clamp") == 3 && at(2, "clamp") == 3)
    for name in ["abs", "softplus", "elu", "exp", "tanh"] {
      #expect(at(.nan, name)?.isNaN == true, "\(name)")
    }
  }
}

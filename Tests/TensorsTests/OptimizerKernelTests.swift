import CKernels
import Testing

@Suite("Optimizer kernels")
struct OptimizerKernelTests {
  private let rate = 0.1
  private let decay = 0.02
  private let beta1 = 0.9
  private let beta2 = 0.99
  private let epsilon = 1e-6
  private let gradients: [[Double]] = (0..<4).map { step in
    (0..<19).map { index -> Double in
      let place = (index * 5 + step * 3) % 11
      return Double(place) / 5 - 1
    }
  }
  private let start = (0..<19).map { Double($0) / 7 - 1 }

  /// Returns the parameters after all steps of a rule for one number: the parameter and two
  /// numbers of state, which start at 0, change along a gradient at step 1, 2, ….
  private func expected(
    _ rule: (inout Double, inout Double, inout Double, Double, Int) -> Void
  ) -> [Double] {
    start.indices.map { i in
      var (p, a, b) = (start[i], 0.0, 0.0)
      for (step, gradient) in gradients.enumerated() { rule(&p, &a, &b, gradient[i], step + 1) }
      return p
    }
  }

  /// Returns the parameters after all steps of a kernel, with two arrays of state.
  private func result(
    _ step: (inout [Double], inout [Double], inout [Double], [Double], Int) -> Void
  ) -> [Double] {
    var p = start
    var (a, b) = ([Double](repeating: 0, count: 19), [Double](repeating: 0, count: 19))
    for (index, gradient) in gradients.enumerated() { step(&p, &a, &b, gradient, index + 1) }
    return p
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }

  /// A few roundings a step.
  private func agree(_ first: [Double], _ second: [Double]) -> Bool {
    zip(first, second).allSatisfy { abs($0 - $1) < 1e-14 * max(1, abs($1)) }
  }

  @Test("Gradient descent, plain and with momentum")
  func sgd() {
    let plain = result { p, _, _, g, _ in graphode_sgd_f64(&p, g, nil, 19, rate, 0.8, decay) }
    #expect(agree(plain, expected { p, _, _, g, _ in p -= rate * (g + decay * p) }))
    let heavy = result { p, v, _, g, _ in graphode_sgd_f64(&p, g, &v, 19, rate, 0.8, decay) }
    #expect(
      agree(
        heavy,
        expected { p, v, _, g, _ in
          v = 0.8 * v + g + decay * p
          p -= rate * v
        }))
  }

  @Test("RMSprop, plain and with momentum")
  func rmsProp() {
    let plain = result { p, v, _, g, _ in
      graphode_rmsprop_f64(&p, g, &v, nil, 19, rate, beta2, epsilon, 0, decay)
    }
    let heavy = result { p, v, b, g, _ in
      graphode_rmsprop_f64(&p, g, &v, &b, 19, rate, beta2, epsilon, 0.8, decay)
    }
    func rule(_ momentum: Double) -> [Double] {
      expected { p, v, b, g, _ in
        let g = g + decay * p
        v = beta2 * v + (1 - beta2) * g * g
        b = momentum * b + g / (v.squareRoot() + epsilon)
        p -= rate * b
      }
    }
    #expect(agree(plain, rule(0)) && agree(heavy, rule(0.8)))
  }

  @Test("Adam and AdamW differ in where the decay acts")
  func adam() {
    let adam = result { p, m, v, g, t in
      graphode_adam_f64(
        &p, g, &m, &v, 19, rate, beta1, beta2, epsilon, decay, 1 - power(beta1, t), 1 - power(beta2, t))
    }
    let adamW = result { p, m, v, g, t in
      graphode_adamw_f64(
        &p, g, &m, &v, 19, rate, beta1, beta2, epsilon, decay, 1 - power(beta1, t), 1 - power(beta2, t))
    }
    func rule(isDecoupled: Bool) -> [Double] {
      expected { p, m, v, g, t in
        if isDecoupled { p -= rate * decay * p }
        let g = isDecoupled ? g : g + decay * p
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        let size = (v / (1 - power(beta2, t))).squareRoot() + epsilon
        p -= rate * m / (1 - power(beta1, t)) / size
      }
    }
    #expect(agree(adam, rule(isDecoupled: false)) && agree(adamW, rule(isDecoupled: true)))
  }

  @Test("Adamax follows the largest gradient")
  func adamax() {
    let adamax = result { p, m, u, g, t in
      graphode_adamax_f64(&p, g, &m, &u, 19, rate, beta1, beta2, epsilon, decay, 1 - power(beta1, t))
    }
    let rule = expected { p, m, u, g, t in
      let g = g + decay * p
      m = beta1 * m + (1 - beta1) * g
      u = max(beta2 * u, abs(g) + epsilon)
      p -= rate / (1 - power(beta1, t)) * m / u
    }
    #expect(agree(adamax, rule))
  }
}

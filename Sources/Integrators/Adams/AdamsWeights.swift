/// The integral of the polynomial through velocities at equidistant times.
///
/// With `n` nodes `sⱼ`, counted in steps from the step's beginning, and the Lagrange polynomials `Lⱼ`
/// through them, the solution at the fraction θ of a step of size `h` is `y + h Σⱼ βⱼ(θ) fⱼ`, where
/// `βⱼ(θ) = ∫ Lⱼ` from 0 to θ.
struct AdamsWeights {
  /// For each node, the coefficients of 1, θ, θ², … in `βⱼ(θ)`.
  let polynomials: [[Double]]
  /// The numbers `βⱼ(1)`, correctly rounded.
  let weights: [Double]

  init(nodes: [Int]) {
    var polynomials: [[Double]] = []
    var weights: [Double] = []
    // Every power up to the number of nodes can be integrated over this denominator.
    let common = (1...nodes.count).reduce(1, Self.leastCommonMultiple)
    for (index, node) in nodes.enumerated() {
      var others = nodes
      others.remove(at: index)
      let scale = others.reduce(1) { $0 * (node - $1) }
      let product = others.reduce([1]) { product, root in
        zip([0] + product, product + [0]).map { $0 - root * $1 }
      }
      let integral = product.enumerated().map { power, coefficient in
        coefficient * (common / (power + 1))
      }
      polynomials.append([0] + integral.map { Double($0) / Double(common * scale) })
      weights.append(Double(integral.reduce(0, +)) / Double(common * scale))
    }
    self.polynomials = polynomials
    self.weights = weights
  }

  private static func leastCommonMultiple(_ first: Int, _ second: Int) -> Int {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return first / a * second
  }
}

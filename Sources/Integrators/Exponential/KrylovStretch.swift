/// A stretch of time, and the Krylov space that functions of times inside it are taken from.
///
/// With `Pⱼ(t) = tʲ φⱼ(tL) v`, so that `P₀` is the exponential and each of the others the integral of the one
/// before, and with the time `s` at which the stretch starts,
/// `Pⱼ(s + σ) = Σ_{i<j} σⁱ/i! Pⱼ₋ᵢ(s) + σʲ φⱼ(σL) P₀(s)`: the functions of one state, whichever is wanted.
struct KrylovStretch<State: StateVector> {
  /// The time `s`.
  let start: Double
  /// The space of `P₀(s)`.
  let space: ArnoldiSpace<State>
  /// `P₁(s), P₂(s), …`; none in the first stretch, where they are zero.
  let integrals: [State]

  /// What the vectors of the space and the integrals are multiplied by for a function.
  typealias Factors = (vectors: [Double], integrals: [Double])

  /// Returns the factors of a function of a time inside the stretch.
  func factors(of function: PhiSum) -> Factors {
    guard function.scale != 0 else {
      let first = space.length * function(0)
      return (space.vectors.indices.map { $0 == 0 ? first : 0 }, integrals.map { _ in 0 })
    }
    let elapsed = function.scale - start
    let fraction = elapsed / function.scale
    let columns = space.matrix(isCorrected: true).phiColumns(
      times: elapsed, upTo: function.weights.count - 1)
    var vectors = [Double](repeating: 0, count: space.vectors.count)
    var factors = integrals.map { _ in 0.0 }
    for (order, weight) in function.weights.enumerated() where weight != 0 {
      let share = space.length * weight * raised(fraction, order)
      for index in vectors.indices { vectors[index] += share * columns[order][index] }
      for index in factors.indices where index < order {
        // Integral j − i, of which index 0 is the first, with σⁱ/i!.
        let power = order - index - 1
        factors[index] +=
          weight * raised(elapsed, power) / (factorial(power) * raised(function.scale, order))
      }
    }
    return (vectors, factors)
  }

  /// Returns a function of a time inside the stretch.
  func value(of function: PhiSum) -> State {
    let factors = factors(of: function)
    var result = space.sum(factors.vectors)
    for (integral, factor) in zip(integrals, factors.integrals) where factor != 0 {
      result.add(integral, times: factor)
    }
    return result
  }

  /// Returns an estimate of the error of a function of a time inside the stretch, and the function's norm.
  ///
  /// The estimate is that of the space without the vector behind its last product. Beside the component in that
  /// direction a share of the one before counts, since one may vanish by accident. What may be the round-off of
  /// the small exponential, which grows with the time, counts as no error.
  func error(of function: PhiSum) -> (error: Double, norm: Double) {
    let components = factors(of: function).vectors
    let norm = components.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard !space.isComplete else { return (norm.isFinite ? 0 : .nan, norm) }
    let count = components.count
    let error = max(abs(components[count - 1]), 0.01 * abs(components[count - 2]))
    let roundOff = .ulpOfOne * (4 + abs(function.scale - start) * space.operatorNorm)
    return (error <= min(roundOff, 1e-12) * norm ? 0 : error, norm)
  }
}

/// Returns a number to a small power.
func raised(_ base: Double, _ exponent: Int) -> Double {
  (0..<max(exponent, 0)).reduce(1) { product, _ in product * base }
}

/// Returns the factorial of a small number.
func factorial(_ number: Int) -> Double {
  (0..<max(number, 0)).reduce(1) { $0 * Double($1 + 1) }
}

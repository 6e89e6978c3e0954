import Integrators

/// A complex number, as far as a stability function needs it.
struct Complex: Equatable {
  let real: Double
  let imaginary: Double

  init(_ real: Double, _ imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }

  var magnitude: Double { (real * real + imaginary * imaginary).squareRoot() }

  static func + (left: Complex, right: Complex) -> Complex {
    Complex(left.real + right.real, left.imaginary + right.imaginary)
  }

  static func * (left: Complex, right: Complex) -> Complex {
    Complex(
      left.real * right.real - left.imaginary * right.imaginary,
      left.real * right.imaginary + left.imaginary * right.real)
  }

  static func / (left: Complex, right: Complex) -> Complex {
    let square = right.real * right.real + right.imaginary * right.imaginary
    let product = left * Complex(right.real, -right.imaginary)
    return Complex(product.real / square, product.imaginary / square)
  }
}

extension ButcherTableau {
  /// Returns `R(z) = 1 + z bᵀ (I − z A)⁻¹ 1`, by which a step multiplies the solution of `y' = λ y`
  /// where `z = h λ`.
  ///
  /// Reference: E. Hairer and G. Wanner, "Solving Ordinary Differential Equations II", 2nd edition,
  /// Springer 1996, section IV.3, equation 3.2.
  func growth(_ exponent: Complex) -> Complex {
    var stages: [Complex] = []
    func combination(_ row: some Sequence<Double>) -> Complex {
      zip(row, stages).reduce(Complex(1, 0)) { $0 + exponent * Complex($1.0, 0) * $1.1 }
    }
    for (row, corner) in zip(rows, diagonal) {
      stages.append(combination(row.dropLast()) / (Complex(1, 0) + exponent * Complex(-corner, 0)))
    }
    // A stiffly accurate step is its last stage; summing it again would cancel.
    return isStifflyAccurate ? stages[stageCount - 1] : combination(weights)
  }

  /// Whether the step that is taken is the last stage.
  var isStifflyAccurate: Bool { rows.last == weights }
}

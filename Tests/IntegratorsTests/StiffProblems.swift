import Integrators
import Tensors
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

extension Method {
  /// The built-in methods with an equation to solve on a field that is not split.
  static let implicit: [Method] = [.implicitEuler, .trapezoid, .kvaerno3, .kvaerno5]

  /// Those for split fields.
  static let additive: [Method] = [.kennedyCarpenter3, .kennedyCarpenter4]
}

/// ``SeasonalLogistic`` in two parts, of which the stiff one is not linear: `−rate · y² sin t`, and
/// `rate · y sin t`.
struct SplitLogistic: SplitVectorField {
  var rate: Tensor

  @differentiable(reverse)
  init(rate: Tensor) { self.rate = rate }

  @differentiable(reverse)
  func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor {
    rate * square(state) * (-sin(time))
  }

  @differentiable(reverse)
  func softVelocity(_ state: Tensor, at time: Double) -> Tensor { rate * state * sin(time) }
}

/// Coupled components: `y M cos t − y³`, and `rate · y (1 − y) sin t`.
struct CoupledReaction: SplitVectorField {
  var coupling: Tensor
  var rate: Tensor

  @differentiable(reverse)
  init(coupling: Tensor, rate: Tensor) {
    self.coupling = coupling
    self.rate = rate
  }

  @differentiable(reverse)
  func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor {
    matmul(state, coupling) * cos(time) - state * square(state)
  }

  @differentiable(reverse)
  func softVelocity(_ state: Tensor, at time: Double) -> Tensor {
    rate * state * (1 - state) * sin(time)
  }
}

/// `dy/dt = λ (y − cos t) − sin t`, whose solution from 1 is `cos t` however stiff it is.
///
/// Reference: A. Prothero and A. Robinson, "On the stability and accuracy of one-step methods for
/// solving stiff systems of ordinary differential equations", Mathematics of Computation 28, 1974.
struct TrackedCosine: VectorField {
  @noDerivative let stiffness: Double

  @differentiable(reverse)
  init(stiffness: Double) { self.stiffness = withoutDerivative(at: stiffness) }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    (state - cos(time)) * withoutDerivative(at: stiffness) - sin(time)
  }
}

/// `dy/dt = y M` for rows `y` of a state.
struct LinearField: VectorField {
  var matrix: Tensor

  @differentiable(reverse)
  init(matrix: Tensor) { self.matrix = matrix }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { matmul(state, matrix) }

  /// Two components that decay at the rates 1 and `stiffness`, mixed.
  ///
  /// From (1, 0) the solution is `(2e^{−t} − e^{−Lt}, e^{−Lt} − e^{−t})`.
  static func twoRates(stiffness: Double, scalarType: ScalarType = .float64) -> LinearField {
    LinearField(
      matrix: Tensor(
        shape: [2, 2],
        elements: [stiffness - 2, 1 - stiffness, 2 * stiffness - 2, 1 - 2 * stiffness],
        scalarType: scalarType))
  }
}

/// A decay `dy/dt = −rate · y²` beside the integral `dz/dt = y cos t` along it.
struct DecayAndIntegral: VectorField {
  var rate: Tensor

  @differentiable(reverse)
  init(rate: Tensor) { self.rate = rate }

  @differentiable(reverse)
  func callAsFunction(_ state: Pair<Tensor, Tensor>, at time: Double) -> Pair<Tensor, Tensor> {
    Pair(-(rate * square(state.first)), state.first * cos(time))
  }
}

/// Heat on a rod with cold ends, and a bistable reaction of its own strength at each place.
struct ReactingRod: SplitVectorField {
  @noDerivative let laplacian: Tensor
  var strength: Tensor

  @differentiable(reverse)
  init(strength: Tensor) {
    laplacian = withoutDerivative(at: secondDifferences(strength.shape[1]))
    self.strength = strength
  }

  @differentiable(reverse)
  func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor { matmul(state, laplacian) }

  @differentiable(reverse)
  func softVelocity(_ state: Tensor, at time: Double) -> Tensor {
    strength * state * (1 - state) * (1 + sin(time))
  }
}

/// Returns `(n + 1)²` times the matrix of second differences between `count` places and two ends.
private func secondDifferences(_ count: Int) -> Tensor {
  let scale = Double((count + 1) * (count + 1))
  let elements = (0..<(count * count)).map { index in
    let distance = abs(index / count - index % count)
    return distance == 0 ? -2 * scale : distance == 1 ? scale : 0
  }
  return Tensor(shape: [count, count], elements: elements, scalarType: .float64)
}

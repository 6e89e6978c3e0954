import Tensors

/// The solution inside a step: `u(θ) = Σ pᵢ(θ) xᵢ + h Σ qᵢ(θ) vᵢ` with points `xᵢ`, velocities
/// `vᵢ` and θ from 0 at the step's beginning to 1 at its end.
struct Interpolant<State: StateVector>: Sendable {
  /// The polynomials, which are the same for all steps of a method.
  struct Basis: Sendable {
    /// The coefficients of 1, θ, θ², … for each point.
    let points: [[Double]]
    /// The coefficients of 1, θ, θ², … for each velocity.
    let velocities: [[Double]]
  }

  let basis: Basis
  let points: [State]
  let velocities: [State]
  let time: Double
  let stepSize: Double

  /// Returns the state at a fraction of the step.
  func callAsFunction(_ fraction: Double) -> State {
    State.sum(nil, plus: points + velocities, times: weights(at: fraction))
  }

  /// Returns the derivative with respect to the fraction.
  func slope(at fraction: Double) -> State {
    State.sum(nil, plus: points + velocities, times: slopes(at: fraction))
  }

  /// Returns the fraction of the step that a time lies at.
  func fraction(of instant: Double) -> Double { (instant - time) / stepSize }

  /// Returns the state at a time inside the step.
  func state(at instant: Double) -> State { self(fraction(of: instant)) }

  /// The factors of points and velocities at a fraction.
  func weights(at fraction: Double) -> [Double] {
    basis.points.map { polynomial($0, at: fraction) }
      + basis.velocities.map { stepSize * polynomial($0, at: fraction) }
  }

  /// The derivatives of ``weights(at:)`` with respect to the fraction.
  private func slopes(at fraction: Double) -> [Double] {
    basis.points.map { polynomialSlope($0, at: fraction) }
      + basis.velocities.map { stepSize * polynomialSlope($0, at: fraction) }
  }
}

extension Interpolant {
  /// Returns the gradient of the points and velocities for a gradient of the state at `fraction`.
  ///
  /// The fraction counts as a constant.
  func pullback(_ upstream: State, at fraction: Double) -> InterpolantGradient<State> {
    let weights = weights(at: fraction)
    let velocityWeights = basis.velocities.map { polynomial($0, at: fraction) }
    return InterpolantGradient(
      points: points.indices.map { upstream.multiplied(by: weights[$0]) },
      velocities: velocities.indices.map { upstream.multiplied(by: weights[points.count + $0]) },
      stepSize: zip(velocities, velocityWeights).reduce(0) {
        $0 + $1.1 * upstream.dotProduct(with: $1.0)
      })
  }
}

/// The gradient of an interpolant's points and velocities, and of the step size that the
/// velocities are multiplied with.
struct InterpolantGradient<State: StateVector> {
  var points: [State]
  var velocities: [State]
  var stepSize: Double

  static func += (lhs: inout Self, rhs: Self) {
    for index in lhs.points.indices { lhs.points[index].add(rhs.points[index], times: 1) }
    for index in lhs.velocities.indices {
      lhs.velocities[index].add(rhs.velocities[index], times: 1)
    }
    lhs.stepSize += rhs.stepSize
  }
}

/// Returns `Σ cₖ xᵏ` by Horner's rule.
func polynomial(_ coefficients: [Double], at x: Double) -> Double {
  coefficients.reversed().reduce(0) { $0 * x + $1 }
}

/// Returns `Σ k cₖ xᵏ⁻¹`.
func polynomialSlope(_ coefficients: [Double], at x: Double) -> Double {
  var sum = 0.0
  for index in coefficients.indices.dropFirst().reversed() {
    sum = sum * x + Double(index) * coefficients[index]
  }
  return sum
}

import Tensors

/// The solution inside a step: `u(θ) = Σ pᵢ(θ) xᵢ + h Σ qᵢ(θ) vᵢ` with points `xᵢ`, velocities
/// `vᵢ` and θ from 0 at the step's beginning to 1 at its end.
struct Interpolant<State: StateVector>: Sendable {
  /// What points and velocities are multiplied by.
  enum Basis: Sendable {
    /// The coefficients of 1, θ, θ², … for each point and each velocity: the same for all steps of a method.
    case polynomials(points: [[Double]], velocities: [[Double]])
    /// The factors of the points, and their derivatives, as functions of the time `θ h`; there are no
    /// velocities.
    case functions(@Sendable (_ elapsed: Double) -> (values: [Double], slopes: [Double]))

    /// Polynomials, from the coefficients of 1, θ, θ², … for each point and each velocity.
    init(points: [[Double]], velocities: [[Double]]) {
      self = .polynomials(points: points, velocities: velocities)
    }

    /// The polynomials of the velocities.
    var velocityPolynomials: [[Double]] {
      if case .polynomials(_, let velocities) = self { velocities } else { [] }
    }
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
    switch basis {
    case .polynomials(let points, let velocities):
      points.map { polynomial($0, at: fraction) }
        + velocities.map { stepSize * polynomial($0, at: fraction) }
    case .functions(let factors): factors(fraction * stepSize).values
    }
  }

  /// The derivatives of ``weights(at:)`` with respect to the fraction.
  private func slopes(at fraction: Double) -> [Double] {
    switch basis {
    case .polynomials(let points, let velocities):
      points.map { polynomialSlope($0, at: fraction) }
        + velocities.map { stepSize * polynomialSlope($0, at: fraction) }
    case .functions(let factors): factors(fraction * stepSize).slopes.map { stepSize * $0 }
    }
  }

  /// The derivatives of ``weights(at:)`` with respect to the step size.
  private func stretches(at fraction: Double) -> [Double] {
    switch basis {
    case .polynomials(let points, let velocities):
      points.map { _ in 0 } + velocities.map { polynomial($0, at: fraction) }
    case .functions: []
    }
  }
}

extension Interpolant {
  /// Returns the gradient of the points and velocities for a gradient of the state at `fraction`.
  ///
  /// The fraction counts as a constant. What functions of time are multiplied with is for their step to know:
  /// it is only told the time.
  func pullback(_ upstream: State, at fraction: Double) -> InterpolantGradient<State> {
    if case .functions = basis {
      return InterpolantGradient(
        points: [], velocities: [], moments: [(fraction * stepSize, upstream)],
        stepSize: fraction / stepSize * upstream.dotProduct(with: slope(at: fraction)))
    }
    let weights = weights(at: fraction)
    var stepSize = 0.0
    for (stretch, term) in zip(stretches(at: fraction), points + velocities) where stretch != 0 {
      stepSize += stretch * upstream.dotProduct(with: term)
    }
    return InterpolantGradient(
      points: points.indices.map { upstream.multiplied(by: weights[$0]) },
      velocities: velocities.indices.map { upstream.multiplied(by: weights[points.count + $0]) },
      stepSize: stepSize)
  }
}

/// The gradient of an interpolant's points and velocities, and of the step size that the
/// velocities are multiplied with.
struct InterpolantGradient<State: StateVector> {
  var points: [State]
  var velocities: [State]
  /// The gradients of states after an elapsed time, of an interpolant made of functions.
  var moments: [(elapsed: Double, gradient: State)] = []
  var stepSize: Double

  static func += (lhs: inout Self, rhs: Self) {
    for index in lhs.points.indices { lhs.points[index].add(rhs.points[index], times: 1) }
    for index in lhs.velocities.indices {
      lhs.velocities[index].add(rhs.velocities[index], times: 1)
    }
    lhs.moments += rhs.moments
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

public import Tensors

/// The size of a field's Jacobian `J = ∂f/∂y` along a solution, `∫ |J ε|² dt` with a fixed probe `ε`.
///
/// Over probes of independent elements with mean 0 and variance 1 its expectation is the integral of
/// the squared Frobenius norm of `J`; draw a new probe for each solve. Derivatives of derivatives do
/// not exist in Swift, so that the directional derivative is a central difference,
///
///     J ε ≈ (f(y + δε, t) − f(y − δε, t)) / 2δ,
///
/// which errs by `O(δ²)` and by round-off of `O(1/δ)`; the gradient is exactly that of the difference.
/// Each evaluation costs two more of the field, which the statistics of a solve do not count.
///
///     field.integrating(JacobianNorm(of: field, along: probe))
///
/// holds the field twice: make it where the loss is computed, and its gradient adds up both.
///
/// Reference: C. Finlay, J.-H. Jacobsen, L. Nurbekyan and A. M. Oberman, "How to train your neural
/// ODE: the world of Jacobian and kinetic regularization", ICML 2020, with `J ε` in
/// place of `εᵀ J`, whose expected square is the same.
public struct JacobianNorm<Field: VectorField>: Integrand where Field.State == Tensor {
  /// The field moves one tensor.
  public typealias State = Tensor

  /// The field.
  public var field: Field

  /// The probe `ε`, of the state's shape.
  @noDerivative public let probe: Tensor

  /// The distance `δ`.
  @noDerivative public let distance: Double

  /// What has a quantity of its own.
  @noDerivative public let scope: IntegrandScope

  /// Creates the Jacobian's size along a probe.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - probe: The probe `ε`, of the state's shape.
  ///   - distance: The distance `δ`; where it is not given, the cube root of the state's rounding unit,
  ///     6e-6 for float64 and 5e-3 for float32, which suits states and probes of about 1.
  ///   - scope: What has a quantity of its own. One a sample is that of `J` where the field does not
  ///     mix samples.
  @differentiable(reverse,wrt: field)
  public init(
    of field: Field, along probe: Tensor, distance: Double? = nil, per scope: IntegrandScope = .state
  ) {
    self.field = field
    self.probe = probe
    self.distance = Self.checked(distance, for: probe.scalarType)
    self.scope = scope
  }

  private static func checked(_ distance: Double?, for scalarType: ScalarType) -> Double {
    let distance = distance ?? (scalarType == .float64 ? 6e-6 : 5e-3)
    precondition(
      distance > 0 && distance.isFinite, "The distance is \(distance), but must be positive.")
    return distance
  }

  /// Returns `|J ε|²`, of the shape that the scope has.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor {
    let shift = withoutDerivative(at: probe.scaled(by: distance))
    let change = field(state + shift, at: time) - field(state - shift, at: time)
    return square(change.scaled(by: withoutDerivative(at: 0.5 / distance))).total(per: scope)
  }
}

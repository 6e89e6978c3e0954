public import Tensors

/// The kinetic energy of a solution, `∫ |f|² dt`, which is least for straight paths at one speed.
///
/// As a regulariser it makes a learnt field cheap to integrate. `|f|²` sums the squares over all
/// elements that belong to a quantity; divide by their number for a mean.
///
/// Reference: C. Finlay, J.-H. Jacobsen, L. Nurbekyan and A. M. Oberman, "How to train your neural
/// ODE: the world of Jacobian and kinetic regularization", ICML 2020.
public struct KineticEnergy: Integrand {
  /// What has a quantity of its own.
  @noDerivative public let scope: IntegrandScope

  /// Creates the kinetic energy.
  ///
  /// - Parameter scope: What has a quantity of its own.
  public init(per scope: IntegrandScope = .state) { self.scope = scope }

  /// Returns `|f|²`, of the shape that the scope has.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor {
    square(velocity).total(per: scope)
  }
}

/// The length of a solution's path, `∫ √(|f|² + s²) dt` with a smoothing `s`.
///
/// The smoothing, a speed, keeps the gradient finite where the velocity vanishes; the length is too
/// large by at most `s` times the time.
public struct PathLength: Integrand {
  /// What has a quantity of its own.
  @noDerivative public let scope: IntegrandScope

  /// The smoothing `s`, in units of the state a unit of time.
  @noDerivative public let smoothing: Double

  /// Creates the path length.
  ///
  /// - Parameters:
  ///   - scope: What has a quantity of its own.
  ///   - smoothing: The smoothing `s`, which must be positive.
  public init(per scope: IntegrandScope = .state, smoothing: Double = 1e-6) {
    precondition(smoothing > 0, "The smoothing is \(smoothing), but must be positive.")
    self.scope = scope
    self.smoothing = smoothing
  }

  /// Returns `√(|f|² + s²)`, of the shape that the scope has.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor {
    sqrt(square(velocity).total(per: scope) + withoutDerivative(at: smoothing * smoothing))
  }
}

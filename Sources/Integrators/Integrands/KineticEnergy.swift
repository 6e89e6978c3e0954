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

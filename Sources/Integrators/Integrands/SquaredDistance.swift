public import Tensors

/// The squared distance of a solution from a target all along, `∫ |y − y*|² dt`.
///
/// As a loss it asks for the target at all times and not at the end alone, so that a trained flow stays
/// there. `|y − y*|²` sums the squares over all elements that belong to a quantity; divide by their number
/// and by the time for a mean.
///
/// Reference: S. Massaroli, M. Poli, J. Park, A. Yamashita and H. Asama, "Dissecting neural ODEs", NeurIPS
/// 2020, on integral losses.
public struct SquaredDistance: Integrand {
  /// The target `y*`, of the shape of the state or one that repeats over it; without a derivative.
  @noDerivative public let target: Tensor

  /// What has a quantity of its own.
  @noDerivative public let scope: IntegrandScope

  /// Creates the squared distance from a target.
  ///
  /// - Parameters:
  ///   - target: The target `y*`, of the shape of the state or one that repeats over it.
  ///   - scope: What has a quantity of its own.
  public init(to target: Tensor, per scope: IntegrandScope = .state) {
    self.target = target
    self.scope = scope
  }

  /// Returns `|y − y*|²`, of the shape that the scope has.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor {
    square(state - target).total(per: scope)
  }
}

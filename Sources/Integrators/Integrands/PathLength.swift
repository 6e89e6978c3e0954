public import Tensors

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

public import Tensors

/// One random choice for the gates of a layer: `log u − log(1 − u)` for each of them.
///
/// It is drawn before a solve and kept for its length: a field that drew its gates at every evaluation would
/// be no function of state and time.
public struct GateNoise: Equatable, Sendable {
  /// The noise, or the shapeless zero for none.
  private let values: Tensor

  private init(_ values: Tensor) { self.values = values }

  /// No noise: the gates of evaluation.
  public static let none = GateNoise(.zero)

  /// Draws noise for gates of the given shape.
  public init(_ shape: Shape, scalarType: ScalarType = .float32, using generator: inout RandomGenerator) {
    // Away from 0 and 1, where the logarithms are infinite.
    let tiny = 1e-6
    let uniform = Tensor(uniform: tiny..<(1 - tiny), shape: shape, scalarType: scalarType, using: &generator)
    values = log(uniform) - log(1 - uniform)
  }

  /// Returns `(values + logOdds) / temperature`, or `logOdds` itself in evaluation.
  @differentiable(reverse,wrt: logOdds)
  func callAsFunction(_ logOdds: Tensor, temperature: Double) -> Tensor {
    guard !values.isShapelessZero else { return logOdds }
    precondition(
      logOdds.shape == values.shape,
      "Noise of shape \(values.shape) does not fit gates of shape \(logOdds.shape).")
    return (logOdds + values).scaled(by: 1 / temperature)
  }
}

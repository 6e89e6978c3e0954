public import Integrators
public import Layers
public import Tensors

/// The energy of a perceptron with one hidden layer, summed over the rows of a state.
///
/// With the hidden layer `z = x W + b` of a row `x`, the amplitudes `aⱼ` and the stiffness `κ`,
///
///     E = Σ_rows ( Σⱼ aⱼ ln cosh zⱼ + ½ κ |x|² ),   ∇E = (a ⊙ tanh z) Wᵀ + κ x.
///
/// `ln cosh` is a smoothed absolute value, so that a positive stiffness bounds the energy from below
/// whatever the amplitudes are, and a gradient flow cannot run away. It is convex where all `aⱼ` are
/// positive; negative ones make room for several minima.
public struct PerceptronEnergy: Energy, Parameterized, Equatable, Sendable {
  /// The hidden layer: `W`, `[channels, hidden]`, and `b`, `[hidden]`.
  public var hidden: Linear

  /// The amplitudes `a`, `[hidden]`.
  public var amplitude: Tensor

  /// The stiffness `κ`, not negative.
  @noDerivative public let stiffness: Double

  /// Creates an energy from its parts.
  ///
  /// - Parameters:
  ///   - hidden: The hidden layer, from the channels of a state.
  ///   - amplitude: The amplitudes `a`, `[hidden]`.
  ///   - stiffness: The stiffness `κ`, not negative.
  @differentiable(reverse)
  public init(hidden: Linear, amplitude: Tensor, stiffness: Double) {
    precondition(stiffness >= 0, "The stiffness is \(stiffness), but must not be negative.")
    self.hidden = hidden
    self.amplitude = amplitude
    self.stiffness = withoutDerivative(at: stiffness)
  }

  /// Creates an energy with random parameters; amplitudes are normal with variance `1 / units`.
  ///
  /// - Parameters:
  ///   - channels: The number of channels of a state.
  ///   - units: The number of hidden units.
  ///   - stiffness: The stiffness `κ`, not negative.
  ///   - scalarType: The number format of the parameters.
  ///   - generator: The source of random numbers.
  public init(
    channels: Int, units: Int, stiffness: Double, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    self.init(
      hidden: Linear(
        channels, to: units, initialiser: .glorotUniform, scalarType: scalarType, using: &generator),
      amplitude: Tensor(
        normalWithMean: 0, deviation: 1 / Double(max(units, 1)).squareRoot(), shape: [units],
        scalarType: scalarType, using: &generator),
      stiffness: stiffness)
  }

  /// Returns the energy of a state `[…, channels]`, of shape `[]`.
  @differentiable(reverse)
  public func value(at state: Tensor) -> Tensor {
    (logCosh(hidden(state)) * amplitude).sum() + square(state).sum().scaled(by: stiffness / 2)
  }

  /// Returns `(a ⊙ tanh z) Wᵀ + κ x`, of the shape of `state`.
  @differentiable(reverse)
  public func gradient(at state: Tensor) -> Tensor {
    matmul(tanh(hidden(state)) * amplitude, hidden.weight, transposing: .second)
      + state.scaled(by: stiffness)
  }

  /// Shows the parameters of the hidden layer, as `hidden`, and the amplitudes to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("hidden", &hidden, gradient.hidden)
    visitor.visit("amplitude", &amplitude, gradient.amplitude)
  }
}

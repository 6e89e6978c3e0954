public import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The hard concrete distribution of gates: numbers in 0…1, of which many are exactly 0 or exactly 1.
///
/// With noise `u ~ Uniform(0, 1)`, the log odds `log α` of a gate, the temperature `β` and the stretch from
/// `γ` to `ζ` a gate is
///
///     s = σ((log u − log(1 − u) + log α) / β),   m = min(1, max(0, s (ζ − γ) + γ)),
///
/// it is not 0 with the probability `σ(log α − β log(−γ/ζ))`, and in evaluation it is
/// `min(1, max(0, σ(log α) (ζ − γ) + γ))`.
///
/// Reference: C. Louizos, M. Welling and D. Kingma, "Learning Sparse Neural Networks through L0
/// Regularization", ICLR 2018, equations 10 to 13.
public struct HardConcrete: Hashable, Sendable {
  /// The temperature `β`, positive.
  public let temperature: Double

  /// The interval from `γ`, which is negative, to `ζ`, which is above 1.
  public let stretch: ClosedRange<Double>

  /// Creates a distribution, without arguments that of the reference.
  ///
  /// - Parameters:
  ///   - temperature: The temperature `β`, positive.
  ///   - stretch: The interval from `γ`, which is negative, to `ζ`, which is above 1.
  public init(temperature: Double = 2 / 3, stretch: ClosedRange<Double> = -0.1...1.1) {
    precondition(
      temperature > 0 && temperature.isFinite,
      "The temperature is \(temperature), but must be positive.")
    precondition(
      stretch.lowerBound < 0 && stretch.upperBound > 1,
      "Gates stretched to \(stretch) are never exactly 0 and 1: the bounds must lie outside 0...1.")
    self.temperature = temperature
    self.stretch = stretch
  }

  /// Returns the gates for some noise, of the shape of `logOdds`.
  @differentiable(reverse,wrt: logOdds)
  public func gates(_ logOdds: Tensor, noise: GateNoise) -> Tensor {
    let shifted = noise(logOdds, temperature: temperature)
    return (sigmoid(shifted).scaled(by: width) + stretch.lowerBound).clamped(to: 0...1)
  }

  /// Returns the probabilities of gates not to be 0, of the shape of `logOdds`.
  @differentiable(reverse)
  public func openProbability(_ logOdds: Tensor) -> Tensor { sigmoid(logOdds - withoutDerivative(at: shift)) }

  /// Returns the log odds at which a gate is not 0 with a probability between 0 and 1.
  public func logOdds(openWithProbability probability: Double) -> Double {
    precondition(
      probability > 0 && probability < 1, "The probability is \(probability), but must lie between 0 and 1.")
    return log(probability / (1 - probability)) + shift
  }

  /// `ζ − γ`.
  private var width: Double { stretch.upperBound - stretch.lowerBound }

  /// `β log(−γ/ζ)`.
  private var shift: Double { temperature * log(-stretch.lowerBound / stretch.upperBound) }
}

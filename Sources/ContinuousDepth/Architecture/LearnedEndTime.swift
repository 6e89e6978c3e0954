public import Integrators
public import Layers
public import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An end time that is learned: `t₁ = t₀ + softplus(ρ)`, always behind the start.
///
/// A solve over ``span`` has a gradient in its ends, `dL/dt₁ = ⟨dL/dy(t₁), f(y(t₁), t₁)⟩`, so that a model
/// finds out how deep it has to be.
///
/// Reference: S. Massaroli, M. Poli, J. Park, A. Yamashita and H. Asama, "Dissecting neural ODEs", NeurIPS
/// 2020, on adaptive depth.
public struct LearnedEndTime: Parameterized, Equatable, Sendable {
  /// The number `ρ`, `[]`; the duration is `softplus(ρ)`.
  public var parameter: Tensor

  /// The time `t₀` of the start.
  @noDerivative public let start: Double

  /// Creates an end time from its parameter.
  ///
  /// - Parameters:
  ///   - parameter: The number `ρ`, `[]`.
  ///   - start: The time `t₀` of the start.
  @differentiable(reverse)
  public init(parameter: Tensor, from start: Double = 0) {
    self.parameter = parameter
    self.start = withoutDerivative(at: start)
  }

  /// Creates an end time that is a duration behind the start at first.
  ///
  /// - Parameters:
  ///   - duration: The duration to begin with, positive.
  ///   - start: The time `t₀` of the start.
  ///   - scalarType: The number format of the parameter.
  public init(after duration: Double, from start: Double = 0, scalarType: ScalarType = .float32) {
    self.init(
      parameter: Tensor(parameterOfPositive(duration), scalarType: scalarType), from: start)
  }

  /// The span from the start to the learned end, with a derivative.
  @differentiable(reverse)
  public var span: TimeSpan {
    TimeSpan(
      from: withoutDerivative(at: start), to: softplus(parameter).scalar + withoutDerivative(at: start))
  }

  /// Shows the parameter to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("parameter", &parameter, gradient.parameter)
  }
}

/// Returns the number `ρ` that stands for a positive one: `softplus(ρ) = value`.
///
/// - Precondition: `value` is positive and finite.
func parameterOfPositive(_ value: Double) -> Double {
  precondition(value > 0 && value.isFinite, "The number is \(value), but must be positive.")
  return value + log(-expm1(-value))
}

public import Integrators
public import Layers
public import Tensors

/// A field whose constants are known: it moves states as another one does, and has nothing to learn.
///
/// It is how known dynamics take part in a model whose other parts are learned.
public struct FixedField<Base: VectorField>: VectorField, Parameterized {
  /// What the field moves.
  public typealias State = Base.State

  /// The field itself, without a derivative.
  @noDerivative public var base: Base

  /// Creates a field that moves states as `base` does.
  public init(_ base: Base) { self.base = base }

  /// The field jumps where its base does.
  public var jumpTimes: [Double] { base.jumpTimes }

  /// Whether the base is split.
  public static var isSplit: Bool { Base.isSplit }

  /// Returns the velocity of the base.
  @differentiable(reverse)
  public func callAsFunction(_ state: Base.State, at time: Double) -> Base.State { base(state, at: time) }

  /// Returns the stiff part of the base's velocity.
  @differentiable(reverse)
  public func stiffVelocity(_ state: Base.State, at time: Double) -> Base.State {
    base.stiffVelocity(state, at: time)
  }

  /// Returns the soft part of the base's velocity.
  @differentiable(reverse)
  public func softVelocity(_ state: Base.State, at time: Double) -> Base.State {
    base.softVelocity(state, at: time)
  }

  /// Shows nothing to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {}
}

extension FixedField: Sendable where Base: Sendable {}

extension FixedField: SampleTimedField where Base: SampleTimedField {
  /// Returns the velocity of the base at the times of a state's samples.
  @differentiable(reverse)
  public func callAsFunction(_ state: Base.State, atTimes times: Tensor) -> Base.State {
    base(state, atTimes: times)
  }
}

extension FixedField: ResolventField where Base: ResolventField {
  /// Returns the base's solution of an implicit stage.
  public func resolvedState(from state: Base.State, scaledBy scale: Double, at time: Double) -> Base.State? {
    base.resolvedState(from: state, scaledBy: scale, at: time)
  }

  /// Returns the base's gradient of an implicit stage's velocity.
  public func resolvedGradient(
    _ gradient: Base.State, scaledBy scale: Double, at time: Double
  ) -> Base.State? {
    base.resolvedGradient(gradient, scaledBy: scale, at: time)
  }
}

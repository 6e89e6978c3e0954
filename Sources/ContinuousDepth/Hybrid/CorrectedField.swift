public import Integrators
public import Layers
public import Tensors

/// Known dynamics with a learned correction: `dy/dt = e(y, t) + c(y, t)`.
///
/// The expert `e` tells what is known of how a state moves, the learned field `c` what is missing. To an
/// implicit–explicit method the expert is the stiff part and the correction the soft one: diffusion may take
/// long implicit steps while a network is evaluated as it stands. An expert that is split itself keeps its
/// own soft part among the soft ones, and one that solves its own implicit stages goes on doing so.
///
/// Reference: Y. Yin et al., "Augmenting Physical Models with Deep Networks for Complex Dynamics
/// Forecasting", ICLR 2021.
public struct CorrectedField<Expert: VectorField, Learned: VectorField>: SplitVectorField
where Learned.State == Expert.State {
  /// What the field moves.
  public typealias State = Expert.State

  /// The field `e`, a ``FixedField`` where it has nothing to learn.
  public var expert: Expert

  /// The correction `c`.
  public var learned: Learned

  /// Creates a field from its parts.
  @differentiable(reverse)
  public init(_ expert: Expert, by learned: Learned) {
    self.expert = expert
    self.learned = learned
  }

  /// The field jumps where either part does.
  public var jumpTimes: [Double] { expert.jumpTimes + learned.jumpTimes }

  /// Returns `e(y, t) + c(y, t)`.
  @differentiable(reverse)
  public func callAsFunction(_ state: Expert.State, at time: Double) -> Expert.State {
    expert(state, at: time).plus(learned(state, at: time))
  }

  /// Returns the stiff part of the expert, which is all of it unless it is split.
  @differentiable(reverse)
  public func stiffVelocity(_ state: Expert.State, at time: Double) -> Expert.State {
    expert.stiffVelocity(state, at: time)
  }

  /// Returns the correction, and the soft part of the expert if it has one.
  @differentiable(reverse)
  public func softVelocity(_ state: Expert.State, at time: Double) -> Expert.State {
    sumWithSoftPart(of: expert, state, at: time, plus: learned(state, at: time))
  }
}

/// Returns a velocity plus the soft part of an expert, which only a split one has.
///
/// A function of its own: on swift 6.3.1 no branch is differentiated under two levels of generics (rule C).
@differentiable(reverse)
func sumWithSoftPart<Expert: VectorField>(
  of expert: Expert, _ state: Expert.State, at time: Double, plus other: Expert.State
) -> Expert.State {
  if Expert.isSplit { return expert.softVelocity(state, at: time).plus(other) }
  return other
}

extension CorrectedField: Sendable where Expert: Sendable, Learned: Sendable {}

extension CorrectedField: Parameterized where Expert: Parameterized, Learned: Parameterized {
  /// Shows the parameters of both parts to the visitor, as `expert` and `learned`.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("expert", &expert, gradient.expert)
    visitor.visit("learned", &learned, gradient.learned)
  }

  /// Lets both parts bring their parameters back to where they must lie.
  public mutating func projectParameters() {
    expert.projectParameters()
    learned.projectParameters()
  }
}

extension CorrectedField: SampleTimedField where Expert: SampleTimedField, Learned: SampleTimedField {
  /// Returns the velocity of a state at the times of its samples.
  @differentiable(reverse)
  public func callAsFunction(_ state: Expert.State, atTimes times: Tensor) -> Expert.State {
    expert(state, atTimes: times).plus(learned(state, atTimes: times))
  }
}

extension CorrectedField: ResolventField where Expert: ResolventField {
  /// Returns the solution of an implicit stage, which is the expert's.
  public func resolvedState(from base: Expert.State, scaledBy scale: Double, at time: Double) -> Expert.State?
  {
    expert.resolvedState(from: base, scaledBy: scale, at: time)
  }

  /// Returns the gradient of an implicit stage's velocity, which is the expert's.
  public func resolvedGradient(
    _ gradient: Expert.State, scaledBy scale: Double, at time: Double
  ) -> Expert.State? {
    expert.resolvedGradient(gradient, scaledBy: scale, at: time)
  }
}

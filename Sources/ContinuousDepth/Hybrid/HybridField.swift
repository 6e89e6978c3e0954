public import Integrators
public import Layers
public import Tensors

/// Known dynamics beside learned ones: an expert moves the first channels, a learned field the others.
///
/// A state `z = [zᵉ, zᵐ]` of shape `[…, channels]` has the expert's channels first and moves by
///
///     dzᵉ/dt = e(zᵉ, t),   dzᵐ/dt = m(zᵉ, zᵐ, t)
///
/// so that what is known of a system stays as it is, and what is learned may depend on all of it. On a graph
/// both are fields over it, such as diffusion beside a graph convolution.
///
/// The learned field sees all channels. It may say how all of them move, as a field of its own does, and then
/// only the last ones count; or it says it of the learned channels alone, which spares it weights that
/// nothing depends on. To an implicit–explicit method the expert is the stiff part and the learned field the
/// soft one, and an expert that solves its own implicit stages goes on doing so.
///
/// Reference: Z. Qian, W. R. Zame, L. M. Fleuren, P. Elbers and M. van der Schaar, "Integrating Expert ODEs
/// into Neural ODEs: Pharmacology and Disease Progression", NeurIPS 2021, the latent hybridisation model.
public struct HybridField<Expert: VectorField, Learned: VectorField>: SplitVectorField
where Expert.State == Tensor, Learned.State == Tensor {
  /// The field `e` of the first channels, a ``FixedField`` where it has nothing to learn.
  public var expert: Expert

  /// The field `m` of the other channels.
  public var learned: Learned

  /// The number of the expert's channels.
  @noDerivative public let expertChannels: Int

  /// Creates a field from its parts.
  ///
  /// - Parameters:
  ///   - expert: The field of the first channels, which sees these alone.
  ///   - expertChannels: Their number.
  ///   - learned: The field of the other channels, which sees all.
  /// - Precondition: `expertChannels` is not negative.
  @differentiable(reverse)
  public init(_ expert: Expert, channels expertChannels: Int, beside learned: Learned) {
    precondition(expertChannels >= 0, "An expert cannot move \(expertChannels) channels.")
    self.expert = expert
    self.learned = learned
    self.expertChannels = expertChannels
  }

  /// Returns the number of channels that are not the expert's, without a derivative.
  private func learnedChannels(of state: Tensor) -> Int { channelCount(of: state) - expertChannels }

  /// The field jumps where either part does.
  public var jumpTimes: [Double] { expert.jumpTimes + learned.jumpTimes }

  /// Returns the velocity of a state `[…, channels]`.
  ///
  /// - Precondition: The state has the expert's channels, and the learned field returns velocities of all others.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    expert(state.leading(expertChannels), at: time)
      .beside(learned(state, at: time), trailing: withoutDerivative(at: learnedChannels(of: state)))
  }

  /// Returns how the expert's channels move by its stiff part, and rest for the others.
  @differentiable(reverse)
  public func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor {
    let rest = withoutDerivative(at: Tensor.zeros(like: state))
    return expert.stiffVelocity(state.leading(expertChannels), at: time)
      .beside(rest, trailing: withoutDerivative(at: learnedChannels(of: state)))
  }

  /// Returns how the learned channels move, and the expert's by its soft part.
  @differentiable(reverse)
  public func softVelocity(_ state: Tensor, at time: Double) -> Tensor {
    let known = state.leading(expertChannels)
    let rest = withoutDerivative(at: Tensor.zeros(like: known))
    return sumWithSoftPart(of: expert, known, at: time, plus: rest)
      .beside(learned(state, at: time), trailing: withoutDerivative(at: learnedChannels(of: state)))
  }
}

extension HybridField: Sendable where Expert: Sendable, Learned: Sendable {}

extension HybridField: Parameterized where Expert: Parameterized, Learned: Parameterized {
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

extension HybridField: SampleTimedField where Expert: SampleTimedField, Learned: SampleTimedField {
  /// Returns the velocity of a state at the times of its samples.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, atTimes times: Tensor) -> Tensor {
    expert(state.leading(expertChannels), atTimes: times)
      .beside(learned(state, atTimes: times), trailing: withoutDerivative(at: learnedChannels(of: state)))
  }
}

extension HybridField: ResolventField where Expert: ResolventField {
  /// Returns the solution of an implicit stage: the expert's, beside learned channels that rest.
  public func resolvedState(from base: Tensor, scaledBy scale: Double, at time: Double) -> Tensor? {
    expert.resolvedState(from: base.leading(expertChannels), scaledBy: scale, at: time)
      .map { $0.beside(base, trailing: learnedChannels(of: base)) }
  }

  /// Returns the gradient of an implicit stage's velocity: the expert's, beside that of channels that rest.
  public func resolvedGradient(_ gradient: Tensor, scaledBy scale: Double, at time: Double) -> Tensor? {
    expert.resolvedGradient(gradient.leading(expertChannels), scaledBy: scale, at: time)
      .map { $0.beside(gradient, trailing: learnedChannels(of: gradient)) }
  }
}

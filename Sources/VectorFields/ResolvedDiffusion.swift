public import Graphs
public import Integrators
public import Tensors

/// Diffusion whose implicit stages are solved by a factor of the graph's matrix, or by conjugate gradients where that
/// would be too large.
///
/// It is the field that it is made of, for every method. Implicit methods solve `Y = x + h γ (L Y + e)` as
/// `(I − h γ L) Y = x + h γ e`: one factorisation for all channels and for all stages with the same `h γ`, and none
/// for the gradient. A split field whose stiff part this is conforms to `ResolventField` as well, and hands both
/// questions on, so that implicit–explicit methods do the same. By conjugate gradients, stages and gradients are as
/// exact as the tolerance of the resolvent's solver allows.
public struct ResolvedDiffusion<Base: AffineField>: AffineField, ResolventField
where Base.State == Tensor, Base.Operator == DiffusionOperator {
  /// The field itself: ``SourcedDiffusion`` or ``DampedDiffusion``.
  public var base: Base

  /// The solver of systems over the field's adjacency.
  @noDerivative public let resolvent: GraphResolvent

  /// Creates a field from one over the same adjacency as the resolvent.
  ///
  /// - Precondition: Both have as many nodes.
  @differentiable(reverse)
  public init(_ base: Base, using resolvent: GraphResolvent) {
    let nodeCount = withoutDerivative(at: base).linearOperator.adjacency.nodeCount
    precondition(
      nodeCount == resolvent.adjacency.nodeCount,
      "A resolvent over \(resolvent.adjacency.nodeCount) nodes does not fit a field over \(nodeCount).")
    self.base = base
    self.resolvent = resolvent
  }

  /// Returns the velocity of the base.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { base(state, at: time) }

  /// The operator of the base.
  public var linearOperator: DiffusionOperator { base.linearOperator }

  /// The source of the base.
  public var affineSource: Tensor { base.affineSource }

  /// Returns the gradient of the base's parameters.
  public func tangentVector(
    from gradient: Tensor, of linearOperator: DiffusionOperator, source: Tensor
  ) -> TangentVector {
    TangentVector(base: base.tangentVector(from: gradient, of: linearOperator, source: source))
  }

  /// Returns the solution of an implicit stage; `nil` backwards in time, where a rate is negative, and where it is
  /// not found.
  ///
  /// What is left to iteration by `nil` takes longer.
  public func resolvedState(from base: Tensor, scaledBy scale: Double, at time: Double) -> Tensor? {
    let diffusion = linearOperator
    guard let diagonal = diffusion.resolventDiagonal(scale) else { return nil }
    let solution = resolvent.solution(
      of: base + affineSource.scaled(by: scale), diagonal: diagonal,
      rate: diffusion.rate.scaled(by: scale))
    return solution.outcome == .solved ? solution.state : nil
  }

  /// Returns the gradient of an implicit stage's velocity; `nil` where its solution was not ours.
  public func resolvedGradient(_ gradient: Tensor, scaledBy scale: Double, at time: Double) -> Tensor? {
    let diffusion = linearOperator
    guard let diagonal = diffusion.resolventDiagonal(scale) else { return nil }
    let solution = resolvent.transposedSolution(
      of: gradient, diagonal: diagonal, rate: diffusion.rate.scaled(by: scale))
    return solution.outcome == .solved ? solution.state : nil
  }
}

extension DiffusionOperator {
  /// The diagonal `S` of `I − s L = S − s R Â`; `nil` backwards in time, and where `S` is not positive or a rate is
  /// negative, so that no factor exists.
  fileprivate func resolventDiagonal(_ scale: Double) -> Tensor? {
    let diagonal = rate.scaled(by: -scale * identity) + (1 - scale * damping)
    return scale > 0 && rate.extremes.lowest >= 0 && diagonal.extremes.lowest > 0 ? diagonal : nil
  }
}

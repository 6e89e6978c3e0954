public import Tensors

/// An integrand of the first state of a pair: what a second quantity beside an ``Augmented`` field's
/// first one depends on.
///
///     field.integrating(KineticEnergy()).integrating(OfFirst(PathLength()))
public struct OfFirst<Base: Integrand, Second: StateVector>: Integrand {
  /// The first state is the integrand's.
  public typealias State = Pair<Base.State, Second>

  /// The integrand.
  public var base: Base

  /// Creates an integrand of the first state of a pair.
  @differentiable(reverse)
  public init(_ base: Base) { self.base = base }

  /// Returns the density at the first state.
  @differentiable(reverse)
  public func callAsFunction(
    _ state: Pair<Base.State, Second>, velocity: Pair<Base.State, Second>, at time: Double
  ) -> Tensor {
    base(state.first, velocity: velocity.first, at: time)
  }
}

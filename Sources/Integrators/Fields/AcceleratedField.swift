import Tensors

/// A field of second order whose acceleration is another field: `d²q/dt² = f(q, t)`.
///
/// It turns any field of first order, a graph convolution say, into one of positions and velocities.
///
/// Reference: M. Poli et al., "Graph Neural Ordinary Differential Equations", 2019, the second-order
/// models of its section on extrapolation.
public struct AcceleratedField<Base: VectorField>: SecondOrderField {
  /// What positions, velocities and accelerations are.
  public typealias Position = Base.State

  /// The field `f` of the accelerations.
  public var base: Base

  /// Creates a field of second order from the field of its accelerations.
  @differentiable(reverse)
  public init(by base: Base) { self.base = base }

  /// The field jumps where its acceleration does.
  public var jumpTimes: [Double] { base.jumpTimes }

  /// Returns `f(q, t)`.
  @differentiable(reverse)
  public func acceleration(_ position: Base.State, at time: Double) -> Base.State {
    base(position, at: time)
  }
}

public import Tensors

/// A vector field of second order, `d²q/dt² = a(q, t)`: an acceleration that depends on position and
/// time.
///
/// Its state is the pair of the position `q` and the velocity `v`, which move by `dq/dt = v` and
/// `dv/dt = a(q, t)`. Every method can follow it; symplectic ones, which move positions and
/// velocities in turn, follow no other. An acceleration that depends on the velocity too, by friction
/// say, is an ordinary ``VectorField`` whose state is a ``Pair``.
public protocol SecondOrderField: VectorField where State == Pair<Position, Position> {
  /// What positions, velocities and accelerations are: a `Tensor` unless the field says otherwise.
  associatedtype Position: StateVector = Tensor

  /// Returns the acceleration at a position and a time, of the same shape as `position`.
  @differentiable(reverse)
  func acceleration(_ position: Position, at time: Double) -> Position
}

extension SecondOrderField {
  /// Returns the velocity and the acceleration: how position and velocity change.
  @differentiable(reverse)
  public func callAsFunction(
    _ state: Pair<Position, Position>, at time: Double
  ) -> Pair<Position, Position> {
    Pair(state.second, acceleration(state.first, at: time))
  }
}

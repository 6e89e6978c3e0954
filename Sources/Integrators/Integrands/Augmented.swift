public import Tensors

/// A field with a quantity that is integrated along its solution: `d(y, q)/dt = (f, g(y, f, t))`.
///
/// The state is a pair, `first` what the field moves and `second` the integral so far. Gradients are
/// those of the discrete solution, the integral's included; the quantity costs no evaluation of the
/// field.
///
///     let augmented = field.integrating(KineticEnergy())
///     let solution = solve(
///       augmented, from: augmented.start(from: state, at: 0), over: 0...1, with: solver)
///     let energy = solution.end.second
///
/// With adaptive steps the integral's error limits them as the state's does, unless it does not count:
/// `norm: .part([0])` takes exactly the steps that a `Tensor` state has alone, and in general the
/// blocks of the field's own state are the first ones of the pair.
public struct Augmented<Field: VectorField, Quantity: Integrand>: VectorField
where Quantity.State == Field.State {
  /// What the field moves, and the integral.
  public typealias State = Pair<Field.State, Tensor>

  /// The field.
  public var field: Field

  /// The density of the quantity.
  public var integrand: Quantity

  /// Creates a field with a quantity along it.
  @differentiable(reverse)
  public init(_ field: Field, integrating integrand: Quantity) {
    self.field = field
    self.integrand = integrand
  }

  /// The field's own jumps.
  public var jumpTimes: [Double] { field.jumpTimes }

  /// Returns the velocity of the state, and the density of the quantity.
  @differentiable(reverse)
  public func callAsFunction(
    _ state: Pair<Field.State, Tensor>, at time: Double
  ) -> Pair<Field.State, Tensor> {
    let velocity = field(state.first, at: time)
    return Pair(velocity, integrand(state.first, velocity: velocity, at: time))
  }

  /// Returns a state beside an integral of 0, to start from.
  ///
  /// - Complexity: One evaluation of the field, which shows the quantity's shape.
  @differentiable(reverse)
  public func start(from state: Field.State, at time: Double) -> Pair<Field.State, Tensor> {
    let density = integrand(state, velocity: field(state, at: time), at: time)
    return Pair(state, .zeros(like: density))
  }

  @derivative(of: start)
  @usableFromInline
  func _vjpStart(
    from state: Field.State, at time: Double
  ) -> (
    value: Pair<Field.State, Tensor>,
    pullback: (Pair<Field.State, Tensor>) -> (TangentVector, Field.State, Double)
  ) {
    (start(from: state, at: time), { (.zero, $0.first, 0) })
  }
}

extension VectorField {
  /// Returns this field with a quantity that is integrated along its solution.
  @differentiable(reverse)
  public func integrating<Quantity: Integrand>(
    _ integrand: Quantity
  ) -> Augmented<Self, Quantity> where Quantity.State == State {
    Augmented(self, integrating: integrand)
  }
}

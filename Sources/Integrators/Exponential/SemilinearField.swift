public import Tensors

/// A split field whose stiff part is affine: `f(y, t) = L y + b + soft(y, t)`.
///
/// An ``ExponentialRungeKutta`` method takes the stiff part exactly, however stiff it is, by functions of the
/// operator `L`; implicit–explicit methods and all others see the split field that it is. A conforming type states
/// the soft part and the operator; the stiff velocity comes from that.
public protocol SemilinearField: SplitVectorField {
  /// What `L` is.
  associatedtype Operator: LinearOperator where Operator.State == State

  /// The operator `L`; a solve asks for it once.
  var linearOperator: Operator { get }

  /// The source `b`, of the shape of the state, or a shapeless zero.
  var affineSource: State { get }

  /// Returns the gradient of the field's parameters that belongs to gradients of operator and source.
  ///
  /// - Parameters:
  ///   - gradient: The gradient of the operator's parameters.
  ///   - linearOperator: The operator that ``linearOperator`` returned.
  ///   - source: The gradient of the source.
  /// - Returns: The gradient of the field.
  func tangentVector(
    from gradient: Operator.Gradient, of linearOperator: Operator, source: State
  ) -> TangentVector
}

extension SemilinearField {
  /// Returns `L y + b`.
  @differentiable(reverse)
  public func stiffVelocity(_ state: State, at time: Double) -> State {
    let linearOperator = linearOperator
    return linearOperator.state(
      ofCoordinates: linearOperator.affineVelocity(
        of: state, linearOperator.coordinates(of: affineSource)))
  }

  @derivative(of: stiffVelocity)
  @usableFromInline
  func _vjpStiffVelocity(
    _ state: State, at time: Double
  ) -> (value: State, pullback: (State) -> (TangentVector, State, Double)) {
    let linearOperator = linearOperator
    return (
      stiffVelocity(state, at: time),
      { upstream in
        if upstream.isShapelessZero { return (.zero, upstream, 0) }
        let velocity = linearOperator.coordinates(of: upstream)
        var gradient = Operator.Gradient.zero
        linearOperator.addGradient(
          of: velocity, times: 1, at: linearOperator.coordinates(of: state), to: &gradient)
        var product = State.zero
        linearOperator.advanceTransposed(&product, from: velocity, by: RecurrenceStep(product: 1))
        return (
          tangentVector(from: gradient, of: linearOperator, source: upstream),
          linearOperator.state(ofCoordinates: product), 0
        )
      }
    )
  }
}

public import Tensors

/// A vector field `f(y) = L y + b` with a linear operator `L` and a constant source `b`.
///
/// Such a field is solved, not stepped: ``Method/exponential(_:)`` computes
/// `y(t) = y(0) + t φ₁(tL) (L y(0) + b)` with `φ₁(z) = (eᶻ − 1)/z` for any `t` at once. Every other method
/// takes it as the field it is.
public protocol AffineField: AutonomousField {
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

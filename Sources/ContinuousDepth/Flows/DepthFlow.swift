public import Integrators
public import Layers
import Tensors

/// The flow of a field over a span of time: the part of a network that takes the place of its layers.
///
/// With the field `f` and the span from `t₀` to `t₁` it carries `y(t₀)` to `y(t₁)` by
/// `dy/dt = f(y, t)`. The field's parameters are its own; span and solver are not learned, and may be
/// replaced at any time.
public struct DepthFlow<Field: VectorField & Parameterized>: ContinuousDepthModel {
  /// The right-hand side.
  public var field: Field

  /// The times to integrate over, without a derivative.
  @noDerivative public var span: TimeSpan

  /// How the equation is solved.
  @noDerivative public var solver: Solver

  /// Creates a flow.
  ///
  /// - Parameters:
  ///   - field: The right-hand side.
  ///   - span: The times to integrate over.
  ///   - solver: How the equation is solved.
  @differentiable(reverse)
  public init(_ field: Field, over span: TimeSpan, with solver: Solver) {
    self.field = field
    self.span = withoutDerivative(at: span)
    self.solver = solver
  }

  /// Returns the solution that starts from a state, of any shape that the field accepts.
  @differentiable(reverse)
  public func callAsFunction(_ start: Field.State) -> Solution<Field.State> {
    solve(field, from: start, over: withoutDerivative(at: span), with: solver)
  }

  /// Shows the field's parameters to the visitor, as those of `field`.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("field", &field, gradient.field)
  }

  /// Lets the field bring its parameters back to where they must lie.
  public mutating func projectParameters() { field.projectParameters() }
}

extension DepthFlow: Sendable where Field: Sendable {}

public import Integrators
public import Layers
import Tensors

/// The flow of a field until a time that is learned with it.
///
/// Adaptive steps count as fixed shares of the span in the gradient of its end; an integral loss in the time,
/// or a weight decay on its parameter, keeps a model from growing deeper than it has to.
public struct AdaptiveDepthFlow<Field: VectorField & Parameterized>: ContinuousDepthModel {
  /// The right-hand side.
  public var field: Field

  /// The end of the flow.
  public var endTime: LearnedEndTime

  /// How the equation is solved.
  @noDerivative public var solver: Solver

  /// Creates a flow.
  ///
  /// - Parameters:
  ///   - field: The right-hand side.
  ///   - endTime: The end of the flow.
  ///   - solver: How the equation is solved.
  @differentiable(reverse)
  public init(_ field: Field, until endTime: LearnedEndTime, with solver: Solver) {
    self.field = field
    self.endTime = endTime
    self.solver = withoutDerivative(at: solver)
  }

  /// Returns the solution that starts from a state, of any shape that the field accepts.
  @differentiable(reverse)
  public func callAsFunction(_ start: Field.State) -> Solution<Field.State> {
    solve(field, from: start, over: endTime.span, with: solver)
  }

  /// Shows the parameters of `field` and `endTime` to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("field", &field, gradient.field)
    visitor.visit("endTime", &endTime, gradient.endTime)
  }

  /// Lets the field bring its parameters back to where they must lie.
  public mutating func projectParameters() { field.projectParameters() }
}

extension AdaptiveDepthFlow: Sendable where Field: Sendable {}

public import Integrators
public import Layers

extension AcceleratedField: Parameterized where Base: Parameterized {
  /// Shows the parameters of the accelerations' field, as `base`, to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("base", &base, gradient.base)
  }

  /// Lets the accelerations' field bring its parameters back to where they must lie.
  public mutating func projectParameters() { base.projectParameters() }
}

extension Augmented: Parameterized where Field: Parameterized {
  /// Shows the parameters of the field, as `field`, to the visitor; those of a quantity are no parameters here.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("field", &field, gradient.field)
  }

  /// Lets the field bring its parameters back to where they must lie.
  public mutating func projectParameters() { field.projectParameters() }
}

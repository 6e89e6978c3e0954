/// Something to do with the stepper of a method, whatever its type is.
protocol StepperVisitor {
  associatedtype Field: VectorField
  associatedtype Result

  /// Does it with a stepper.
  func visit<S: Stepper>(_ stepper: S) -> Result where S.Field == Field
}

extension Method {
  /// Shows a visitor the stepper of this method on a field.
  func withStepper<Visitor: StepperVisitor>(
    along field: Visitor.Field, newton: NewtonKrylov, _ visitor: Visitor
  ) -> Visitor.Result {
    switch self {
    case .rungeKutta(let method):
      visitor.visit(RungeKuttaStepper(method, along: field, newton: newton))
    case .additiveRungeKutta(let method):
      visitor.visit(AdditiveRungeKuttaStepper(method, along: field, newton: newton))
    }
  }
}

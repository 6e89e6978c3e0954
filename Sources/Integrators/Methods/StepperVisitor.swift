/// Something to do with the stepper of a method, whatever its type is.
protocol StepperVisitor {
  associatedtype Field: VectorField
  associatedtype Result

  /// Does it with a stepper.
  func visit<S: Stepper>(_ stepper: S) -> Result where S.Field == Field

  /// Does it with a stepper that can undo its steps.
  func visit<S: ReversibleStepper>(reversible stepper: S) -> Result where S.Field == Field
}

extension StepperVisitor {
  func visit<S: ReversibleStepper>(reversible stepper: S) -> Result where S.Field == Field {
    visit(stepper)
  }
}

extension Method {
  /// Shows a visitor the stepper of this method on a field.
  func withStepper<Visitor: StepperVisitor>(
    along field: Visitor.Field, newton: NewtonKrylov, _ visitor: Visitor
  ) -> Visitor.Result {
    switch self {
    case .rungeKutta(let method):
      return visitor.visit(RungeKuttaStepper(method, along: field, newton: newton))
    case .additiveRungeKutta(let method):
      return visitor.visit(AdditiveRungeKuttaStepper(method, along: field, newton: newton))
    case .asynchronousLeapfrog(let damping):
      return visitor.visit(reversible: AsynchronousLeapfrogStepper(damping: damping, along: field))
    case .reversibleHeun:
      return visitor.visit(reversible: ReversibleHeunStepper(along: field))
    case .mcCallumFoster(let base, let coupling):
      return visitor.visit(
        reversible: McCallumFosterStepper(base, coupling: coupling, along: field))
    case .symplectic(let method):
      // Only the field's dynamic type tells that its state is a pair.
      let stepper = (field as? any SecondOrderField)?.stepper(of: method)
      guard let stepper = stepper as? any ReversibleStepper<Visitor.Field> else {
        preconditionFailure("The field is not of second order.")
      }
      return visitor.visit(reversible: stepper)
    case .adams(let method):
      return visitor.visit(AdamsStepper(method, along: field, newton: newton))
    case .exponential(let method):
      // As for symplectic methods, only the dynamic type tells that the field is affine.
      let stepper = (field as? any AffineField)?.stepper(of: method)
      guard let stepper = stepper as? any Stepper<Visitor.Field> else {
        preconditionFailure("The field is not affine.")
      }
      return visitor.visit(stepper)
    case .exponentialRungeKutta(let method):
      let stepper = (field as? any SemilinearField)?.stepper(of: method)
      guard let stepper = stepper as? any Stepper<Visitor.Field> else {
        preconditionFailure("The field is not semilinear.")
      }
      return visitor.visit(stepper)
    }
  }
}

extension SecondOrderField {
  /// Returns the stepper of a symplectic method on this field.
  fileprivate func stepper(of method: SymplecticMethod) -> any ReversibleStepper {
    SymplecticStepper(method, along: self)
  }
}

public import Integrators
import Layers
import Tensors

extension DepthVarying {
  /// Returns the velocity of `state` with the parameters of the time.
  @differentiable(reverse)
  public func callAsFunction(_ state: Field.State, at time: Double) -> Field.State {
    field(at: time)(state, at: time)
  }

  /// Returns the stiff part of the velocity with the parameters of the time.
  @differentiable(reverse)
  public func stiffVelocity(_ state: Field.State, at time: Double) -> Field.State {
    field(at: time).stiffVelocity(state, at: time)
  }

  /// Returns the soft part of the velocity with the parameters of the time.
  @differentiable(reverse)
  public func softVelocity(_ state: Field.State, at time: Double) -> Field.State {
    field(at: time).softVelocity(state, at: time)
  }

  /// Passes a gradient of the field at a time back to template, coefficients and the time.
  ///
  /// With the gradient `g` of a parameter, coefficients receive `φₖ(t) g`, the time `Σₖ φₖ′(t) ⟨θₖ, g⟩`, and
  /// the template, which is added to all, the gradient as it is.
  private func passedOn(
    _ gradients: (field: Field.TangentVector, state: Field.State, time: Double), at time: Double
  ) -> (TangentVector, Field.State, Double) {
    let (values, slopes) = (basis.values(at: time), basis.slopes(at: time))
    let isSteady = slopes.allSatisfy { $0 == 0 }
    var timeGradient = gradients.time
    var parts: [Tensor] = []
    var field = template
    field.visitParameters(
      along: gradients.field,
      with: ParameterVisitor { _, _, gradient in
        let coefficients = coefficients[parts.count]
        guard !gradient.isShapelessZero else { return parts.append(.zero) }
        let flat = gradient.reshaped(to: [1, gradient.elementCount])
        parts.append(matmul(Tensor(row: values, like: flat), flat, transposing: .first))
        if !isSteady {
          timeGradient += matmul(Tensor(row: slopes, like: flat), coefficients).dotProduct(with: flat)
        }
      })
    return (
      TangentVector(template: gradients.field, coefficients: .init(parts)), gradients.state, timeGradient
    )
  }

  @derivative(of: callAsFunction)
  @usableFromInline
  func _vjpCallAsFunction(
    _ state: Field.State, at time: Double
  ) -> (value: Field.State, pullback: (Field.State) -> (TangentVector, Field.State, Double)) {
    let (velocity, pullback) = valueWithPullback(at: field(at: time), state, time) { field, state, time in
      field(state, at: time)
    }
    return (velocity, { passedOn(pullback($0), at: time) })
  }

  @derivative(of: stiffVelocity)
  @usableFromInline
  func _vjpStiffVelocity(
    _ state: Field.State, at time: Double
  ) -> (value: Field.State, pullback: (Field.State) -> (TangentVector, Field.State, Double)) {
    let (velocity, pullback) = valueWithPullback(at: field(at: time), state, time) { field, state, time in
      field.stiffVelocity(state, at: time)
    }
    return (velocity, { passedOn(pullback($0), at: time) })
  }

  @derivative(of: softVelocity)
  @usableFromInline
  func _vjpSoftVelocity(
    _ state: Field.State, at time: Double
  ) -> (value: Field.State, pullback: (Field.State) -> (TangentVector, Field.State, Double)) {
    let (velocity, pullback) = valueWithPullback(at: field(at: time), state, time) { field, state, time in
      field.softVelocity(state, at: time)
    }
    return (velocity, { passedOn(pullback($0), at: time) })
  }
}

extension DepthVarying: ResolventField where Field: ResolventField {
  /// Returns the stage's state where the field with the parameters of the time has one.
  public func resolvedState(from base: Field.State, scaledBy scale: Double, at time: Double) -> Field.State? {
    field(at: time).resolvedState(from: base, scaledBy: scale, at: time)
  }

  /// Returns the stage's gradient where the field with the parameters of the time has one.
  public func resolvedGradient(
    _ gradient: Field.State, scaledBy scale: Double, at time: Double
  ) -> Field.State? {
    field(at: time).resolvedGradient(gradient, scaledBy: scale, at: time)
  }
}

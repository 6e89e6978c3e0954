import Tensors

/// Returns the gradients of a field's parameters, of the state and of the time for a gradient of
/// the velocity.
typealias FieldPullback<Field: VectorField> =
  (Field.State) -> (field: Field.TangentVector, state: Field.State, time: Double)

/// A field that counts its evaluations and keeps their pullbacks where asked to.
struct FieldEvaluator<Field: VectorField> {
  let field: Field
  var evaluations = 0
  var recording = Recording.nothing

  init(_ field: Field) { self.field = field }

  /// Returns the velocity of `state`, and its pullback where steps are recorded.
  mutating func callAsFunction(
    _ state: Field.State, at time: Double, part: FieldPart = .whole
  ) -> (velocity: Field.State, pullback: FieldPullback<Field>?) {
    if case .nothing = recording { return (velocity(of: state, at: time, part: part), nil) }
    evaluations += 1
    return recorded(state, at: time, part)
  }

  /// Returns the velocity of `state` alone.
  mutating func velocity(
    of state: Field.State, at time: Double, part: FieldPart = .whole
  ) -> Field.State {
    evaluations += 1
    return switch part {
    case .whole: field(state, at: time)
    case .stiff: field.stiffVelocity(state, at: time)
    case .soft: field.softVelocity(state, at: time)
    }
  }

  private func recorded(
    _ state: Field.State, at time: Double, _ part: FieldPart
  ) -> (velocity: Field.State, pullback: FieldPullback<Field>?) {
    if case .states = recording { return recordedState(state, at: time, part) }
    let (velocity, pullback) =
      switch part {
      case .whole:
        valueWithPullback(at: field, state, time) { field, state, time in field(state, at: time) }
      case .stiff:
        valueWithPullback(at: field, state, time) { field, state, time in
          field.stiffVelocity(state, at: time)
        }
      case .soft:
        valueWithPullback(at: field, state, time) { field, state, time in
          field.softVelocity(state, at: time)
        }
      }
    return (velocity, { pullback($0) })
  }

  private func recordedState(
    _ state: Field.State, at time: Double, _ part: FieldPart
  ) -> (velocity: Field.State, pullback: FieldPullback<Field>?) {
    let (velocity, pullback) =
      switch part {
      case .whole:
        valueWithPullback(at: field, state) { field, state in field(state, at: time) }
      case .stiff:
        valueWithPullback(at: field, state) { field, state in
          field.stiffVelocity(state, at: time)
        }
      case .soft:
        valueWithPullback(at: field, state) { field, state in field.softVelocity(state, at: time) }
      }
    return (
      velocity,
      { upstream in
        let (field, state) = pullback(upstream)
        return (field, state, 0)
      }
    )
  }
}

/// Which part of a field's velocity is meant.
enum FieldPart {
  case whole, stiff, soft
}

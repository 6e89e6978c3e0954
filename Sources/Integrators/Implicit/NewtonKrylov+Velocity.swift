import Tensors

extension NewtonKrylov {
  /// Solves `k = f(base + scale · k, time)` for the velocity `k`.
  ///
  /// The velocity is what the solution `Y` moved by, `(Y − base)/scale`, and not `f(Y)`, which would
  /// amplify the round-off of `Y` where the field is stiff.
  ///
  /// - Parameters:
  ///   - evaluator: The field.
  ///   - part: What of the field `f` is.
  ///   - base: The stage's state but for its own velocity.
  ///   - scale: The step size times the stage's diagonal entry, which is not 0.
  ///   - time: The time of the stage.
  ///   - guess: A velocity to start from, which must not depend on anything but the step.
  /// - Returns: The velocity and, where the evaluator records, the pullback of the field at the
  ///   solution; `nil` where the iteration does not converge.
  func velocity<Field: VectorField>(
    of evaluator: inout FieldEvaluator<Field>, part: FieldPart = .whole, from base: Field.State,
    scaledBy scale: Double, at time: Double, startingAt guess: Field.State?
  ) -> (velocity: Field.State, pullback: FieldPullback<Field>?)? {
    if let state = evaluator.field.ownStage(from: base, scaledBy: scale, at: time, part: part) {
      let velocity = Field.State.sum(nil, plus: [state, base], times: [1 / scale, -1 / scale])
      guard velocity.allFinite else { return nil }
      if case .nothing = evaluator.recording { return (velocity, nil) }
      return (velocity, evaluator(state, at: time, part: part).pullback)
    }
    let equation = StageEquation<Field>(part: part, base: base, scale: scale, time: time)
    let unit = base.roundOff
    let tolerance = relativeTolerance ?? (unit < 1e-10 ? 1e-13 : 1e-6)
    let standstill = base.multiplied(by: 0)
    var point = equation.point(at: guess?.multiplied(by: scale) ?? standstill, of: &evaluator)
    if guess != nil, !point.length.isFinite {
      point = equation.point(at: standstill, of: &evaluator)
    }
    guard point.length.isFinite else { return nil }

    let baseLength = base.length
    var reach = point.length
    // The ratio of the last two residuals, and the share of the state that round-off alone leaves.
    var (ratio, floor) = (0.0, 0.0)
    for iteration in 0... {
      let extent = max(baseLength, point.increment.length)
      let size = extent > 0 ? extent : point.length
      let patience: Double = ratio > 0.5 ? 100 : 1
      if point.length <= max(tolerance, patience * floor) * size {
        return (point.increment.multiplied(by: 1 / scale), point.pullback)
      }
      if iteration == iterationLimit { break }
      let target = max(
        0.1 * tolerance * size, 4 * unit * point.length, min(0.9 * ratio * ratio, 0.1) * point.length)
      let smallest = unit.squareRoot() * size
      let distance = min(max(reach, smallest), 0.1 * size)
      let step = linearSolver.solve(point.residual, until: target) {
        equation.product($0, at: point, over: distance, of: &evaluator)
      }
      let isFinite = step.operatorNorm.isFinite && step.solution.allFinite
      if isFinite { floor = max(floor, unit * max(1, step.operatorNorm)) }
      if isFinite, step.residual <= max(target, 0.1 * point.length),
        let next = improvement(
          of: point, along: step.solution, of: &evaluator, equation, unless: 100 * floor * size)
      {
        ratio = next.length / point.length
        reach = ratio * step.solution.length
        point = next
      } else if point.length <= 100 * floor * size {
        ratio = 1
      } else if distance > smallest {
        // The field bends too much over that distance: the classical one tells its derivative.
        reach = 0
      } else {
        return nil
      }
    }
    return nil
  }

  /// Returns a point of smaller residual on the way from `point` along a Newton step, the whole way
  /// if possible; `nil` where there is none, or the residual is as small as round-off already.
  private func improvement<Field: VectorField>(
    of point: StagePoint<Field>, along step: Field.State, of evaluator: inout FieldEvaluator<Field>,
    _ equation: StageEquation<Field>, unless roundOff: Double
  ) -> StagePoint<Field>? {
    var share = 1.0
    while share > 0.05 {
      let increment = Field.State.sum(point.increment, plus: [step], times: [share])
      let next = equation.point(at: increment, of: &evaluator)
      if next.length < point.length { return next }
      if point.length <= roundOff { return nil }
      share /= 2
    }
    return nil
  }
}

/// The equation `z = s f(y + z, t)` of an implicit stage.
private struct StageEquation<Field: VectorField> {
  let part: FieldPart
  let base: Field.State
  let scale: Double
  let time: Double

  /// Evaluates the equation at an increment.
  func point(
    at increment: Field.State, of evaluator: inout FieldEvaluator<Field>
  ) -> StagePoint<Field> {
    let state = base + increment
    let (velocity, pullback) = evaluator(state, at: time, part: part)
    let residual = Field.State.sum(nil, plus: [velocity, increment], times: [scale, -1])
    return StagePoint(
      increment: increment, state: state, velocity: velocity, residual: residual,
      length: residual.length, pullback: pullback)
  }

  /// Returns `(I − s J) v` at a point, by a difference quotient of the field over a distance.
  func product(
    _ vector: Field.State, at point: StagePoint<Field>, over distance: Double,
    of evaluator: inout FieldEvaluator<Field>
  ) -> Field.State {
    let recording = evaluator.recording
    evaluator.recording = .nothing
    defer { evaluator.recording = recording }
    let moved = Field.State.sum(point.state, plus: [vector], times: [distance])
    let velocity = evaluator(moved, at: time, part: part).velocity
    let quotient = scale / distance
    return Field.State.sum(
      vector, plus: [velocity, point.velocity], times: [-quotient, quotient])
  }
}

/// An approximate solution of a stage's equation.
private struct StagePoint<Field: VectorField> {
  let increment: Field.State
  let state: Field.State
  let velocity: Field.State
  /// `s f(y + z, t) − z` and its Euclidean norm.
  let residual: Field.State
  let length: Double
  let pullback: FieldPullback<Field>?
}

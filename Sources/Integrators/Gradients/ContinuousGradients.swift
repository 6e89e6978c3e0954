import Tensors

extension DifferentiatedSolve {
  /// Returns the solution with the pullback that integrates its adjoint, in steps by `control` or,
  /// without it, like those of the solve.
  ///
  /// The state is read from a trajectory if that is what the solve keeps, or else integrated again.
  func continuous<S: Stepper>(
    _ stepper: S, _ control: StepControl?, keeping: Tape<S>.Keeping
  ) -> Result where S.Field == Field {
    guard let method = solver.method.explicitRungeKutta else {
      preconditionFailure("Solvers with this gradient have an explicit Runge–Kutta method.")
    }
    var loop = loop(stepper, keeping: keeping)
    let solution = loop.run(from: state)
    let (origins, trajectory) = (loop.tape.origins, loop.tape.trajectory)
    let endDependence = span.length == 0 ? .onEnd : loop.tape.endDependence
    return (
      solution,
      { upstream, eventPullback in
        let arrivals = AdjointArrivals(
          upstream, of: solution, origins, over: span, endDependence: endDependence,
          keepsZeros: trajectory == nil, eventPullback: eventPullback)
        var sweep = AdjointSweep(
          AdjointStepper(method, along: field, reading: trajectory), from: state, over: span,
          with: solver, control: control, endDependence, arrivals, wantsTimes: wantsTimes)
        return sweep.run()
      }
    )
  }
}

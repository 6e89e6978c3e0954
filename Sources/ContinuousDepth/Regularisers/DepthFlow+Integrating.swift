public import Integrators
public import Tensors

extension DepthFlow {
  /// Returns the solution from a state with a quantity that is integrated along it: a pair, `first` the
  /// state, `second` the integral.
  ///
  /// ```swift
  /// let solution = model.flow(start, integrating: KineticEnergy().scaled(by: 0.01), error: .ignored)
  /// return error(of: solution.end.first) + solution.end.second
  /// ```
  ///
  /// - Parameters:
  ///   - start: The state at the start of the span.
  ///   - quantity: The density of the quantity, of which several may be added.
  ///   - error: Whether the integral's error counts for the size of adaptive steps.
  /// - Returns: The solution, of which `end.second` has the quantity's shape.
  /// - Complexity: That of a solve and one evaluation of the field.
  @differentiable(reverse)
  public func callAsFunction<Quantity: Integrand>(
    _ start: Field.State, integrating quantity: Quantity, error: IntegralError
  ) -> Solution<Pair<Field.State, Tensor>> where Quantity.State == Field.State {
    let augmented = field.integrating(quantity)
    return solve(
      augmented, from: augmented.start(from: start, at: withoutDerivative(at: span.start)),
      over: withoutDerivative(at: span),
      with: withoutDerivative(at: solver.stepping(by: error, besideTensors: start.tensorCount)))
  }
}

extension Solver {
  /// Returns a solver for a state of some tensors and an integral behind them.
  fileprivate func stepping(by error: IntegralError, besideTensors count: Int) -> Solver {
    guard error == .ignored, case .adaptive(var steps) = stepControl.rule else { return self }
    switch steps.norm {
    case .part: return self
    case .all: break
    case .blocks:
      precondition(
        count == 1,
        "The largest of \(count) blocks cannot be taken without the integral's: count its error, or use "
          + "another norm.")
    }
    steps.norm = .part(Set(0..<count))
    var copy = self
    copy.stepControl.rule = .adaptive(steps)
    return copy
  }
}

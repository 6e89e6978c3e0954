public import Integrators

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension StepAdaptation {
  /// How much smaller the error of a test solver with fixed steps should be.
  static let exactness = 50.0

  /// Returns the more exact solver that a solver is checked against.
  ///
  /// For fixed steps it is one of higher order: midpoint for order 1, rk4 for orders 2 and 3, verner-6 for
  /// orders 4 and 5, and dormand-prince-8 from there on; trapezoid, kvaerno-3 and kvaerno-5 likewise where
  /// the method is implicit. With orders `p` and `q` and the step `h` as a share of the span, its step is
  /// `(hᵖ/50)^(1/q)` and at most `h`, so that its error should be a fiftieth or less. For a method without one of higher order, and for semilinear
  /// ones, it is the method itself with the step `h / 50^(1/p)`.
  ///
  /// For tolerances it is dormand-prince-5 at a fifth of them where the method is explicit and of a lower order,
  /// and the method itself at a tenth otherwise.
  ///
  /// Euler's method, the midpoint method, fehlberg-2 and dormand-prince-5 are the methods of the paper; for
  /// the others the same idea is carried on here.
  ///
  /// - Parameters:
  ///   - solver: The solver of the training.
  ///   - spanLength: The length of the span of time that is solved over.
  /// - Returns: The solver to check against, with the usual gradient.
  /// - Precondition: The method's error depends on its steps.
  public static func testSolver(for solver: Solver, over spanLength: Double) -> Solver {
    let method = solver.method
    precondition(
      method.order < .max, "The method \(method.name) is exact with any step: there are none to adapt.")
    let resolution = SolverSetting.Resolution(solver.stepControl, over: spanLength)
    // The gradient may be one that the other method does not have, and nothing is differentiated.
    func exact(_ method: Method, _ resolution: SolverSetting.Resolution) -> Solver {
      var control = solver.stepControl
      if case .adaptive(var steps) = control.rule {
        steps.firstStep = nil
        control.rule = .adaptive(steps)
      }
      return resolution.applied(
        to: Solver(method, control, stepLimit: solver.stepLimit, newton: solver.newton))
    }
    switch resolution {
    case .tolerances:
      return method.isExplicit && method.order < Method.dormandPrince5.order
        ? exact(.dormandPrince5, resolution.scaled(by: 1 / 5)) : exact(method, resolution.scaled(by: 1 / 10))
    case .step(let size):
      let order = Double(method.order)
      guard let higher = method.ladder.first(where: { $0.order > method.order }) else {
        return exact(method, .step(size / pow(exactness, 1 / order)))
      }
      let error = pow(size / spanLength, order) / exactness
      return exact(higher, .step(min(size, spanLength * pow(error, 1 / Double(higher.order)))))
    }
  }
}

extension Method {
  /// Whether no equations have to be solved for a step, and any field will do.
  fileprivate var isExplicit: Bool {
    switch self {
    case .rungeKutta(let method): method.tableau.isExplicit
    case .additiveRungeKutta, .exponential, .exponentialRungeKutta: false
    case .asynchronousLeapfrog, .reversibleHeun, .mcCallumFoster, .symplectic, .adams: true
    }
  }

  /// Methods for the same fields from order to order.
  fileprivate var ladder: [Method] {
    switch self {
    case .exponential, .exponentialRungeKutta: []
    case .rungeKutta, .additiveRungeKutta, .asynchronousLeapfrog, .reversibleHeun, .mcCallumFoster,
      .symplectic, .adams:
      isExplicit
        ? [.midpoint, .rk4, .verner6, .dormandPrince8] : [.trapezoid, .kvaerno3, .kvaerno5]
    }
  }
}

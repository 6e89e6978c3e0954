/// A method of taking one step, of any family.
public enum Method: Sendable, Equatable {
  /// A Runge–Kutta method, explicit or diagonally implicit.
  case rungeKutta(RungeKutta)
  /// A pair of Runge–Kutta methods for a ``SplitVectorField``: implicit for its stiff part, explicit
  /// for the soft one.
  case additiveRungeKutta(AdditiveRungeKutta)

  /// The asynchronous leapfrog integrator: one evaluation a step, an error estimate, reversible.
  ///
  /// Beside the state `z` it carries a velocity `v`, at first `f(z, t)`. With
  /// `u = f(z + (h/2) v, t + h/2)` a step leads to `v′ = v + 2η (u − v)` and
  /// `z′ = z + (h/2) (v + v′)`. The damping `η` above 1/2 and up to 1 makes the method more stable
  /// below 1, but then it is of order 1 instead of 2, and undoing steps amplifies round-off by
  /// `1 / (2η − 1)` each.
  ///
  /// Reference: J. Zhuang, N. C. Dvornek, S. Tatikonda and J. S. Duncan, "MALI: a memory efficient
  /// and reverse accurate integrator for Neural ODEs", ICLR 2021, algorithms 2 and 3.
  case asynchronousLeapfrog(damping: Double = 1)

  /// The reversible Heun method: order 2, one evaluation a step, an error estimate.
  ///
  /// Beside the state `y` it carries a second one `z`. A step leads to
  /// `z′ = 2y − z + h f(z, t)` and `y′ = y + (h/2) (f(z, t) + f(z′, t + h))`. It is unstable where
  /// eigenvalues of the field's derivative have negative real parts: for short times only.
  ///
  /// Reference: P. Kidger, J. Foster, X. Li and T. Lyons, "Efficient and accurate gradients for
  /// neural SDEs", NeurIPS 2021, algorithms 1 and 2.
  case reversibleHeun

  /// An explicit Runge–Kutta method made reversible, at its order and twice its price.
  ///
  /// Beside the state `y` it carries a second one `z`. With the base method's step `Φ_h` and the
  /// coupling `λ`, positive and at most 1, a step leads to `y′ = λ (y − z) + Φ_h(z)` and
  /// `z′ = z + y′ − Φ_{−h}(y′)`. A smaller coupling makes the method more stable, but undoing steps
  /// amplifies round-off by `1 / λ` each.
  ///
  /// Reference: S. McCallum and J. Foster, "Efficient, accurate and stable gradients for neural
  /// ODEs", 2024, arXiv:2410.11648.
  case mcCallumFoster(RungeKutta, coupling: Double = 0.999)

  /// A method for a ``SecondOrderField`` that preserves the area of phase space; it is reversible.
  case symplectic(SymplecticMethod)

  /// An Adams method, explicit or as predictor and corrector; for fixed steps.
  case adams(AdamsMethod)

  /// A method that solves an ``AffineField`` by functions of its operator.
  case exponential(ExponentialMethod)

  /// A Runge–Kutta method for a ``SemilinearField`` that takes the linear part exactly.
  case exponentialRungeKutta(ExponentialRungeKutta)

  /// The name by which the method is chosen and reported.
  public var name: String {
    switch self {
    case .rungeKutta(let method): method.name
    case .additiveRungeKutta(let method): method.name
    case .asynchronousLeapfrog: "asynchronous-leapfrog"
    case .reversibleHeun: "reversible-heun"
    case .mcCallumFoster(let base, _): "reversible-" + base.name
    case .symplectic(let method): method.name
    case .adams(let method): method.name
    case .exponential(let method): method.name
    case .exponentialRungeKutta(let method): method.name
    }
  }

  /// The order of convergence; an ``ExponentialMethod`` has any, since its error does not depend on the step
  /// size.
  public var order: Int {
    switch self {
    case .rungeKutta(let method): method.order
    case .additiveRungeKutta(let method): method.order
    case .asynchronousLeapfrog(let damping): damping == 1 ? 2 : 1
    case .reversibleHeun: 2
    case .mcCallumFoster(let base, _): base.order
    case .symplectic(let method): method.order
    case .adams(let method): method.order
    case .exponential: .max
    case .exponentialRungeKutta(let method): method.order
    }
  }

  /// The order of the solution that a step's error is estimated against, if there is an estimate: it
  /// falls by this order and one with the step size.
  public var errorOrder: Int? {
    switch self {
    case .rungeKutta(let method), .mcCallumFoster(let method, _):
      method.embeddedOrder.map { min($0, method.order) }
    case .additiveRungeKutta(let method): min(method.embeddedOrder, method.order)
    case .asynchronousLeapfrog, .reversibleHeun: 1
    case .exponentialRungeKutta(let method): method.embeddedOrder
    case .symplectic, .adams, .exponential: nil
    }
  }

  /// Whether a step can be undone exactly, which the reversible gradient needs.
  public var isReversible: Bool {
    switch self {
    case .rungeKutta, .additiveRungeKutta, .adams, .exponential, .exponentialRungeKutta: false
    case .asynchronousLeapfrog, .reversibleHeun, .mcCallumFoster, .symplectic: true
    }
  }

  /// The Runge–Kutta method that this is, if it is an explicit one.
  var explicitRungeKutta: RungeKutta? {
    if case .rungeKutta(let method) = self, method.tableau.isExplicit { method } else { nil }
  }

  /// Every built-in method for fields of any kind, or of second order; those with a parameter are there with
  /// its usual value.
  public static let all: [Method] =
    RungeKutta.all.map { .rungeKutta($0) } + AdditiveRungeKutta.all.map { .additiveRungeKutta($0) }
    + reversible + AdamsMethod.all.map { .adams($0) }

  /// Returns the built-in method of a name.
  ///
  /// - Parameter name: The name, spelt as in ``name``: `"rk4"`, `"dormand-prince-5"`.
  /// - Returns: The method, or `nil` where none has that name.
  public static func named(_ name: String) -> Method? {
    (all + exponentials).first { $0.name == name }
  }
}

extension Method: CustomStringConvertible {
  /// The method's name.
  public var description: String { name }
}

/// A method of taking one step, of any family.
public enum Method: Sendable, Equatable {
  /// A Runge–Kutta method, explicit or diagonally implicit.
  case rungeKutta(RungeKutta)
  /// A pair of Runge–Kutta methods for a ``SplitVectorField``: implicit for its stiff part, explicit
  /// for the soft one.
  case additiveRungeKutta(AdditiveRungeKutta)

  /// The name by which the method is chosen and reported.
  public var name: String {
    switch self {
    case .rungeKutta(let method): method.name
    case .additiveRungeKutta(let method): method.name
    }
  }

  /// The order of convergence.
  public var order: Int {
    switch self {
    case .rungeKutta(let method): method.order
    case .additiveRungeKutta(let method): method.order
    }
  }

  /// The order of the solution that a step's error is estimated against, if there is an estimate: it
  /// falls by this order and one with the step size.
  public var errorOrder: Int? {
    switch self {
    case .rungeKutta(let method): method.embeddedOrder.map { min($0, method.order) }
    case .additiveRungeKutta(let method): min(method.embeddedOrder, method.order)
    }
  }

  /// Whether a step can be undone exactly, which the reversible gradient needs.
  public var isReversible: Bool {
    switch self {
    case .rungeKutta, .additiveRungeKutta: false
    }
  }

  /// The Runge–Kutta method that this is, if it is an explicit one.
  var explicitRungeKutta: RungeKutta? {
    if case .rungeKutta(let method) = self, method.tableau.isExplicit { method } else { nil }
  }

  /// Every built-in method; those with a parameter are there with its usual value.
  public static let all: [Method] =
    RungeKutta.all.map { .rungeKutta($0) } + AdditiveRungeKutta.all.map { .additiveRungeKutta($0) }

  /// Returns the built-in method of a name.
  ///
  /// - Parameter name: The name, spelt as in ``name``: `"rk4"`, `"dormand-prince-5"`.
  /// - Returns: The method, or `nil` where none has that name.
  public static func named(_ name: String) -> Method? {
    all.first { $0.name == name }
  }
}

extension Method: CustomStringConvertible {
  /// The method's name.
  public var description: String { name }
}

/// A Runge–Kutta method, explicit or diagonally implicit: a tableau with a name and its orders.
///
/// A pair "p(q)" takes a step of order `p` and estimates its error by an embedded method of order
/// `q`; adaptive steps need one. The tests check the order conditions of every method, and that
/// neither member is of a higher order than stated.
public struct RungeKutta: Sendable, Equatable {
  /// The name by which the method is chosen and reported.
  public let name: String

  /// The order of convergence of the step that is taken.
  ///
  /// A method is of order `p` where `Σ bᵢ Φᵢ(t) = 1/γ(t)` holds for every rooted tree `t` of at
  /// most `p` vertices, with the elementary weights `Φᵢ` and the density `γ`.
  ///
  /// Reference: E. Hairer, S. P. Nørsett and G. Wanner, "Solving Ordinary Differential Equations
  /// I", 2nd edition, Springer 1993, section II.2, theorem 2.13.
  public let order: Int

  /// The order of the embedded method, if there is one: `order` for the weights `b̂ᵢ`.
  public let embeddedOrder: Int?

  /// The coefficients.
  public let tableau: ButcherTableau

  /// The solution within a step.
  public let continuousExtension: ContinuousExtension

  /// Creates a method from its tableau.
  ///
  /// Without a continuous extension of its own the method has that of
  /// ``ContinuousExtension/init(of:methodOrder:)``.
  ///
  /// - Precondition: `embeddedOrder` is given exactly where the tableau has an embedded method, and
  ///   the extension is over the tableau's stages.
  public init(
    name: String, order: Int, embeddedOrder: Int? = nil, tableau: ButcherTableau,
    continuousExtension: ContinuousExtension? = nil
  ) {
    precondition(
      (embeddedOrder != nil) == (tableau.errorWeights != nil),
      "The method \(name) must state an embedded order exactly where its tableau has one.")
    let continuousExtension =
      continuousExtension ?? ContinuousExtension(of: tableau, methodOrder: order)
    let stageCount =
      continuousExtension.polynomials.count - continuousExtension.extraStages.count
    precondition(
      stageCount == tableau.stageCount,
      "The method \(name) has \(tableau.stageCount) stages, its extension \(stageCount).")
    self.name = name
    self.order = order
    self.embeddedOrder = embeddedOrder
    self.tableau = tableau
    self.continuousExtension = continuousExtension
  }

  /// Every built-in method: the explicit ones, then the implicit ones, each from the cheapest step
  /// to the dearest.
  ///
  /// The price is the number of evaluations of the field, or of equations to solve; where it is
  /// equal, the older method is first.
  public static let all: [RungeKutta] = [
    .euler, .midpoint, .heun, .ralston, .fehlberg2, .bogackiShampine3, .rk4, .rk4ThreeEighths,
    .dormandPrince5, .tsitouras5, .verner6, .dormandPrince8, .implicitEuler, .trapezoid, .kvaerno3, .kvaerno5,
  ]

  /// Returns the built-in method of a name.
  ///
  /// - Parameter name: The name, spelt as in ``name``: `"rk4"`, `"dormand-prince-5"`.
  /// - Returns: The method, or `nil` where none has that name.
  public static func named(_ name: String) -> RungeKutta? {
    all.first { $0.name == name }
  }
}

extension RungeKutta: CustomStringConvertible {
  /// The method's name.
  public var description: String { name }
}

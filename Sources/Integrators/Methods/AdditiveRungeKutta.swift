/// A pair of Runge–Kutta methods for a field of two parts, `f = soft + stiff`: explicit for the one,
/// diagonally implicit for the other.
///
/// Stage `i` of a step of size `h` is the state
/// `Yᵢ = y + h Σⱼ (aᵢⱼ soft(Yⱼ) + âᵢⱼ stiff(Yⱼ))`, with `aᵢⱼ` of ``explicit`` and `âᵢⱼ` of
/// ``implicit``, and the step ends at `y + h Σ bᵢ (soft(Yᵢ) + stiff(Yᵢ))`: both have the same nodes
/// and weights. Only the stiff part is in the equation that a stage solves. The step's end is no
/// stage, even where it is one of the implicit method alone.
///
/// Reference: U. M. Ascher, S. J. Ruuth and R. J. Spiteri, "Implicit-explicit Runge–Kutta methods for
/// time-dependent partial differential equations", Applied Numerical Mathematics 25, 1997.
public struct AdditiveRungeKutta: Sendable, Equatable {
  /// The name by which the pair is chosen and reported.
  public let name: String

  /// The order of convergence of the step that is taken.
  ///
  /// The conditions are those of ``RungeKutta/order`` for rooted trees whose vertices are coloured in
  /// every way: a colour chooses the tableau of its vertex.
  public let order: Int

  /// The order of the embedded pair, for the weights `b̂ᵢ`.
  public let embeddedOrder: Int

  /// The coefficients for the soft part.
  public let explicit: ButcherTableau

  /// The coefficients for the stiff part.
  public let implicit: ButcherTableau

  /// The solution within a step, over the sums of both parts in each stage.
  public let continuousExtension: ContinuousExtension

  /// Creates a pair from its tableaux.
  ///
  /// - Precondition: `explicit` is so; both tableaux have the same weights and embedded weights, and
  ///   nodes that agree to 1e-13; the extension is over their stages and has no extra ones.
  public init(
    name: String, order: Int, embeddedOrder: Int, explicit: ButcherTableau,
    implicit: ButcherTableau, continuousExtension: ContinuousExtension
  ) {
    precondition(explicit.isExplicit, "The explicit part of \(name) has a diagonal.")
    precondition(
      explicit.stageCount == implicit.stageCount,
      "The parts of \(name) have \(explicit.stageCount) and \(implicit.stageCount) stages.")
    precondition(
      explicit.weights == implicit.weights && explicit.embeddedWeights == implicit.embeddedWeights
        && explicit.embeddedWeights != nil,
      "The parts of \(name) must share their weights and embedded weights.")
    for (first, second) in zip(explicit.nodes, implicit.nodes) {
      precondition(
        abs(first - second) < 1e-13, "The parts of \(name) have the nodes \(first) and \(second).")
    }
    precondition(
      continuousExtension.polynomials.count == explicit.stageCount
        && continuousExtension.extraStages.isEmpty,
      "The extension of \(name) must be over its \(explicit.stageCount) stages.")
    self.name = name
    self.order = order
    self.embeddedOrder = embeddedOrder
    self.explicit = explicit
    self.implicit = implicit
    self.continuousExtension = continuousExtension
  }

  /// Every built-in pair, from the cheapest step to the dearest.
  public static let all: [AdditiveRungeKutta] = [.kennedyCarpenter3, .kennedyCarpenter4]

  /// Returns the built-in pair of a name.
  ///
  /// - Parameter name: The name, spelt as in ``name``: `"kennedy-carpenter-4"`.
  /// - Returns: The pair, or `nil` where none has that name.
  public static func named(_ name: String) -> AdditiveRungeKutta? {
    all.first { $0.name == name }
  }
}

extension AdditiveRungeKutta: CustomStringConvertible {
  /// The pair's name.
  public var description: String { name }
}

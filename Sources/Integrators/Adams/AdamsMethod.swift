/// An Adams method: a step along the integral of the polynomial through past velocities.
///
/// With velocities `fⱼ` at times that lie one step size `h` apart, the explicit method of order `p`
/// (Adams–Bashforth) takes
///
///     yₙ₊₁ = yₙ + h Σ bⱼ fₙ₋ⱼ, j = 0 … p − 1,
///
/// and costs one evaluation of the field a step, whatever its order. The implicit method of order
/// `p` (Adams–Moulton) has the velocity at the step's end among those that it interpolates. It is
/// taken as a predictor and corrector with a fixed number `m` of corrections, P(EC)ᵐE: the explicit
/// method of order `p − 1` predicts `y⁽⁰⁾`, and
///
///     y⁽ⁱ⁾ = yₙ + h (b*₀ f(y⁽ⁱ⁻¹⁾, tₙ₊₁) + Σ b*ⱼ₊₁ fₙ₋ⱼ), j = 0 … p − 2,
///
/// gives `yₙ₊₁ = y⁽ᵐ⁾` of order `p` at the price of `1 + m` evaluations. Nothing is iterated to a
/// tolerance, so that a step never fails and its gradient is exact. More corrections than one bring
/// the step closer to the implicit equation's solution, but not to a higher order.
///
/// The first steps, and every step whose size is not that of the steps before it, are taken by
/// ``starter``, behind which velocities are gathered anew: at the beginning, behind a jump of the
/// field, and at times that a step had to meet. For gradients a checkpoint is a state and the
/// velocities before it, which neighbours share: one state and one velocity a step. Inside its
/// steps the solution is the integral of the same polynomial, of the order of the method.
///
/// Choose one for fixed steps where evaluations are dear and the field is smooth; the higher the
/// order, the smaller the steps that stability allows.
///
/// Reference: E. Hairer, S. P. Nørsett and G. Wanner, "Solving Ordinary Differential Equations I",
/// 2nd edition, Springer 1993, section III.1.
public struct AdamsMethod: Sendable, Equatable {
  /// The name by which the method is chosen and reported, such as `"adams-bashforth-3"`.
  public let name: String

  /// The order of convergence.
  public let order: Int

  /// The number of corrections in a step; 0 where the method is explicit.
  public let corrections: Int

  /// The numbers `bⱼ` of the explicit method, or of the one that predicts, newest velocity first.
  public let predictorWeights: [Double]

  /// The numbers `b*ⱼ`, that of the step's end first; empty where the method is explicit.
  public let correctorWeights: [Double]

  /// For each velocity, that of the step's end first if there is one, the coefficients of 1, θ, θ², …
  /// in the solution inside the step.
  let polynomials: [[Double]]

  private init(name: String, order: Int, corrections: Int) {
    precondition(
      (2...8).contains(order), "The order of an Adams method is \(order), but must be from 2 to 8.")
    self.name = name
    self.order = order
    self.corrections = corrections
    let known = corrections == 0 ? order : order - 1
    let explicit = AdamsWeights(nodes: (0..<known).map { -$0 })
    let implicit = AdamsWeights(nodes: (0..<order).map { 1 - $0 })
    predictorWeights = explicit.weights
    correctorWeights = corrections == 0 ? [] : implicit.weights
    polynomials = (corrections == 0 ? explicit : implicit).polynomials
  }

  /// Returns the explicit method of an order.
  ///
  /// - Parameter order: The order, and the number of velocities that a step is made of.
  /// - Returns: The method.
  /// - Precondition: `order` lies in 2…8.
  public static func bashforth(order: Int) -> AdamsMethod {
    AdamsMethod(name: "adams-bashforth-\(order)", order: order, corrections: 0)
  }

  /// Returns the implicit method of an order, as predictor and corrector.
  ///
  /// - Parameters:
  ///   - order: The order of the corrector; the predictor's is one less.
  ///   - corrections: The number of corrections, at least 1. Where it is not 1, the name says so, as
  ///     in `"adams-moulton-3-corrected-2"`.
  /// - Returns: The method.
  /// - Precondition: `order` lies in 2…8, and `corrections` is positive.
  public static func moulton(order: Int, corrections: Int = 1) -> AdamsMethod {
    precondition(corrections > 0, "The number of corrections is \(corrections), but must be positive.")
    let suffix = corrections == 1 ? "" : "-corrected-\(corrections)"
    return AdamsMethod(
      name: "adams-moulton-\(order)\(suffix)", order: order, corrections: corrections)
  }

  /// The built-in methods of orders 2 to 5: the explicit ones, then the implicit ones with one
  /// correction.
  public static let all: [AdamsMethod] =
    (2...5).map { bashforth(order: $0) } + (2...5).map { moulton(order: $0) }

  /// The number of velocities that a step needs from before its own beginning.
  var pastCount: Int { predictorWeights.count - 1 }

  /// The Runge–Kutta method that takes the first steps: explicit, and of this order at least.
  public var starter: RungeKutta {
    switch order {
    case 2: .heun
    case 3: .bogackiShampine3
    case 4: .rk4
    case 5: .dormandPrince5
    case 6: .verner6
    default: .dormandPrince8
    }
  }
}

extension AdamsMethod: CustomStringConvertible {
  /// The method's name.
  public var description: String { name }
}

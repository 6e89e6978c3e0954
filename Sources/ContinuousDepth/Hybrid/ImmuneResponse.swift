public import Integrators
public import Layers
public import Tensors

/// The course of an infection under a drug that holds back the immune system.
///
/// It is an expert's model with constants of its own and doses from outside.
/// A state `[…, 4]` has the channels disease `D`, immune reaction `R`, immunity `M` and drug `P`, of which
///
///     dD/dt = p D − m D M² − r D R
///     dR/dt = a D − o R + b D R + e R² / (h² + R²) − s P R
///     dM/dt = g R
///     dP/dt = k (u(t) − P)
///
/// with doses `u(t) = Σ aₖ e^{−k (t − tₖ)}` that have come by then. The drug is that in the tissue, which
/// follows the one in the blood. Times are in days; all amounts are relative.
///
/// Reference: Z. Qian, W. R. Zame, L. M. Fleuren, P. Elbers and M. van der Schaar, "Integrating Expert ODEs
/// into Neural ODEs: Pharmacology and Disease Progression", NeurIPS 2021, the model of dexamethasone in its
/// published code, whose Hill exponents are 2 and whose constants are 1.
public struct ImmuneResponse: VectorField, Parameterized, Sendable {
  /// The rate `p` at which the disease grows.
  public var growth: Tensor

  /// The rate `m` at which immunity cures.
  public var cureByImmunity: Tensor

  /// The rate `r` at which the immune reaction cures.
  public var cureByReaction: Tensor

  /// The rate `a` at which the disease causes a reaction.
  public var onset: Tensor

  /// The rate `o` at which the reaction fades.
  public var fading: Tensor

  /// The rate `b` at which disease and reaction strengthen the reaction.
  public var feedback: Tensor

  /// The greatest rate `e` at which the reaction strengthens itself.
  public var selfReaction: Tensor

  /// The reaction `h` at which half of that rate is reached.
  public var halfReaction: Tensor

  /// The rate `s` at which the drug holds back the reaction.
  public var suppression: Tensor

  /// The rate `g` at which a reaction leaves immunity behind.
  public var learning: Tensor

  /// The rate `k` at which the drug goes from blood to tissue and is lost.
  public var elimination: Tensor

  /// The doses, `[…, times]` for states `[…, 4]`.
  public var doses: TimedInput

  /// Creates a model whose constants are all 1.
  ///
  /// - Parameter doses: The doses of all patients, `[…, times]` for states `[…, 4]` of the same scalar type.
  public init(doses: TimedInput) {
    let one = Tensor(1, scalarType: doses.amounts.scalarType)
    (growth, cureByImmunity, cureByReaction) = (one, one, one)
    (onset, fading, feedback, selfReaction, halfReaction) = (one, one, one, one, one)
    (suppression, learning, elimination) = (one, one, one)
    self.doses = doses
  }

  /// The number of channels.
  public static let channelCount = 4

  /// The field jumps at each dose.
  public var jumpTimes: [Double] { doses.times }

  /// Returns the velocity of states `[…, 4]`.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let axis = withoutDerivative(at: state.rank - 1)
    let parts = state.split(alongAxis: axis, sizes: [1, 1, 1, 1])
    let (disease, reaction, immunity, drug) = (parts[0], parts[1], parts[2], parts[3])
    let strength = square(reaction)
    let cure = square(immunity) * cureByImmunity + reaction * cureByReaction
    let reinforced = disease * feedback - drug * suppression - fading
    let excited = strength * selfReaction / (strength + square(halfReaction))
    let blood = doses(at: time, decayingAt: elimination)
    return concatenated(
      [
        disease * (growth - cure), disease * onset + reaction * reinforced + excited,
        reaction * learning, (blood - drug) * elimination,
      ], alongAxis: axis)
  }

  /// Shows the eleven constants to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("growth", &growth, gradient.growth)
    visitor.visit("cureByImmunity", &cureByImmunity, gradient.cureByImmunity)
    visitor.visit("cureByReaction", &cureByReaction, gradient.cureByReaction)
    visitor.visit("onset", &onset, gradient.onset)
    visitor.visit("fading", &fading, gradient.fading)
    visitor.visit("feedback", &feedback, gradient.feedback)
    visitor.visit("selfReaction", &selfReaction, gradient.selfReaction)
    visitor.visit("halfReaction", &halfReaction, gradient.halfReaction)
    visitor.visit("suppression", &suppression, gradient.suppression)
    visitor.visit("learning", &learning, gradient.learning)
    visitor.visit("elimination", &elimination, gradient.elimination)
  }
}

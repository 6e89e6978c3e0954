public import Integrators
public import Layers
public import Tensors

/// A field whose rows each move at a pace of their own, learned for sets of rows.
///
/// Over the share `s` of the way, which a solve takes from 0 to 1, a row of the set `g` moves by
///
///     dxᵢ/ds = τ_g fᵢ(x, s),   τ_g = softplus(ρ_g):
///
/// rows that do not meet each other are at time `τ_g s` of `dx/dt = f(x)`, each set with a depth of its
/// own. Rows that do meet, as neighbours in a graph, see each other at equal shares of the way and not at
/// equal times: only sets that are not connected, or equal paces, give solutions of the original equation.
/// The base field should not depend on time, since no time is that of all rows; it is shown the share.
///
/// Reference: S. Massaroli, M. Poli, J. Park, A. Yamashita and H. Asama, "Dissecting neural ODEs", NeurIPS
/// 2020, whose depth belongs to an input; here it belongs to a set of nodes.
public struct PacedField<Base: VectorField>: VectorField where Base.State == Tensor {
  /// The field moves one tensor.
  public typealias State = Tensor

  /// The field `f`.
  public var base: Base

  /// The numbers `ρ`, `[sets]`; the paces are `softplus(ρ)`, in units of time.
  public var paceParameter: Tensor

  /// The set of each row.
  @noDerivative public let sets: [Int]

  /// Creates a field from its parts.
  ///
  /// - Parameters:
  ///   - base: The field `f`.
  ///   - paceParameter: The numbers `ρ`, `[sets]`.
  ///   - sets: The set of each row, from 0.
  @differentiable(reverse)
  public init(_ base: Base, paceParameter: Tensor, sets: [Int]) {
    let count = withoutDerivative(at: paceParameter).elementCount
    precondition(
      sets.allSatisfy { $0 >= 0 && $0 < count },
      "The sets \(sets.min() ?? 0)…\(sets.max() ?? 0) do not lie below the number of paces, \(count).")
    self.base = base
    self.paceParameter = paceParameter
    self.sets = sets
  }

  /// Creates a field whose sets all begin with the same pace.
  ///
  /// - Parameters:
  ///   - base: The field `f`.
  ///   - pace: The pace to begin with, positive, in units of time.
  ///   - sets: The set of each row, from 0.
  ///   - scalarType: The number format of the state.
  public init(_ base: Base, pace: Double, sets: [Int], scalarType: ScalarType = .float32) {
    self.init(
      base,
      paceParameter: Tensor(
        repeating: parameterOfPositive(pace), shape: [(sets.max() ?? -1) + 1], scalarType: scalarType),
      sets: sets)
  }

  /// The base field's jumps, as shares of the way.
  public var jumpTimes: [Double] { base.jumpTimes }

  /// Whether the base field is split.
  public static var isSplit: Bool { Base.isSplit }

  /// The paces `τ` of the sets, `[sets]`.
  @differentiable(reverse)
  public var paces: Tensor { softplus(paceParameter) }

  /// Returns the velocity of a state `[rows, …]`, of its shape, at a share of the way.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at share: Double) -> Tensor {
    paced(base(state, at: share))
  }

  /// Returns the stiff part of the velocity.
  @differentiable(reverse)
  public func stiffVelocity(_ state: Tensor, at share: Double) -> Tensor {
    paced(base.stiffVelocity(state, at: share))
  }

  /// Returns the soft part of the velocity.
  @differentiable(reverse)
  public func softVelocity(_ state: Tensor, at share: Double) -> Tensor {
    paced(base.softVelocity(state, at: share))
  }

  /// Returns each row times its pace.
  @differentiable(reverse)
  private func paced(_ velocity: Tensor) -> Tensor {
    velocity * paces.gatheringRows(sets).column(like: withoutDerivative(at: velocity))
  }
}

extension PacedField: Sendable where Base: Sendable {}

extension PacedField: Parameterized where Base: Parameterized {
  /// Shows the parameters of the base field, as `base`, and those of the paces to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("base", &base, gradient.base)
    visitor.visit("paceParameter", &paceParameter, gradient.paceParameter)
  }

  /// Lets the base field bring its parameters back to where they must lie.
  public mutating func projectParameters() { base.projectParameters() }
}

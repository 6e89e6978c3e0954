public import Integrators
public import Layers
public import Tensors

/// An energy of positions and momenta from one of their channels side by side: `H(q, p) = E([q, p])`.
///
/// Any energy of `2 c` channels becomes a Hamiltonian of `c` positions and `c` momenta a row, which need
/// not be the sum of a kinetic and a potential part.
public struct PhaseSpaceEnergy<Base: Energy>: Energy where Base.State == Tensor {
  /// Positions first, momenta second.
  public typealias State = Pair<Tensor, Tensor>

  /// The energy of the channels side by side.
  public var base: Base

  /// Creates an energy of positions and momenta.
  @differentiable(reverse)
  public init(_ base: Base) { self.base = base }

  /// Returns `E([q, p])`, of shape `[]`.
  @differentiable(reverse)
  public func value(at state: Pair<Tensor, Tensor>) -> Tensor { base.value(at: sideBySide(state)) }

  /// Returns the gradients in `q` and in `p`.
  @differentiable(reverse)
  public func gradient(at state: Pair<Tensor, Tensor>) -> Pair<Tensor, Tensor> {
    halves(base.gradient(at: sideBySide(state)))
  }
}

/// Returns the channels of both tensors of a pair, the first one's in front.
@differentiable(reverse)
private func sideBySide(_ pair: Pair<Tensor, Tensor>) -> Tensor {
  concatenated([pair.first, pair.second], alongAxis: withoutDerivative(at: pair.first.rank - 1))
}

/// Returns both halves of the channels.
@differentiable(reverse)
private func halves(_ tensor: Tensor) -> Pair<Tensor, Tensor> {
  let axis = withoutDerivative(at: tensor.rank - 1)
  let half = withoutDerivative(at: tensor.shape[axis] / 2)
  let parts = tensor.split(alongAxis: axis, sizes: [half, half])
  return Pair(parts[0], parts[1])
}

extension PhaseSpaceEnergy: Sendable where Base: Sendable {}

extension PhaseSpaceEnergy: Parameterized where Base: Parameterized {
  /// Shows the parameters of the energy to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    base.visitParameters(along: gradient.base, with: visitor)
  }

  /// Lets the energy bring its parameters back to where they must lie.
  public mutating func projectParameters() { base.projectParameters() }
}

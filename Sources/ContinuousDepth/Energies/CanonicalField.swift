public import Integrators
public import Layers
public import Tensors

/// Hamilton's equations for any energy of positions and momenta, with friction where it is wanted.
///
/// The state is the pair of the position `q` and the momentum `p`, which move by
///
///     dq/dt = ∂H/∂p,   dp/dt = −∂H/∂q − γ ∂H/∂p.
///
/// Without friction `H` is conserved along solutions; with `γ > 0` it falls, `dH/dt = −γ |∂H/∂p|²`, which
/// is the simplest port-Hamiltonian system. Velocities depend on positions, so that no symplectic method of
/// kicks and drifts applies: ``HamiltonianField`` is for energies that are separable.
///
/// Reference: A. van der Schaft and D. Jeltsema, "Port-Hamiltonian systems theory: an introductory
/// overview", Foundations and Trends in Systems and Control 1, 2014; S. Greydanus, M. Dzamba and J.
/// Yosinski, "Hamiltonian neural networks", NeurIPS 2019.
public struct CanonicalField<Hamiltonian: Energy>: VectorField
where Hamiltonian.State == Pair<Tensor, Tensor> {
  /// Positions first, momenta second.
  public typealias State = Pair<Tensor, Tensor>

  /// The energy `H`.
  public var hamiltonian: Hamiltonian

  /// The friction `γ`, not negative.
  @noDerivative public let friction: Double

  /// Creates the motion that belongs to an energy.
  ///
  /// - Parameters:
  ///   - hamiltonian: The energy `H` of positions and momenta.
  ///   - friction: The friction `γ`, not negative.
  @differentiable(reverse)
  public init(of hamiltonian: Hamiltonian, friction: Double = 0) {
    precondition(friction >= 0, "The friction is \(friction), but must not be negative.")
    self.hamiltonian = hamiltonian
    self.friction = withoutDerivative(at: friction)
  }

  /// Returns how position and momentum change.
  @differentiable(reverse)
  public func callAsFunction(_ state: Pair<Tensor, Tensor>, at time: Double) -> Pair<Tensor, Tensor> {
    let slope = hamiltonian.gradient(at: state)
    return Pair(slope.second, -slope.first - slope.second.scaled(by: friction))
  }
}

extension CanonicalField: Sendable where Hamiltonian: Sendable {}

extension CanonicalField: Parameterized where Hamiltonian: Parameterized {
  /// Shows the parameters of the energy, as `hamiltonian`, to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("hamiltonian", &hamiltonian, gradient.hamiltonian)
  }

  /// Lets the energy bring its parameters back to where they must lie.
  public mutating func projectParameters() { hamiltonian.projectParameters() }
}

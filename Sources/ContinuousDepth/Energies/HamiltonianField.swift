public import Integrators
public import Layers
public import Tensors

/// Motion in a potential: the Hamiltonian `H(q, p) = |p|² / 2m + V(q)`, which is separable.
///
/// The state is the pair of the position `q` and the velocity `v = p / m`, which move by `dq/dt = v` and
/// `dv/dt = −∇V(q) / m`. ``energy(of:)`` is conserved along solutions; symplectic methods such as
/// `Method.leapfrog` and `Method.yoshida4` keep it near its value for very long times, while others let it
/// drift.
///
/// Reference: S. Greydanus, M. Dzamba and J. Yosinski, "Hamiltonian neural networks", NeurIPS 2019, here with
/// a kinetic energy that is known.
public struct HamiltonianField<Potential: Energy>: SecondOrderField where Potential.State == Tensor {
  /// Positions and velocities are tensors.
  public typealias Position = Tensor

  /// The potential `V`.
  public var potential: Potential

  /// The mass `m`, positive.
  @noDerivative public let mass: Double

  /// Creates the motion in a potential.
  ///
  /// - Parameters:
  ///   - potential: The potential `V`.
  ///   - mass: The mass `m`, positive.
  @differentiable(reverse)
  public init(in potential: Potential, mass: Double = 1) {
    precondition(mass > 0 && mass.isFinite, "The mass is \(mass), but must be positive.")
    self.potential = potential
    self.mass = withoutDerivative(at: mass)
  }

  /// Returns `−∇V(q) / m`, of the shape of `position`.
  @differentiable(reverse)
  public func acceleration(_ position: Tensor, at time: Double) -> Tensor {
    potential.gradient(at: position).scaled(by: -1 / mass)
  }

  /// Returns the energy `½ m |v|² + V(q)` of a position and a velocity, of shape `[]`.
  @differentiable(reverse)
  public func energy(of state: Pair<Tensor, Tensor>) -> Tensor {
    square(state.second).sum().scaled(by: mass / 2) + potential.value(at: state.first)
  }
}

extension HamiltonianField: Sendable where Potential: Sendable {}

extension HamiltonianField: Parameterized where Potential: Parameterized {
  /// Shows the parameters of the potential, as `potential`, to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("potential", &potential, gradient.potential)
  }

  /// Lets the potential bring its parameters back to where they must lie.
  public mutating func projectParameters() { potential.projectParameters() }
}

public import Integrators
public import Layers
public import Tensors

/// The flow down an energy: `dx/dt = −∇E(x)`.
///
/// The energy falls along every solution, `dE/dt = −|∇E|²`, whatever its parameters are, so that a bounded
/// one makes the flow stable by construction. The energy that is lost is the integral of `KineticEnergy`:
/// `E(x(0)) − E(x(t)) = ∫ |dx/dt|² dt`. Steps keep to this only as far as they are accurate.
public struct GradientFlow<Landscape: Energy>: AutonomousField where Landscape.State == Tensor {
  /// The flow moves one tensor.
  public typealias State = Tensor

  /// The energy `E`.
  public var energy: Landscape

  /// Creates the flow down an energy.
  @differentiable(reverse)
  public init(down energy: Landscape) { self.energy = energy }

  /// Returns `−∇E(x)`, of the shape of `state`.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { -energy.gradient(at: state) }
}

extension GradientFlow: Sendable where Landscape: Sendable {}

extension GradientFlow: Parameterized where Landscape: Parameterized {
  /// Shows the parameters of the energy, as `energy`, to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("energy", &energy, gradient.energy)
  }

  /// Lets the energy bring its parameters back to where they must lie.
  public mutating func projectParameters() { energy.projectParameters() }
}

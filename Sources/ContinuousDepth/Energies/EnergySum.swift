public import Integrators
public import Layers
public import Tensors

/// The sum of two energies: one of each node beside one along the edges, say.
public struct EnergySum<First: Energy, Second: Energy>: Energy
where First.State == Tensor, Second.State == Tensor {
  /// Both are functions of one tensor.
  public typealias State = Tensor

  /// The first energy.
  public var first: First

  /// The second energy.
  public var second: Second

  /// Creates the sum of two energies.
  @differentiable(reverse)
  public init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  /// Returns the sum of both values, of shape `[]`.
  @differentiable(reverse)
  public func value(at state: Tensor) -> Tensor { first.value(at: state) + second.value(at: state) }

  /// Returns the sum of both gradients, of the shape of `state`.
  @differentiable(reverse)
  public func gradient(at state: Tensor) -> Tensor {
    first.gradient(at: state) + second.gradient(at: state)
  }
}

extension EnergySum: Sendable where First: Sendable, Second: Sendable {}

extension EnergySum: Parameterized where First: Parameterized, Second: Parameterized {
  /// Shows the parameters of both, as `first` and `second`, to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("first", &first, gradient.first)
    visitor.visit("second", &second, gradient.second)
  }

  /// Lets both bring their parameters back to where they must lie.
  public mutating func projectParameters() {
    first.projectParameters()
    second.projectParameters()
  }
}

public import Graphs
public import Integrators
public import Layers
public import Tensors

/// The energy of a graph convolution with one hidden layer.
///
/// With `Z = Â X W + b`, the amplitudes `aⱼ` and the stiffness `κ`,
///
///     E = Σᵢⱼ aⱼ ln cosh Zᵢⱼ + ½ κ |X|²,   ∇E = Âᵀ (a ⊙ tanh Z) Wᵀ + κ X:
///
/// ``PerceptronEnergy`` on what a node's neighbours send it. It holds for operators that are not symmetric,
/// too.
public struct ConvolutionEnergy: Energy, Parameterized, Equatable, Sendable {
  /// The energy of what arrives at each node; its stiffness is that of the node's own state.
  public var base: PerceptronEnergy

  /// The operator `Â`.
  @noDerivative public let adjacency: GraphOperator

  /// The transposed operator `Âᵀ`.
  @noDerivative private let transposed: GraphOperator

  /// Creates an energy.
  ///
  /// - Parameters:
  ///   - base: Hidden layer, amplitudes and stiffness.
  ///   - adjacency: The operator `Â`, in the number format of the state.
  @differentiable(reverse)
  public init(_ base: PerceptronEnergy, over adjacency: GraphOperator) {
    self.base = base
    self.adjacency = adjacency
    self.transposed = adjacency.transposed
  }

  /// Returns the energy of a state `[nodeCount, …, channels]`, of shape `[]`.
  @differentiable(reverse)
  public func value(at state: Tensor) -> Tensor {
    (logCosh(base.hidden(adjacency(state))) * base.amplitude).sum()
      + square(state).sum().scaled(by: base.stiffness / 2)
  }

  /// Returns `Âᵀ (a ⊙ tanh Z) Wᵀ + κ X`, of the shape of `state`.
  @differentiable(reverse)
  public func gradient(at state: Tensor) -> Tensor {
    let slope = tanh(base.hidden(adjacency(state))) * base.amplitude
    return transposed(matmul(slope, base.hidden.weight, transposing: .second))
      + state.scaled(by: base.stiffness)
  }

  /// Shows the parameters of hidden layer and amplitudes to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    base.visitParameters(along: gradient.base, with: visitor)
  }
}

public import Graphs
public import Tensors

/// A gated recurrent unit whose products are diffusion convolutions: the cell of DCRNN.
///
/// With the input `x`, the state `h`, and convolutions `Θ` over a graph,
///
///     r, u = σ(Θ₁ [x, h]),   c = tanh(Θ₂ [x, r ∘ h]),   h′ = u ∘ h + (1 − u) ∘ c
///
/// The cell is fused: each thread takes entries of the batch through all of it while they are in its
/// cache, so that a step costs hardly more than its products.
///
/// Reference: Y. Li, R. Yu, C. Shahabi and Y. Liu, "Diffusion Convolutional Recurrent Neural Network:
/// Data-Driven Traffic Forecasting", ICLR 2018, section 2.3.
public struct GraphGRUCell: Parameterized, Equatable, Sendable {
  /// The convolution `Θ₁` of input and state, `[inputs + channels]` to `[2 · channels]`: the gate `r`
  /// first, then `u`.
  public var gates: DiffusionConvolution

  /// The convolution `Θ₂` of the input and what the gate `r` leaves of the state, `[inputs + channels]`
  /// to `[channels]`.
  public var candidate: DiffusionConvolution

  /// Creates a cell of its convolutions.
  ///
  /// - Precondition: Both take the same channels over the same hops, and `gates` returns twice as many
  ///   as `candidate`, which returns no more than it takes.
  @differentiable(reverse)
  public init(gates: DiffusionConvolution, candidate: DiffusionConvolution) {
    precondition(
      gates.hopCount == candidate.hopCount && gates.inputCount == candidate.inputCount
        && gates.outputCount == 2 * candidate.outputCount
        && candidate.outputCount <= candidate.inputCount,
      "Convolutions of shapes \(gates.weight.shape) and \(candidate.weight.shape) make no cell.")
    self.gates = gates
    self.candidate = candidate
  }

  /// Creates a cell with random parameters.
  ///
  /// - Parameters:
  ///   - inputs: The number of channels of the input.
  ///   - channels: The number of channels of the state.
  ///   - hopCount: The number of hops, as the supports count them.
  ///   - scalarType: The number format of the parameters.
  ///   - generator: The source of random numbers.
  public init(
    _ inputs: Int, to channels: Int, hopCount: Int, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    gates = DiffusionConvolution(
      inputs + channels, to: 2 * channels, hopCount: hopCount, scalarType: scalarType,
      using: &generator)
    candidate = DiffusionConvolution(
      inputs + channels, to: channels, hopCount: hopCount, scalarType: scalarType, using: &generator)
  }

  /// The number of channels of the input.
  public var inputCount: Int { candidate.inputCount - candidate.outputCount }

  /// The number of channels of the state.
  public var channelCount: Int { candidate.outputCount }

  /// Returns the next state, `[nodes, batch, channels]`.
  ///
  /// - Parameters:
  ///   - input: The input `x`, `[nodes, batch, inputs]`.
  ///   - state: The state `h`, `[nodes, batch, channels]`, or `Tensor.zero` at the start.
  ///   - supports: The walks over the graph.
  /// - Returns: A tensor of the shape of the state.
  /// - Precondition: Nodes, hops and channels fit, and all have the same scalar type.
  /// - Complexity: O(nodes × batch × hops × (inputs + channels) × channels + entries × batch × hops ×
  ///   (inputs + channels)); a gradient costs twice as much.
  @differentiable(reverse)
  @differentiable(reverse,wrt: (self, state, supports))
  public func callAsFunction(
    _ input: Tensor, _ state: Tensor, along supports: DiffusionSupports
  ) -> Tensor {
    next(input, state, supports, observed: .zero)
  }

  @derivative(of: callAsFunction(_:_:along:))
  @usableFromInline
  func _vjpCallAsFunction(
    _ input: Tensor, _ state: Tensor, along supports: DiffusionSupports
  ) -> (
    value: Tensor, pullback: (Tensor) -> (TangentVector, Tensor, Tensor, DiffusionSupports.TangentVector)
  ) {
    let (value, pullback) = recordedNext(input, state, supports, observed: .zero, ofInput: true)
    return (
      value,
      {
        let g = pullback($0); return (g.cell, g.input, g.state, g.supports)
      }
    )
  }

  @derivative(of: callAsFunction(_:_:along:), wrt: (self, state, supports))
  @usableFromInline
  func _vjpCallOnConstant(
    _ input: Tensor, _ state: Tensor, along supports: DiffusionSupports
  ) -> (value: Tensor, pullback: (Tensor) -> (TangentVector, Tensor, DiffusionSupports.TangentVector)) {
    let (value, pullback) = recordedNext(input, state, supports, observed: .zero, ofInput: false)
    return (
      value,
      {
        let g = pullback($0); return (g.cell, g.state, g.supports)
      }
    )
  }

  /// Returns the next state at the nodes that are observed; at the others, the state as it is.
  ///
  /// The convolutions read input and state of all nodes.
  ///
  /// - Parameters:
  ///   - input: The input `x`, `[nodes, batch, inputs]`.
  ///   - state: The state `h`, `[nodes, batch, channels]`, or `Tensor.zero` at the start.
  ///   - supports: The walks over the graph.
  ///   - observed: 1 where the state jumps and 0 where it stays, `[nodes, batch, 1]`; without
  ///     derivative.
  /// - Returns: A tensor `[nodes, batch, channels]`.
  /// - Precondition: As for ``callAsFunction(_:_:along:)``.
  @differentiable(reverse,wrt: (self, input, state, supports))
  @differentiable(reverse,wrt: (self, state, supports))
  public func callAsFunction(
    _ input: Tensor, _ state: Tensor, along supports: DiffusionSupports, where observed: Tensor
  ) -> Tensor {
    next(input, state, supports, observed: observed)
  }

  @derivative(of: callAsFunction(_:_:along:where:), wrt: (self, input, state, supports))
  @usableFromInline
  func _vjpCallWhere(
    _ input: Tensor, _ state: Tensor, along supports: DiffusionSupports, where observed: Tensor
  ) -> (
    value: Tensor, pullback: (Tensor) -> (TangentVector, Tensor, Tensor, DiffusionSupports.TangentVector)
  ) {
    let (value, pullback) = recordedNext(input, state, supports, observed: observed, ofInput: true)
    return (
      value,
      {
        let g = pullback($0); return (g.cell, g.input, g.state, g.supports)
      }
    )
  }

  @derivative(of: callAsFunction(_:_:along:where:), wrt: (self, state, supports))
  @usableFromInline
  func _vjpCallOnConstantWhere(
    _ input: Tensor, _ state: Tensor, along supports: DiffusionSupports, where observed: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (TangentVector, Tensor, DiffusionSupports.TangentVector)) {
    let (value, pullback) = recordedNext(input, state, supports, observed: observed, ofInput: false)
    return (
      value,
      {
        let g = pullback($0); return (g.cell, g.state, g.supports)
      }
    )
  }

  /// Shows the parameters of `gates` and `candidate` to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("gates", &gates, gradient.gates)
    visitor.visit("candidate", &candidate, gradient.candidate)
  }
}

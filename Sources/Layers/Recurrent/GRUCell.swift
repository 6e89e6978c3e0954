public import Tensors

/// A gated recurrent unit, shared by all rows: nodes, batch entries, or both.
///
/// With the input `x` and the state `h`, where `W` and `V` are the weights of input and state and `b`
/// and `d` their offsets, each in three blocks,
///
///     r = σ(x W₁ + b₁ + h V₁ + d₁),   u = σ(x W₂ + b₂ + h V₂ + d₂),
///     c = tanh(x W₃ + b₃ + r ∘ (h V₃ + d₃)),   h′ = u ∘ h + (1 − u) ∘ c
///
/// As in PyTorch's `GRUCell`, whose parameters these are, transposed, the gate `r` acts after the
/// product with the state; the reference applies it before. The cell is fused: each thread takes rows
/// through all of it while they are in its cache.
///
/// Reference: K. Cho et al., "Learning Phrase Representations using RNN Encoder–Decoder for Statistical
/// Machine Translation", EMNLP 2014, equations 5 to 8.
public struct GRUCell: Parameterized, Equatable, Sendable {
  /// The weights `W` of the input, `[inputs, 3 · channels]`: those of `r`, `u` and `c`.
  public var inputWeight: Tensor

  /// The weights `V` of the state, `[channels, 3 · channels]`.
  public var stateWeight: Tensor

  /// The offsets `b` beside the input, `[3 · channels]`.
  public var inputBias: Tensor

  /// The offsets `d` beside the state, `[3 · channels]`.
  public var stateBias: Tensor

  /// Creates a cell from its parameters.
  ///
  /// - Precondition: The weights are `[inputs, 3 · channels]` and `[channels, 3 · channels]`, the biases
  ///   `[3 · channels]`.
  @differentiable(reverse)
  public init(inputWeight: Tensor, stateWeight: Tensor, inputBias: Tensor, stateBias: Tensor) {
    let channels = stateWeight.shape[0]
    precondition(
      inputWeight.rank == 2 && inputWeight.shape[1] == 3 * channels
        && stateWeight.shape == [channels, 3 * channels] && inputBias.shape == [3 * channels]
        && stateBias.shape == [3 * channels],
      "Weights of shapes \(inputWeight.shape) and \(stateWeight.shape) and biases of shapes "
        + "\(inputBias.shape) and \(stateBias.shape) make no cell.")
    self.inputWeight = inputWeight
    self.stateWeight = stateWeight
    self.inputBias = inputBias
    self.stateBias = stateBias
  }

  /// Creates a cell with parameters uniform in `±1/√channels`, as those of PyTorch's `GRUCell`.
  ///
  /// - Parameters:
  ///   - inputs: The number of channels of the input.
  ///   - channels: The number of channels of the state.
  ///   - scalarType: The number format of the parameters.
  ///   - generator: The source of random numbers.
  public init(
    _ inputs: Int, to channels: Int, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    let bound = 1 / Double(max(channels, 1)).squareRoot()
    func uniform(_ shape: Shape) -> Tensor {
      Tensor(uniform: -bound..<bound, shape: shape, scalarType: scalarType, using: &generator)
    }
    inputWeight = uniform([inputs, 3 * channels])
    stateWeight = uniform([channels, 3 * channels])
    inputBias = uniform([3 * channels])
    stateBias = uniform([3 * channels])
  }

  /// The number of channels of the input.
  public var inputCount: Int { inputWeight.shape[0] }

  /// The number of channels of the state.
  public var channelCount: Int { stateWeight.shape[0] }

  /// Returns the next state, `[…, channels]`.
  ///
  /// - Parameters:
  ///   - input: The input `x`, `[…, inputs]`.
  ///   - state: The state `h`, `[…, channels]`, or `Tensor.zero` at the start.
  /// - Returns: A tensor of the shape of the state.
  /// - Precondition: Rows and channels fit, and all have the same scalar type.
  /// - Complexity: O(rows × (inputs + channels) × channels); a gradient costs twice as much.
  @differentiable(reverse)
  @differentiable(reverse,wrt: (self, state))
  public func callAsFunction(_ input: Tensor, _ state: Tensor) -> Tensor {
    next(input, state, observed: .zero)
  }

  @derivative(of: callAsFunction(_:_:))
  @usableFromInline
  func _vjpCallAsFunction(
    _ input: Tensor, _ state: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (TangentVector, Tensor, Tensor)) {
    let (value, pullback) = recordedNext(input, state, observed: .zero, ofInput: true)
    return (value, { parts(of: pullback($0)) })
  }

  @derivative(of: callAsFunction(_:_:), wrt: (self, state))
  @usableFromInline
  func _vjpCallOnConstant(
    _ input: Tensor, _ state: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (TangentVector, Tensor)) {
    let (value, pullback) = recordedNext(input, state, observed: .zero, ofInput: false)
    return (value, { partsWithoutInput(of: pullback($0)) })
  }

  /// Returns the next state in the rows that are observed; in the others, the state as it is.
  ///
  /// - Parameters:
  ///   - input: The input `x`, `[…, inputs]`.
  ///   - state: The state `h`, `[…, channels]`, or `Tensor.zero` at the start.
  ///   - observed: 1 where the state jumps and 0 where it stays, `[…, 1]`; without derivative.
  /// - Returns: A tensor `[…, channels]`.
  /// - Precondition: As for ``callAsFunction(_:_:)``.
  @differentiable(reverse,wrt: (self, input, state))
  @differentiable(reverse,wrt: (self, state))
  public func callAsFunction(_ input: Tensor, _ state: Tensor, where observed: Tensor) -> Tensor {
    next(input, state, observed: observed)
  }

  @derivative(of: callAsFunction(_:_:where:), wrt: (self, input, state))
  @usableFromInline
  func _vjpCallWhere(
    _ input: Tensor, _ state: Tensor, where observed: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (TangentVector, Tensor, Tensor)) {
    let (value, pullback) = recordedNext(input, state, observed: observed, ofInput: true)
    return (value, { parts(of: pullback($0)) })
  }

  @derivative(of: callAsFunction(_:_:where:), wrt: (self, state))
  @usableFromInline
  func _vjpCallOnConstantWhere(
    _ input: Tensor, _ state: Tensor, where observed: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (TangentVector, Tensor)) {
    let (value, pullback) = recordedNext(input, state, observed: observed, ofInput: false)
    return (value, { partsWithoutInput(of: pullback($0)) })
  }

  /// Shows the two weights and the two biases to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("inputWeight", &inputWeight, gradient.inputWeight)
    visitor.visit("stateWeight", &stateWeight, gradient.stateWeight)
    visitor.visit("inputBias", &inputBias, gradient.inputBias)
    visitor.visit("stateBias", &stateBias, gradient.stateBias)
  }
}

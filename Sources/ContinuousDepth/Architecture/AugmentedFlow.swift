public import Integrators
public import Layers
public import Tensors

/// A flow with channels of its own: augmentation, flow, and a decoder that reads all channels.
///
/// Reference: E. Dupont, A. Doucet and Y. W. Teh, "Augmented neural ODEs", NeurIPS 2019.
public struct AugmentedFlow<Field: VectorField & Parameterized>: ContinuousDepthModel
where Field.State == Tensor {
  /// What is added to the input.
  public var augmentation: Augmentation

  /// The flow of the augmented state.
  public var flow: DepthFlow<Field>

  /// The layer that reads all channels at the end.
  public var decoder: Linear

  /// Creates a model.
  ///
  /// - Parameters:
  ///   - augmentation: What is added to the input.
  ///   - flow: The flow of the augmented state.
  ///   - decoder: The layer that reads all channels at the end, as
  ///     ``Augmentation/decoder(of:to:scalarType:using:)`` makes it.
  @differentiable(reverse)
  public init(_ augmentation: Augmentation, through flow: DepthFlow<Field>, to decoder: Linear) {
    self.augmentation = augmentation
    self.flow = flow
    self.decoder = decoder
  }

  /// How the flow is solved.
  public var solver: Solver {
    get { flow.solver }
    set { flow.solver = newValue }
  }

  /// Returns what the decoder reads at the end of the flow.
  ///
  /// - Parameter input: A tensor `[…, channels]`.
  /// - Returns: A tensor `[…, outputs]`, not a number in every element where the solve fails.
  /// - Precondition: The field moves, and the decoder reads, the channels of the input and those that are
  ///   added.
  @differentiable(reverse)
  public func callAsFunction(_ input: Tensor) -> Tensor {
    decoder(
      integrate(
        flow.field, from: augmentation(input), over: withoutDerivative(at: flow.span),
        with: withoutDerivative(at: flow.solver)))
  }

  /// Shows the parameters of `augmentation`, `flow` and `decoder` to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("augmentation", &augmentation, gradient.augmentation)
    visitor.visit("flow", &flow, gradient.flow)
    visitor.visit("decoder", &decoder, gradient.decoder)
  }

  /// Lets the field bring its parameters back to where they must lie.
  public mutating func projectParameters() { flow.projectParameters() }
}

extension AugmentedFlow: Sendable where Field: Sendable {}

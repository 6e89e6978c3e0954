import Graphs
public import Layers
public import Tensors

extension GraphConvolutionField {
  /// Returns this field for a solve under a control.
  ///
  /// - Parameter control: The control `C`, `[nodeCount, …, controls]`, of as many samples as the state.
  /// - Returns: The field with `Â C V` as its drive.
  /// - Precondition: The field was made for a control of as many channels.
  @differentiable(reverse)
  public func controlled(by control: Tensor) -> GraphConvolutionField {
    precondition(
      !controlWeight.isShapelessZero,
      "A field that was made for no controls does not take one of \(control.shape.last ?? 0) channels.")
    return GraphConvolutionField(
      layers: layers, controlWeight: controlWeight, clockWeight: clockWeight,
      drive: adjacency(matmul(control, controlWeight)), over: adjacency, clock: clock,
      activation: activation, outputActivation: outputActivation, masks: masks)
  }

  /// Returns this field for a solve in which the inputs of its layers are masked.
  ///
  /// A mask that was drawn anew at every evaluation would not be a differential equation, and no step
  /// control could follow it.
  ///
  /// - Parameter masks: One mask for the input of each layer, or none.
  /// - Returns: The field with these masks.
  /// - Precondition: There are as many masks as layers, or none.
  @differentiable(reverse)
  public func dropping(_ masks: [DropoutMask]) -> GraphConvolutionField {
    GraphConvolutionField(
      layers: layers, controlWeight: controlWeight, clockWeight: clockWeight, drive: drive,
      over: adjacency, clock: clock, activation: activation, outputActivation: outputActivation,
      masks: masks)
  }

  /// Draws the masks of a solve for states of a shape.
  ///
  /// - Parameters:
  ///   - dropout: The rate of dropout, for the input of every layer.
  ///   - shape: The shape of the state, `[nodeCount, …, channels]`.
  ///   - generator: The source of random numbers.
  /// - Returns: One mask a layer.
  public func masks(
    by dropout: Dropout, for shape: Shape, using generator: inout RandomGenerator
  ) -> [DropoutMask] {
    layers.map { layer in
      dropout.mask(
        shape.replacing(axis: shape.rank - 1, with: layer.weight.shape[0]),
        scalarType: adjacency.scalarType, using: &generator)
    }
  }
}

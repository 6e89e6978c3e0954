import Graphs
import Tensors

extension GraphGRUCell {
  func next(
    _ input: Tensor, _ state: Tensor, _ supports: DiffusionSupports, observed: Tensor
  ) -> Tensor {
    switch gates.weight.scalarType {
    case .float32:
      GraphGRUPass<Float>(self, input, state, supports, observed).output(saves: false).output
    case .float64:
      GraphGRUPass<Double>(self, input, state, supports, observed).output(saves: false).output
    }
  }

  /// The gradients of the next state.
  struct Gradient {
    var cell = TangentVector.zero
    var input = Tensor.zero
    var state = Tensor.zero
    var supports = DiffusionSupports.TangentVector.zero
  }

  func recordedNext(
    _ input: Tensor, _ state: Tensor, _ supports: DiffusionSupports, observed: Tensor, ofInput: Bool
  ) -> (value: Tensor, pullback: (Tensor) -> Gradient) {
    switch gates.weight.scalarType {
    case .float32:
      recordedNext(GraphGRUPass<Float>(self, input, state, supports, observed), ofInput: ofInput)
    case .float64:
      recordedNext(GraphGRUPass<Double>(self, input, state, supports, observed), ofInput: ofInput)
    }
  }

  private func recordedNext<Scalar>(
    _ pass: GraphGRUPass<Scalar>, ofInput: Bool
  ) -> (value: Tensor, pullback: (Tensor) -> Gradient) {
    let (output, saved) = pass.output(saves: true)
    return (
      output,
      { upstream in
        upstream.isShapelessZero
          ? Gradient() : pass.gradient(upstream, saved, ofInput: ofInput)
      }
    )
  }
}

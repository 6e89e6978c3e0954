import Tensors

extension GRUCell {
  /// The gradients of the next state.
  struct Gradient {
    var cell = TangentVector.zero
    var input = Tensor.zero
    var state = Tensor.zero
  }

  func parts(of gradient: Gradient) -> (TangentVector, Tensor, Tensor) {
    (gradient.cell, gradient.input, gradient.state)
  }

  func partsWithoutInput(of gradient: Gradient) -> (TangentVector, Tensor) {
    (gradient.cell, gradient.state)
  }

  func next(_ input: Tensor, _ state: Tensor, observed: Tensor) -> Tensor {
    switch stateWeight.scalarType {
    case .float32: GRUPass<Float>(self, input, state, observed).output(saves: false).output
    case .float64: GRUPass<Double>(self, input, state, observed).output(saves: false).output
    }
  }

  func recordedNext(
    _ input: Tensor, _ state: Tensor, observed: Tensor, ofInput: Bool
  ) -> (value: Tensor, pullback: (Tensor) -> Gradient) {
    switch stateWeight.scalarType {
    case .float32: recordedNext(GRUPass<Float>(self, input, state, observed), ofInput: ofInput)
    case .float64: recordedNext(GRUPass<Double>(self, input, state, observed), ofInput: ofInput)
    }
  }

  private func recordedNext<Scalar>(
    _ pass: GRUPass<Scalar>, ofInput: Bool
  ) -> (value: Tensor, pullback: (Tensor) -> Gradient) {
    let (output, saved) = pass.output(saves: true)
    return (
      output,
      { upstream in
        upstream.isShapelessZero ? Gradient() : pass.gradient(upstream, saved, ofInput: ofInput)
      }
    )
  }
}

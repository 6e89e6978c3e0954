import Tensors

/// What becomes of a convolution's products.
enum ConvolutionEnding {
  /// The bias is added.
  case plain

  /// `a tanh(…)` with a rate `a` for each output, `[outputs]`.
  case ratedTanh(rate: Tensor)

  /// `σ(z) ∘ (tanh(g) − x)`, where the outputs are `z` and `g`, with an offset `[nodes, outputs]` for them,
  /// or the shapeless zero.
  case relaxation(offset: Tensor)

  /// Whether the gradient needs more than inputs and parameters.
  var saves: Bool {
    if case .plain = self { false } else { true }
  }
}

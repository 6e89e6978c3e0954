import Graphs
import Tensors

extension DiffusionConvolution {
  /// Returns the output, and if `saves` what the gradient needs of it.
  func pass(
    _ input: Tensor, _ ending: ConvolutionEnding, _ supports: DiffusionSupports, saves: Bool
  ) -> (output: Tensor, saved: Tensor) {
    switch weight.scalarType {
    case .float32:
      ConvolutionPass<Float>(self, input, ending, supports).output(saves: saves)
    case .float64:
      ConvolutionPass<Double>(self, input, ending, supports).output(saves: saves)
    }
  }

  func gradient(
    _ upstream: Tensor, _ input: Tensor, _ ending: ConvolutionEnding, _ supports: DiffusionSupports,
    saved: Tensor, ofInput: Bool = true
  ) -> ConvolutionGradient {
    switch weight.scalarType {
    case .float32:
      ConvolutionPass<Float>(self, input, ending, supports).gradient(upstream, saved, ofInput: ofInput)
    case .float64:
      ConvolutionPass<Double>(self, input, ending, supports).gradient(upstream, saved, ofInput: ofInput)
    }
  }
}

/// The gradients of a convolution's output.
struct ConvolutionGradient {
  var layer = DiffusionConvolution.TangentVector.zero
  var input = Tensor.zero
  /// That of the rate or of the offset.
  var ending = Tensor.zero
  var supports = DiffusionSupports.TangentVector.zero
}

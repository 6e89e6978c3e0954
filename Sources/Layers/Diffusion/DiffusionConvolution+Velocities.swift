public import Graphs
public import Tensors

/// Velocities of states that flow over a graph: fused, they cost hardly more than their products.
extension DiffusionConvolution {
  /// Returns `a tanh(Σₖ Pₖ x Wₖ + b)`, with a rate `a` for each output, `[outputs]`.
  ///
  /// - Parameters:
  ///   - input: The tensor `x`, `[nodes, batch, inputs]` or `[nodes, inputs]`.
  ///   - rate: The rates `a`, `[outputs]`.
  ///   - supports: The walks `Pₖ` over the graph.
  /// - Returns: A tensor `[nodes, batch, outputs]` or `[nodes, outputs]`.
  /// - Precondition: As for ``callAsFunction(_:along:)``.
  @differentiable(reverse)
  public func ratedTanh(_ input: Tensor, rate: Tensor, along supports: DiffusionSupports) -> Tensor {
    precondition(
      rate.shape == bias.shape, "Rates of shape \(rate.shape) do not fit \(outputCount) outputs.")
    return pass(input, .ratedTanh(rate: rate), supports, saves: false).output
  }

  @derivative(of: ratedTanh)
  @usableFromInline
  func _vjpRatedTanh(
    _ input: Tensor, rate: Tensor, along supports: DiffusionSupports
  ) -> (
    value: Tensor, pullback: (Tensor) -> (TangentVector, Tensor, Tensor, DiffusionSupports.TangentVector)
  ) {
    precondition(
      rate.shape == bias.shape, "Rates of shape \(rate.shape) do not fit \(outputCount) outputs.")
    let (output, saved) = pass(input, .ratedTanh(rate: rate), supports, saves: true)
    return (
      output,
      { upstream in
        if upstream.isShapelessZero { return (.zero, .zero, .zero, .zero) }
        let gradient = gradient(upstream, input, .ratedTanh(rate: rate), supports, saved: saved)
        return (gradient.layer, gradient.input, gradient.ending, gradient.supports)
      }
    )
  }

  /// Returns `σ(z) ∘ (tanh(g) − x)` with `[z, g] = Σₖ Pₖ x Wₖ + b + o`: each channel of the state relaxes
  /// towards its own target at its own rate, and stays between -1 and 1 if it begins there.
  ///
  /// The offset `o` tells nodes apart, such as a linear map of their embeddings.
  ///
  /// Reference: E. De Brouwer, J. Simm, A. Arany and Y. Moreau, "GRU-ODE-Bayes: Continuous modeling of
  /// sporadically-observed time series", NeurIPS 2019, equation 3, without its reset gate and with
  /// diffusion convolutions for its products.
  ///
  /// - Parameters:
  ///   - input: The state `x`, `[nodes, batch, inputs]` or `[nodes, inputs]`.
  ///   - offset: The offset `o`, `[nodes, outputs]`, or `Tensor.zero`.
  ///   - supports: The walks `Pₖ` over the graph.
  /// - Returns: A tensor of the shape of `input`.
  /// - Precondition: As for ``callAsFunction(_:along:)``, and there are two outputs for each input.
  @differentiable(reverse)
  public func gatedRelaxation(
    _ input: Tensor, offset: Tensor, along supports: DiffusionSupports
  ) -> Tensor {
    checkRelaxation(offset, supports)
    return pass(input, .relaxation(offset: offset), supports, saves: false).output
  }

  @derivative(of: gatedRelaxation)
  @usableFromInline
  func _vjpGatedRelaxation(
    _ input: Tensor, offset: Tensor, along supports: DiffusionSupports
  ) -> (
    value: Tensor, pullback: (Tensor) -> (TangentVector, Tensor, Tensor, DiffusionSupports.TangentVector)
  ) {
    checkRelaxation(offset, supports)
    let (output, saved) = pass(input, .relaxation(offset: offset), supports, saves: true)
    return (
      output,
      { upstream in
        if upstream.isShapelessZero { return (.zero, .zero, .zero, .zero) }
        let gradient = gradient(
          upstream, input, .relaxation(offset: offset), supports, saved: saved)
        return (gradient.layer, gradient.input, gradient.ending, gradient.supports)
      }
    )
  }

  private func checkRelaxation(_ offset: Tensor, _ supports: DiffusionSupports) {
    precondition(
      outputCount == 2 * inputCount,
      "A relaxation of \(inputCount) channels needs \(2 * inputCount) outputs, not \(outputCount).")
    precondition(
      offset.isShapelessZero || offset.shape == [supports.nodeCount, outputCount],
      "An offset of shape \(offset.shape) does not fit \(supports.nodeCount) nodes and \(outputCount)"
        + " outputs.")
    if !offset.isShapelessZero { offset.requireSameScalarType(as: weight) }
  }
}

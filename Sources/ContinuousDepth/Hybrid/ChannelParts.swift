import Tensors

/// Returns the number of channels of a tensor `[…, channels]`.
func channelCount(of tensor: Tensor) -> Int { tensor.shape.last ?? 0 }

extension Tensor {
  /// Returns the first channels of this tensor.
  @differentiable(reverse)
  func leading(_ count: Int) -> Tensor {
    precondition(
      count <= channelCount(of: self),
      "An expert of \(count) channels does not fit a state of \(channelCount(of: self)).")
    return sliced(alongAxis: withoutDerivative(at: rank - 1), 0..<count)
  }

  /// Returns this tensor's channels and behind them the last ones of another.
  @differentiable(reverse)
  func beside(_ other: Tensor, trailing count: Int) -> Tensor {
    let width = withoutDerivative(at: channelCount(of: other))
    let axis = withoutDerivative(at: rank - 1)
    precondition(
      count <= width,
      "A learned field that moves \(width) channels leaves some of the other \(count) at rest.")
    return concatenated([self, other.sliced(alongAxis: axis, (width - count)..<width)], alongAxis: axis)
  }
}

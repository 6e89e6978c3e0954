public import Tensors

/// A function that is applied to every element.
///
/// An activation is a value without closures, so layers that hold one can be compared, sent
/// between threads and named in a checkpoint.
public enum Activation: Hashable, Sendable {
  /// `x`.
  case identity
  /// `max(x, 0)`.
  case relu
  /// `x` where positive, else `slope · x`.
  case leakyRelu(slope: Double)
  /// `x` where positive, else `scale · (eˣ − 1)`.
  case elu(scale: Double)
  /// `ln(1 + eˣ)`.
  case softplus
  /// The hyperbolic tangent.
  case tanh
  /// `1 / (1 + e⁻ˣ)`.
  case sigmoid

  /// Returns the function's value at every element of `argument`, in its shape.
  @differentiable(reverse)
  public func callAsFunction(_ argument: Tensor) -> Tensor {
    switch self {
    case .identity: argument
    case .relu: Tensors.relu(argument)
    case .leakyRelu(let slope): Tensors.leakyRelu(argument, slope: withoutDerivative(at: slope))
    case .elu(let scale): Tensors.elu(argument, scale: withoutDerivative(at: scale))
    case .softplus: Tensors.softplus(argument)
    case .tanh: Tensors.tanh(argument)
    case .sigmoid: Tensors.sigmoid(argument)
    }
  }
}

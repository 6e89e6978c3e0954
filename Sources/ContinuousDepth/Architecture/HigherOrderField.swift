public import Integrators
public import Layers
public import Tensors

/// A field of order `n` from the field of its highest derivatives: `dⁿx/dtⁿ = f(x, t)`.
///
/// A state `[…, n · channels]` holds the position `x`, its velocity and so on up to the derivative of order
/// `n − 1`, one block of channels behind the other. Each block moves by the next one, and the last by `f`
/// of the position. `AcceleratedField` is the case `n = 2` with position and velocity as a pair, which
/// symplectic methods take.
///
/// Reference: S. Massaroli, M. Poli, J. Park, A. Yamashita and H. Asama, "Dissecting neural ODEs", NeurIPS
/// 2020.
public struct HigherOrderField<Base: VectorField>: VectorField where Base.State == Tensor {
  /// The field moves one tensor.
  public typealias State = Tensor

  /// The field `f` of the highest derivatives.
  public var base: Base

  /// The order `n`, positive.
  @noDerivative public let order: Int

  /// Creates a field of a higher order.
  ///
  /// - Parameters:
  ///   - order: The order `n`, positive.
  ///   - base: The field `f` of the highest derivatives.
  @differentiable(reverse)
  public init(order: Int, by base: Base) {
    precondition(order > 0, "The order is \(order), but must be positive.")
    self.base = base
    self.order = order
  }

  /// The base field's jumps.
  public var jumpTimes: [Double] { base.jumpTimes }

  /// Returns the velocity of a state `[…, order · channels]`, of its shape.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    moved(by: base(position(of: state), at: time), state)
  }

  /// Returns the derivatives of a state, and behind them the highest one.
  @differentiable(reverse)
  private func moved(by highest: Tensor, _ state: Tensor) -> Tensor {
    let axis = withoutDerivative(at: state.rank - 1)
    let channels = withoutDerivative(at: state.shape[axis])
    let derivatives = state.sliced(
      alongAxis: axis, withoutDerivative(at: (channels / order)..<channels))
    return concatenated([derivatives, highest], alongAxis: axis)
  }

  /// Returns the position in a state: the first of its `order` blocks of channels.
  ///
  /// - Precondition: The number of the state's channels is a multiple of the order.
  @differentiable(reverse)
  public func position(of state: Tensor) -> Tensor {
    let axis = withoutDerivative(at: state.rank - 1)
    let channels = withoutDerivative(at: state.shape[axis])
    precondition(
      channels % order == 0, "The state's \(channels) channels are no multiple of the order \(order).")
    return state.sliced(alongAxis: axis, withoutDerivative(at: 0..<(channels / order)))
  }

  /// Returns a state at a position, at rest: all derivatives are 0.
  ///
  /// - Parameter position: A tensor `[…, channels]`.
  /// - Returns: A tensor `[…, order · channels]`.
  @differentiable(reverse,wrt: position)
  public func start(from position: Tensor) -> Tensor {
    let axis = withoutDerivative(at: position.rank - 1)
    let channels = withoutDerivative(at: position.shape[axis])
    return Augmentation(byZeros: withoutDerivative(at: (order - 1) * channels))(position)
  }
}

extension HigherOrderField: Sendable where Base: Sendable {}

extension HigherOrderField: Parameterized where Base: Parameterized {
  /// Shows the parameters of the base field, as `base`, to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("base", &base, gradient.base)
  }

  /// Lets the base field bring its parameters back to where they must lie.
  public mutating func projectParameters() { base.projectParameters() }
}

public import Integrators
public import Layers
public import Tensors

/// A field that sees a control beside the state: `dx/dt = f([x, u], t)`, of which the state's channels count.
///
/// The control `u`, the input's features say, stays as it is for a solve. A field without one carries all
/// inputs along one flow; with one, each input has a flow of its own, and paths may cross. The base field
/// moves `[…, channels + controls]`, and what it says of the control's channels is not used.
///
/// Reference: S. Massaroli, M. Poli, J. Park, A. Yamashita and H. Asama, "Dissecting neural ODEs", NeurIPS
/// 2020.
public struct DataControlled<Base: VectorField>: VectorField where Base.State == Tensor {
  /// The field moves one tensor.
  public typealias State = Tensor

  /// The field `f` of state and control.
  public var base: Base

  /// The control `u`, `[…, controls]`, whose other axes are those of the state; no parameter, but with a
  /// gradient.
  public var control: Tensor

  /// Creates a field under a control.
  ///
  /// - Parameters:
  ///   - base: The field `f` of state and control.
  ///   - control: The control `u`, `[…, controls]`.
  @differentiable(reverse)
  public init(_ base: Base, by control: Tensor) {
    self.base = base
    self.control = control
  }

  /// The base field's jumps.
  public var jumpTimes: [Double] { base.jumpTimes }

  /// Whether the base field is split.
  public static var isSplit: Bool { Base.isSplit }

  /// Returns the velocity of a state `[…, channels]`, of its shape.
  @differentiable(reverse)
  public func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    firstChannels(base(channelsBeside(state, control), at: time), like: withoutDerivative(at: state))
  }

  /// Returns the stiff part of the velocity.
  @differentiable(reverse)
  public func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor {
    firstChannels(
      base.stiffVelocity(channelsBeside(state, control), at: time), like: withoutDerivative(at: state))
  }

  /// Returns the soft part of the velocity.
  @differentiable(reverse)
  public func softVelocity(_ state: Tensor, at time: Double) -> Tensor {
    firstChannels(
      base.softVelocity(channelsBeside(state, control), at: time), like: withoutDerivative(at: state))
  }
}

/// Returns a state with the channels of another tensor behind its own.
@differentiable(reverse)
private func channelsBeside(_ state: Tensor, _ control: Tensor) -> Tensor {
  concatenated([state, control], alongAxis: withoutDerivative(at: state.rank - 1))
}

/// Returns as many of the first channels as another tensor has.
@differentiable(reverse,wrt: tensor)
private func firstChannels(_ tensor: Tensor, like other: Tensor) -> Tensor {
  let axis = withoutDerivative(at: other.rank - 1)
  return tensor.sliced(alongAxis: axis, withoutDerivative(at: 0..<other.shape[axis]))
}

extension DataControlled: Sendable where Base: Sendable {}

extension DataControlled: Parameterized where Base: Parameterized {
  /// Shows the parameters of the base field, as `base`, to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("base", &base, gradient.base)
  }

  /// Lets the base field bring its parameters back to where they must lie.
  public mutating func projectParameters() { base.projectParameters() }
}

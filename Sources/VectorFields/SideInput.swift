public import Layers
public import Tensors

/// What a field sees beside its state: a control that stays as it is for a solve, and a clock.
///
/// A control tells nodes or samples apart: the state at the start, embeddings of the nodes, the weather. The
/// clock shows the time of each sample.
public struct SideInput: Differentiable, Sendable {
  /// The control, `[nodes, batch, controls]` or `[nodes, controls]`, or `Tensor.zero` without one.
  public var control: Tensor

  /// What is read off a clock.
  @noDerivative public let clock: Clock

  /// Creates a side input.
  @differentiable(reverse)
  public init(control: Tensor = .zero, clock: Clock = .blank) {
    self.control = control
    self.clock = clock
  }

  /// The number of channels, the control's first.
  public var channelCount: Int {
    (control.isShapelessZero ? 0 : control.shape.last ?? 0) + clock.channelCount
  }

  /// Returns a state with the channels of control and clock behind its own.
  ///
  /// - Parameters:
  ///   - state: The state, `[nodes, batch, channels]` or `[nodes, channels]`.
  ///   - times: The times of the samples, `[1, batch, 1]` or `[1, 1]`.
  /// - Returns: A tensor `[nodes, batch, channels + channelCount]` or without the batch.
  @differentiable(reverse)
  public func beside(_ state: Tensor, atTimes times: Tensor) -> Tensor {
    let axis = withoutDerivative(at: state).rank - 1
    var result = state
    if !control.isShapelessZero { result = concatenated([result, control], alongAxis: axis) }
    if clock.channelCount > 0 {
      result = concatenated([result, shown(atTimes: times, beside: state)], alongAxis: axis)
    }
    return result
  }

  /// Returns what the clock shows, once for each row of a state.
  @differentiable(reverse,wrt: times)
  private func shown(atTimes times: Tensor, beside state: Tensor) -> Tensor {
    let shape = withoutDerivative(at: state.shape.replacing(axis: state.rank - 1, with: clock.channelCount))
    let isShared = withoutDerivative(at: times.elementCount == 1)
    let rows = isShared ? shape.dropLast().reduce(1, *) : shape[0]
    let indices = [Int](repeating: 0, count: rows)
    let times = isShared ? times.reshaped(to: [1, 1]) : times
    return clock(times).gatheringRows(indices).reshaped(to: shape)
  }
}

public import Tensors

/// What comes from outside at given times, such as doses of a drug.
///
/// An amount `aₖ` comes at the time `tₖ` and is lost at a rate `λ`:
///
///     u(t) = Σₖ aₖ r(t − tₖ),   r(s) = e^{−λ s} for s ≥ 0, else 0
///
/// Without a loss the input is a level that changes at the given times: constant in between. A field that has
/// an input lets solves meet its jumps by returning ``times`` as its `jumpTimes`. All rows share the times; a
/// row to which nothing comes at one of them has the amount 0 there.
public struct TimedInput: Differentiable, Sendable {
  /// The amounts `a`, `[…, times]`.
  public var amounts: Tensor

  /// The times `t`, in any order.
  @noDerivative public let times: [Double]

  /// Creates an input.
  ///
  /// - Parameters:
  ///   - amounts: What comes at each time, `[…, times]`; negative where a level falls.
  ///   - times: The times, in any order.
  /// - Precondition: There is an amount for each time.
  @differentiable(reverse,wrt: amounts)
  public init(_ amounts: Tensor, at times: [Double]) {
    precondition(
      amounts.rank > 0 && amounts.shape.last == times.count,
      "Amounts of shape \(amounts.shape) do not come at \(times.count) times.")
    self.amounts = amounts
    self.times = times
  }

  /// Returns the input at a time, `[…, 1]`: the sum of all that has come, without a loss.
  @differentiable(reverse)
  public func callAsFunction(at time: Double) -> Tensor {
    matmul(amounts, withoutDerivative(at: column { time < $0 ? 0 : 1 }))
  }

  /// Returns the input at a time, `[…, 1]`: what is left of all that has come.
  ///
  /// - Parameters:
  ///   - time: The time.
  ///   - rate: The rate `λ` of the loss in inverse units of time, a tensor of one element.
  /// - Returns: The sum over all times up to this one.
  @differentiable(reverse)
  public func callAsFunction(at time: Double, decayingAt rate: Tensor) -> Tensor {
    // What is to come has no time elapsed, which might be too much for the exponential function.
    let elapsed = relu(withoutDerivative(at: column { -$0 }) + time)
    let arrived = withoutDerivative(at: column { time < $0 ? 0 : 1 })
    return matmul(amounts, exp(-(elapsed * rate)) * arrived)
  }

  /// Returns a number for each time as a matrix `[times, 1]`.
  private func column(_ number: (Double) -> Double) -> Tensor {
    Tensor(shape: [times.count, 1], elements: times.map(number), scalarType: amounts.scalarType)
  }
}

public import Tensors

/// A field in units of an elapsed time that each sample has for itself.
///
/// Sample `b` starts at the time `t_b` and is followed for `Δ_b`. In the share `s = (t − t_b) / Δ_b`
/// of that time, which all samples travel from 0 to 1 together,
///
///     dy/ds = Δ f(y, t + s Δ)
///
/// so that one solve over `0...1` carries each sample exactly as far as a solve of its own: a step of
/// that solve is the same share of every sample's elapsed time. Where `Δ_b` is 0 the velocity is 0, and
/// the sample stays as it is to the last bit; where it is negative the sample is followed backwards.
public struct StretchedField<Base: SampleTimedField>: VectorField {
  /// The field `f` in the samples' own time.
  public var base: Base

  /// The times `t` at the share 0, of the shape of ``elapsed``, or `Tensor.zero`.
  public var start: Tensor

  /// The elapsed times `Δ`.
  public var elapsed: Tensor

  /// The elapsed times once for every row of a state.
  private var factor: Tensor

  /// Creates a field.
  ///
  /// - Parameters:
  ///   - base: The field `f` in the samples' own time.
  ///   - start: The times at the share 0, of the shape of `elapsed`, or `Tensor.zero`.
  ///   - elapsed: The elapsed times: `[1, samples, 1]` for states `[rows, samples, channels]`, or one
  ///     element that all samples share.
  ///   - rowCount: The extent of the states along their first axis.
  @differentiable(reverse)
  public init(_ base: Base, from start: Tensor, for elapsed: Tensor, rowCount: Int) {
    precondition(
      base.jumpTimes.isEmpty,
      "Samples are at different times, so a step cannot meet the field's \(base.jumpTimes.count) jumps for all."
    )
    self.base = base
    self.start = start
    self.elapsed = elapsed
    factor = elapsed.repeatedRows(rowCount)
  }

  /// Returns `Δ f(y, t + s Δ)`.
  @differentiable(reverse)
  public func callAsFunction(_ state: Base.State, at share: Double) -> Base.State {
    base(state, atTimes: (start + elapsed.scaled(by: share)).asSampleTimes()).scaledRows(by: factor)
  }
}

extension Tensor {
  /// Returns elapsed times with one row for every row of a state: those that have but one row repeat it,
  /// a single element fits as it is.
  @differentiable(reverse)
  func repeatedRows(_ count: Int) -> Tensor {
    if elementCount == 1 || shape[0] == count { return self }
    precondition(
      shape[0] == 1,
      "Elapsed times of the shape \(shape) do not fit states of \(count) rows: they are [1, samples, 1].")
    return gatheringRows([Int](repeating: 0, count: count))
  }
}

extension Tensor {
  /// Returns times as fields take them: one element that all samples share becomes `[1, 1]`.
  @differentiable(reverse)
  func asSampleTimes() -> Tensor { elementCount == 1 ? reshaped(to: [1, 1]) : self }
}

extension StateVector {
  /// Returns every tensor times `factor`, which is a column of it or a single element.
  @differentiable(reverse)
  func scaledRows(by factor: Tensor) -> Self {
    var result = self
    result.updateTensors { _, tensor in tensor = tensor * factor }
    return result
  }

  @derivative(of: scaledRows)
  func _vjpScaledRows(by factor: Tensor) -> (value: Self, pullback: (Self) -> (Self, Tensor)) {
    (
      scaledRows(by: factor),
      { upstream in
        var stateGradient = upstream
        var factorGradient = Tensor.zero
        stateGradient.updateTensors { index, tensor in
          let product = valueWithPullback(at: self.tensor(at: index), factor) { $0 * $1 }
          let parts = product.pullback(tensor)
          tensor = parts.0
          factorGradient += parts.1
        }
        return (stateGradient, factorGradient)
      }
    )
  }
}

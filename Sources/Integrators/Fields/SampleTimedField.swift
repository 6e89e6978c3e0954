public import Tensors

/// A vector field of a batch whose samples may each be at a time of their own.
///
/// Observations of different samples come at different times. A field that knows the time of each
/// sample can follow all of them in one solve, each for an elapsed time of its own. A field that does
/// not depend on time is an ``AutonomousField``.
public protocol SampleTimedField: VectorField {
  /// Returns the velocity of `state`, of the same shape, at the times of its samples.
  ///
  /// - Parameters:
  ///   - state: The states of all samples, such as `[nodes, samples, channels]`.
  ///   - times: The times of the samples: `[1, samples, 1]`, or `[1, 1]` where all samples share a
  ///     time.
  /// - Returns: How fast each sample moves at its time.
  @differentiable(reverse)
  func callAsFunction(_ state: State, atTimes times: Tensor) -> State
}

/// A vector field `f(y)` that does not depend on time.
///
/// It has nothing more to say than any ``VectorField``: it promises to ignore the time, so that samples
/// at different times need not be told apart.
public protocol AutonomousField: SampleTimedField {}

extension AutonomousField {
  /// Returns the velocity of `state`, which is the same at all times.
  @differentiable(reverse)
  public func callAsFunction(_ state: State, atTimes times: Tensor) -> State {
    timelessVelocity(self, state)
  }
}

/// Returns the velocity of a state at a time that does not matter.
///
/// A function of its own: on swift 6.3.1 an inherited requirement that a protocol's extension calls with
/// a constant argument crashes where it is differentiated (rule I).
@differentiable(reverse)
private func timelessVelocity<Field: VectorField>(_ field: Field, _ state: Field.State) -> Field.State {
  field(state, at: 0)
}

extension StateVector {
  /// Returns a time that all samples of this state share, of shape `[1, 1]`, as a
  /// ``SampleTimedField`` takes it.
  @differentiable(reverse)
  public func sharedTime(_ time: Double) -> Tensor {
    let scalarType = withoutDerivative(at: self).tensor(at: 0).scalarType
    return Tensor(repeating: 1, shape: [1, 1], scalarType: scalarType).scaled(by: time)
  }
}

import CKernels

/// A C kernel in both scalar types: `out[i] = f(x[i])`.
struct UnaryKernel: Sendable {
  let float32: @Sendable @convention(c) (UnsafePointer<Float>?, UnsafeMutablePointer<Float>?, Int) -> Void
  let float64: @Sendable @convention(c) (UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int) -> Void
}

/// A C kernel in both scalar types: `out[i] = f(a[i], b[i])`.
struct PairKernel: Sendable {
  let float32:
    @Sendable @convention(c) (
      UnsafePointer<Float>?, UnsafePointer<Float>?, UnsafeMutablePointer<Float>?, Int
    ) -> Void
  let float64:
    @Sendable @convention(c) (
      UnsafePointer<Double>?, UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int
    ) -> Void
}

/// The number of elements below which a kernel runs on the calling thread.
package let elementwiseGrain = 1 << 15

extension Tensor {
  /// Returns the kernel's value at every element.
  func mapped(_ kernel: UnaryKernel) -> Tensor {
    mapped(
      { kernel.float32($0, $1, $2) },
      { kernel.float64($0, $1, $2) })
  }

  /// Returns the value of a kernel at every element, over ranges that may run at once.
  func mapped(
    _ float32: (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void,
    _ float64: (UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void
  ) -> Tensor {
    var result = Tensor(uninitialized: shape, scalarType: scalarType)
    switch scalarType {
    case .float32:
      withFloats { from in
        result.withMutableFloats { to in
          Parallel.forEachRange(count: elementCount, grain: elementwiseGrain) {
            float32(from + $0.lowerBound, to + $0.lowerBound, $0.count)
          }
        }
      }
    case .float64:
      withDoubles { from in
        result.withMutableDoubles { to in
          Parallel.forEachRange(count: elementCount, grain: elementwiseGrain) {
            float64(from + $0.lowerBound, to + $0.lowerBound, $0.count)
          }
        }
      }
    }
    return result
  }

  /// Returns the kernel's value at every pair of elements of two tensors of one shape.
  func paired(with other: Tensor, _ kernel: PairKernel) -> Tensor {
    paired(
      with: other,
      { kernel.float32($0, $1, $2, $3) },
      { kernel.float64($0, $1, $2, $3) })
  }

  /// Returns the value of a kernel at every pair of elements of two tensors of one shape.
  func paired(
    with other: Tensor,
    _ float32: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void,
    _ float64: (UnsafePointer<Double>, UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) ->
      Void
  ) -> Tensor {
    requireSameKind(as: other)
    var result = Tensor(uninitialized: shape, scalarType: scalarType)
    switch scalarType {
    case .float32:
      withFloats { first in
        other.withFloats { second in
          result.withMutableFloats { to in
            Parallel.forEachRange(count: elementCount, grain: elementwiseGrain) {
              let start = $0.lowerBound
              float32(first + start, second + start, to + start, $0.count)
            }
          }
        }
      }
    case .float64:
      withDoubles { first in
        other.withDoubles { second in
          result.withMutableDoubles { to in
            Parallel.forEachRange(count: elementCount, grain: elementwiseGrain) {
              let start = $0.lowerBound
              float64(first + start, second + start, to + start, $0.count)
            }
          }
        }
      }
    }
    return result
  }

  /// Stops with both kinds named unless shape and scalar type agree.
  package func requireSameKind(as other: Tensor) {
    requireSameScalarType(as: other)
    precondition(
      shape == other.shape, "The shapes \(shape) and \(other.shape) differ, but must be the same.")
  }

  /// Stops with both shapes named unless this gradient, which a pullback was given, has the shape of
  /// the function's value.
  package func requireGradient(of shape: Shape) {
    precondition(
      self.shape == shape, "A gradient of shape \(self.shape) does not fit a value of shape \(shape).")
  }

  /// Stops with both scalar types named unless they agree.
  package func requireSameScalarType(as other: Tensor) {
    precondition(
      scalarType == other.scalarType,
      "The scalar types \(scalarType) and \(other.scalarType) differ, but must be the same.")
  }
}

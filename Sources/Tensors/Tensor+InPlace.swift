import CKernels

extension Tensor {
  /// Adds `factor` times `other` in place.
  ///
  /// - Precondition: Both have the same shape and scalar type.
  public mutating func add(_ other: Tensor, times factor: Double) {
    if other.isShapelessZero { return }
    requireSameKind(as: other)
    let count = elementCount
    switch scalarType {
    case .float32:
      withMutableFloats { to in
        other.withFloats { from in
          Parallel.forEachRange(count: count, grain: elementwiseGrain) {
            graphode_add_scaled_f32(to + $0.lowerBound, factor, from + $0.lowerBound, $0.count)
          }
        }
      }
    case .float64:
      withMutableDoubles { to in
        other.withDoubles { from in
          Parallel.forEachRange(count: count, grain: elementwiseGrain) {
            graphode_add_scaled_f64(to + $0.lowerBound, factor, from + $0.lowerBound, $0.count)
          }
        }
      }
    }
  }

  /// Multiplies every element by `factor` in place.
  public mutating func formScaled(by factor: Double) {
    if isShapelessZero { return }
    let count = elementCount
    switch scalarType {
    case .float32: withMutableFloats { graphode_scale_f32($0, factor, count) }
    case .float64: withMutableDoubles { graphode_scale_f64($0, factor, count) }
    }
  }
}

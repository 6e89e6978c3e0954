import CKernels

extension Tensor {
  /// Returns `Σ (eᵢ / (atol + rtol · max(|aᵢ|, |bᵢ|)))²` over the elements `eᵢ` of this tensor,
  /// accumulated in double precision.
  package func scaledSumOfSquares(
    _ first: Tensor, _ second: Tensor, relativeTolerance: Double, absoluteTolerance: Double
  ) -> Double {
    requireSameKind(as: first)
    requireSameKind(as: second)
    return switch scalarType {
    case .float32:
      withFloats { error in
        first.withFloats { a in
          second.withFloats { b in
            Parallel.sum(count: elementCount, grain: elementwiseGrain) { range in
              let start = range.lowerBound
              return graphode_error_ratio_f32(
                error + start, a + start, b + start, absoluteTolerance, relativeTolerance,
                range.count)
            }
          }
        }
      }
    case .float64:
      withDoubles { error in
        first.withDoubles { a in
          second.withDoubles { b in
            Parallel.sum(count: elementCount, grain: elementwiseGrain) { range in
              let start = range.lowerBound
              return graphode_error_ratio_f64(
                error + start, a + start, b + start, absoluteTolerance, relativeTolerance,
                range.count)
            }
          }
        }
      }
    }
  }
}

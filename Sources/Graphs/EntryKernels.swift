import CKernels
import Tensors

/// The number of multiplications below which a loop over entries runs on the calling thread.
let entryGrain = 1 << 15

extension Tensor {
  /// Returns the elements of a tensor of rank 1 at the given positions.
  func gathering(_ positions: IndexList) -> Tensor {
    let count = positions.count
    var result = Tensor(uninitialized: [count], scalarType: scalarType)
    positions.withUnsafeBufferPointer { positions in
      positions.withMemoryRebound(to: Int64.self) { positions in
        guard let start = positions.baseAddress else { return }
        switch scalarType {
        case .float32:
          withFloats { from in
            result.withMutableFloats { to in
              Parallel.forEachRange(count: count, grain: entryGrain) {
                graphode_gather_rows_f32(
                  from, 1, start + $0.lowerBound, $0.count, to + $0.lowerBound)
              }
            }
          }
        case .float64:
          withDoubles { from in
            result.withMutableDoubles { to in
              Parallel.forEachRange(count: count, grain: entryGrain) {
                graphode_gather_rows_f64(
                  from, 1, start + $0.lowerBound, $0.count, to + $0.lowerBound)
              }
            }
          }
        }
      }
    }
    return result
  }
}

/// Returns the dot products of rows at the places of a pattern:
/// `out[e] = Σₖ left[i, k] right[j, k]` for each entry `e` at `(i, j)`.
///
/// This is the derivative of `⟨left, A right⟩` in the values of `A`.
///
/// - Parameters:
///   - pattern: The places, `[rows, columns]`.
///   - left: A tensor `[rows, …]`.
///   - right: A tensor `[columns, …]` with the same trailing axes.
/// - Returns: A tensor `[pattern.entryCount]`.
/// - Complexity: O(entries × width), width the product of the trailing axes.
func sampledDots(at pattern: SparsityPattern, of left: Tensor, _ right: Tensor) -> Tensor {
  left.requireSameScalarType(as: right)
  let rowCount = pattern.rowCount
  let width = pattern.columnCount == 0 ? 0 : right.elementCount / pattern.columnCount
  if rowCount == 0 || width == 0 {
    return .zeros([pattern.entryCount], scalarType: left.scalarType)
  }
  var result = Tensor(uninitialized: [pattern.entryCount], scalarType: left.scalarType)
  let offsets = UnsafeRawPointer(pattern.offsets.pointer).assumingMemoryBound(to: UInt64.self)
  let columns = UnsafeRawPointer(pattern.columns.pointer).assumingMemoryBound(to: UInt64.self)
  // Rows are split evenly, on the supposition that they have about as many entries each.
  let rowCost = max(1, pattern.entryCount / rowCount * width)
  let grain = max(1, entryGrain / rowCost)
  switch left.scalarType {
  case .float32:
    left.withFloats { left in
      right.withFloats { right in
        result.withMutableFloats { to in
          Parallel.forEachRange(count: rowCount, grain: grain) {
            graphode_sampled_dots_f32(
              offsets, columns, $0.lowerBound, $0.upperBound, left, right, width, to)
          }
        }
      }
    }
  case .float64:
    left.withDoubles { left in
      right.withDoubles { right in
        result.withMutableDoubles { to in
          Parallel.forEachRange(count: rowCount, grain: grain) {
            graphode_sampled_dots_f64(
              offsets, columns, $0.lowerBound, $0.upperBound, left, right, width, to)
          }
        }
      }
    }
  }
  return withExtendedLifetime(pattern) { result }
}

import CKernels
import Graphs
import Tensors

/// How a state enters a diffusion field beside the sparse product.
enum DiffusionForm {
  /// `ρ (Â x − x) + e`.
  case sourced
  /// `ρ (Â x + x) − x + e`.
  case damped

  /// The factor of `x` beside the product.
  var identity: Double { self == .sourced ? -1 : 1 }

  /// The factor of `x` beside the source.
  var damping: Double { self == .sourced ? 0 : -1 }
}

/// Returns `ρ ⊙ (Â x + identity · x) + (e + damping · x)`, with the factors of `form`, in a few passes
/// beside the sparse product.
///
/// - Parameters:
///   - state: The state `x`, `[nodeCount, …]`.
///   - rate: The rate `ρ` of each node, `[nodeCount]`; it multiplies the node's whole row.
///   - source: The source `e`, of the shape of `state`.
///   - adjacency: The operator `Â`.
///   - form: The factors of `x` beside product and source.
/// - Returns: The velocity, of the shape of `state`.
/// - Complexity: O((`nodeCount` + entries) × channels); a gradient costs the same again.
@differentiable(reverse)
func ratedDiffusion(
  _ state: Tensor, _ rate: Tensor, _ source: Tensor, over adjacency: GraphOperator,
  form: DiffusionForm
) -> Tensor {
  ratedDiffusionParts(state, rate, source, adjacency, form).value
}

@derivative(of: ratedDiffusion)
func _vjpRatedDiffusion(
  _ state: Tensor, _ rate: Tensor, _ source: Tensor, over adjacency: GraphOperator,
  form: DiffusionForm
) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor, Tensor)) {
  let (value, mixed) = ratedDiffusionParts(state, rate, source, adjacency, form)
  return (
    value,
    { upstream in
      if upstream.isShapelessZero { return (.zero, .zero, .zero) }
      let rated = upstream.scalingRows(by: rate, plus: nil)
      var stateGradient = rated.scaled(by: form.identity)
      adjacency.transposed.accumulateProduct(of: rated, into: &stateGradient)
      if form.damping != 0 { stateGradient.add(upstream, times: form.damping) }
      return (stateGradient, upstream.rowDots(with: mixed), upstream)
    }
  )
}

/// Returns the field's value, and `Â x + identity · x`, which the rates' gradient needs.
private func ratedDiffusionParts(
  _ state: Tensor, _ rate: Tensor, _ source: Tensor, _ adjacency: GraphOperator,
  _ form: DiffusionForm
) -> (value: Tensor, mixed: Tensor) {
  precondition(
    rate.shape == [state.shape[0]],
    "The rates have the shape \(rate.shape), but the state has \(state.shape[0]) nodes.")
  var mixed = state.scaled(by: form.identity)
  adjacency.accumulateProduct(of: state, into: &mixed)
  let forcing = form.damping == 0 ? source : source.adding([state], times: [form.damping])
  return (mixed.scalingRows(by: rate, plus: forcing), mixed)
}

extension Tensor {
  /// Returns row `i` times `rate[i]`, plus `offset` if there is one.
  fileprivate func scalingRows(by rate: Tensor, plus offset: Tensor?) -> Tensor {
    requireSameScalarType(as: rate)
    if let offset { requireSameKind(as: offset) }
    let rows = shape[0]
    let columns = rows == 0 ? 0 : elementCount / rows
    guard let offset else {
      return self * rate.reshaped(to: Shape([rows] + shape.dropFirst().map { _ in 1 }))
    }
    var result = Tensor(uninitialized: shape, scalarType: scalarType)
    let grain = Swift.max(1, elementwiseGrain / Swift.max(columns, 1))
    switch scalarType {
    case .float32:
      withFloats { from in
        rate.withFloats { rate in
          offset.withFloats { offset in
            result.withMutableFloats { to in
              Parallel.forEachRange(count: rows, grain: grain) {
                let start = $0.lowerBound * columns
                graphode_scaled_rows_plus_f32(
                  rate + $0.lowerBound, from + start, offset + start, to + start, $0.count, columns)
              }
            }
          }
        }
      }
    case .float64:
      withDoubles { from in
        rate.withDoubles { rate in
          offset.withDoubles { offset in
            result.withMutableDoubles { to in
              Parallel.forEachRange(count: rows, grain: grain) {
                let start = $0.lowerBound * columns
                graphode_scaled_rows_plus_f64(
                  rate + $0.lowerBound, from + start, offset + start, to + start, $0.count, columns)
              }
            }
          }
        }
      }
    }
    return result
  }

  /// Returns the inner product of each row with that of `other`, of shape `[rows]`.
  fileprivate func rowDots(with other: Tensor) -> Tensor {
    requireSameKind(as: other)
    let rows = shape[0]
    let columns = rows == 0 ? 0 : elementCount / rows
    var result = Tensor(uninitialized: [rows], scalarType: scalarType)
    switch scalarType {
    case .float32:
      withFloats { first in
        other.withFloats { second in
          result.withMutableFloats { graphode_row_dots_f32(first, second, rows, columns, $0) }
        }
      }
    case .float64:
      withDoubles { first in
        other.withDoubles { second in
          result.withMutableDoubles { graphode_row_dots_f64(first, second, rows, columns, $0) }
        }
      }
    }
    return result
  }
}

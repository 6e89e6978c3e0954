import CKernels

/// Returns the softmax along the last axis: `e^{xᵢ} / Σⱼ e^{xⱼ}`, without overflow.
@differentiable(reverse)
public func softmax(_ logits: Tensor) -> Tensor { logits.mappedRows(.softmax) }

@derivative(of: softmax)
@usableFromInline
func _vjpSoftmax(_ logits: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  let value = softmax(logits)
  return (value, { value.pulledBackRows($0, .softmax) })
}

/// Returns the logarithm of the softmax along the last axis: `xᵢ − ln Σⱼ e^{xⱼ}`, without overflow.
@differentiable(reverse)
public func logSoftmax(_ logits: Tensor) -> Tensor { logits.mappedRows(.logSoftmax) }

@derivative(of: logSoftmax)
@usableFromInline
func _vjpLogSoftmax(_ logits: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  let value = logSoftmax(logits)
  return (value, { value.pulledBackRows($0, .logSoftmax) })
}

private enum RowKernel { case softmax, logSoftmax }

extension Tensor {
  fileprivate func mappedRows(_ kernel: RowKernel) -> Tensor {
    let (rows, columns) = shape.matrix
    var result = Tensor(uninitialized: shape, scalarType: scalarType)
    switch scalarType {
    case .float32:
      withFloats { from in
        result.withMutableFloats { to in
          switch kernel {
          case .softmax: graphode_softmax_rows_f32(from, to, rows, columns)
          case .logSoftmax: graphode_log_softmax_rows_f32(from, to, rows, columns)
          }
        }
      }
    case .float64:
      withDoubles { from in
        result.withMutableDoubles { to in
          switch kernel {
          case .softmax: graphode_softmax_rows_f64(from, to, rows, columns)
          case .logSoftmax: graphode_log_softmax_rows_f64(from, to, rows, columns)
          }
        }
      }
    }
    return result
  }

  /// Returns the gradient of the logits, where `self` is the function's value.
  fileprivate func pulledBackRows(_ upstream: Tensor, _ kernel: RowKernel) -> Tensor {
    if upstream.isShapelessZero { return .zero }
    requireSameKind(as: upstream)
    let (rows, columns) = shape.matrix
    var result = Tensor(uninitialized: shape, scalarType: scalarType)
    switch scalarType {
    case .float32:
      withFloats { value in
        upstream.withFloats { gradient in
          result.withMutableFloats { to in
            switch kernel {
            case .softmax: graphode_softmax_rows_pullback_f32(value, gradient, to, rows, columns)
            case .logSoftmax:
              graphode_log_softmax_rows_pullback_f32(value, gradient, to, rows, columns)
            }
          }
        }
      }
    case .float64:
      withDoubles { value in
        upstream.withDoubles { gradient in
          result.withMutableDoubles { to in
            switch kernel {
            case .softmax: graphode_softmax_rows_pullback_f64(value, gradient, to, rows, columns)
            case .logSoftmax:
              graphode_log_softmax_rows_pullback_f64(value, gradient, to, rows, columns)
            }
          }
        }
      }
    }
    return result
  }
}

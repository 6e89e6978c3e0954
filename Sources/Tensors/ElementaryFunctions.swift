import CKernels

/// Returns `eˣ` of every element `x`.
@differentiable(reverse)
public func exp(_ argument: Tensor) -> Tensor { argument.mapped(.exp) }

@derivative(of: exp)
@usableFromInline
func _vjpExp(_ argument: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  let value = argument.mapped(.exp)
  return (value, { $0.pulledBack(through: .exp, saved: value) })
}

/// Returns the natural logarithm of every element.
@differentiable(reverse)
public func log(_ argument: Tensor) -> Tensor { argument.mapped(.log) }

@derivative(of: log)
@usableFromInline
func _vjpLog(_ argument: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  let value = argument.mapped(.log)
  return (value, { $0.pulledBack(through: .log, saved: argument) })
}

/// Returns the square root of every element; its derivative at 0 is infinite.
@differentiable(reverse)
public func sqrt(_ argument: Tensor) -> Tensor { argument.mapped(.sqrt) }

@derivative(of: sqrt)
@usableFromInline
func _vjpSqrt(_ argument: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  let value = argument.mapped(.sqrt)
  return (value, { $0.pulledBack(through: .sqrt, saved: value) })
}

/// Returns `x²` of every element `x`.
@differentiable(reverse)
public func square(_ argument: Tensor) -> Tensor { argument.mapped(.square) }

@derivative(of: square)
@usableFromInline
func _vjpSquare(_ argument: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  let value = argument.mapped(.square)
  return (value, { $0.pulledBack(through: .square, saved: argument) })
}

/// Returns the magnitude of every element; its derivative at 0 is taken as 0.
@differentiable(reverse)
public func abs(_ argument: Tensor) -> Tensor { argument.mapped(.abs) }

@derivative(of: abs)
@usableFromInline
func _vjpAbs(_ argument: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  let value = argument.mapped(.abs)
  return (value, { $0.pulledBack(through: .abs, saved: argument) })
}

extension Tensor {
  /// Returns every element moved to the nearest number in `range`; the derivative is 1 inside
  /// and on the bounds, and 0 outside.
  @differentiable(reverse)
  public func clamped(to range: ClosedRange<Double>) -> Tensor {
    let (low, high) = (range.lowerBound, range.upperBound)
    return mapped(
      { graphode_clamp_f32($0, $1, $2, Float(low), Float(high)) },
      { graphode_clamp_f64($0, $1, $2, low, high) })
  }

  @derivative(of: clamped)
  @usableFromInline
  func _vjpClamped(
    to range: ClosedRange<Double>
  ) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    let (low, high) = (range.lowerBound, range.upperBound)
    return (
      clamped(to: range),
      { upstream in
        if upstream.isShapelessZero { return .zero }
        return paired(
          with: upstream,
          { graphode_clamp_pullback_f32($0, $1, $2, $3, Float(low), Float(high)) },
          { graphode_clamp_pullback_f64($0, $1, $2, $3, low, high) })
      }
    )
  }
}

extension Tensor {
  /// Returns the gradient behind an element-wise function, from what the function saved.
  func pulledBack(through kernel: PairKernel, saved: Tensor) -> Tensor {
    isShapelessZero ? .zero : saved.paired(with: self, kernel)
  }
}

extension UnaryKernel {
  static let exp = UnaryKernel(float32: graphode_exp_f32, float64: graphode_exp_f64)
  static let log = UnaryKernel(float32: graphode_log_f32, float64: graphode_log_f64)
  static let sqrt = UnaryKernel(float32: graphode_sqrt_f32, float64: graphode_sqrt_f64)
  static let square = UnaryKernel(float32: graphode_square_f32, float64: graphode_square_f64)
  static let abs = UnaryKernel(float32: graphode_abs_f32, float64: graphode_abs_f64)
}

extension PairKernel {
  static let exp = PairKernel(
    float32: graphode_exp_pullback_f32, float64: graphode_exp_pullback_f64)
  static let log = PairKernel(
    float32: graphode_log_pullback_f32, float64: graphode_log_pullback_f64)
  static let sqrt = PairKernel(
    float32: graphode_sqrt_pullback_f32, float64: graphode_sqrt_pullback_f64)
  static let square = PairKernel(
    float32: graphode_square_pullback_f32, float64: graphode_square_pullback_f64)
  static let abs = PairKernel(
    float32: graphode_abs_pullback_f32, float64: graphode_abs_pullback_f64)
}

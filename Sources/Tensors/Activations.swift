import CKernels

/// Returns `max(x, 0)` of every element `x`; its derivative at 0 is taken as 0.
@differentiable(reverse)
public func relu(_ argument: Tensor) -> Tensor { argument.mapped(.relu) }

@derivative(of: relu)
@usableFromInline
func _vjpRelu(_ argument: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  let value = argument.mapped(.relu)
  return (value, { $0.pulledBack(through: .relu, saved: argument) })
}

/// Returns `ln(1 + eˣ)` of every element `x`, without overflow.
@differentiable(reverse)
public func softplus(_ argument: Tensor) -> Tensor { argument.mapped(.softplus) }

@derivative(of: softplus)
@usableFromInline
func _vjpSoftplus(_ argument: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  let value = argument.mapped(.softplus)
  return (value, { $0.pulledBack(through: .softplus, saved: argument) })
}

/// Returns the hyperbolic tangent of every element.
@differentiable(reverse)
public func tanh(_ argument: Tensor) -> Tensor { argument.mapped(.tanh) }

@derivative(of: tanh)
@usableFromInline
func _vjpTanh(_ argument: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  let value = argument.mapped(.tanh)
  return (value, { $0.pulledBack(through: .tanh, saved: value) })
}

/// Returns the logistic function `1 / (1 + e⁻ˣ)` of every element `x`.
@differentiable(reverse)
public func sigmoid(_ argument: Tensor) -> Tensor { argument.mapped(.sigmoid) }

@derivative(of: sigmoid)
@usableFromInline
func _vjpSigmoid(_ argument: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  let value = argument.mapped(.sigmoid)
  return (value, { $0.pulledBack(through: .sigmoid, saved: value) })
}

/// Returns `x` where an element `x` is positive and `slope · x` elsewhere.
@differentiable(reverse,wrt: argument)
public func leakyRelu(_ argument: Tensor, slope: Double = 0.01) -> Tensor {
  argument.mapped(
    { graphode_leaky_relu_f32($0, $1, $2, Float(slope)) },
    { graphode_leaky_relu_f64($0, $1, $2, slope) })
}

@derivative(of: leakyRelu, wrt: argument)
@usableFromInline
func _vjpLeakyRelu(
  _ argument: Tensor, slope: Double
) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  (
    leakyRelu(argument, slope: slope),
    { upstream in
      if upstream.isShapelessZero { return .zero }
      return argument.paired(
        with: upstream,
        { graphode_leaky_relu_pullback_f32($0, $1, $2, $3, Float(slope)) },
        { graphode_leaky_relu_pullback_f64($0, $1, $2, $3, slope) })
    }
  )
}

/// Returns `x` where an element `x` is positive and `scale · (eˣ − 1)` elsewhere.
///
/// Reference: D.-A. Clevert, T. Unterthiner and S. Hochreiter, "Fast and Accurate Deep Network
/// Learning by Exponential Linear Units (ELUs)", ICLR 2016, equation 15.
@differentiable(reverse,wrt: argument)
public func elu(_ argument: Tensor, scale: Double = 1) -> Tensor {
  argument.mapped(
    { graphode_elu_f32($0, $1, $2, Float(scale)) },
    { graphode_elu_f64($0, $1, $2, scale) })
}

@derivative(of: elu, wrt: argument)
@usableFromInline
func _vjpElu(
  _ argument: Tensor, scale: Double
) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  (
    elu(argument, scale: scale),
    { upstream in
      if upstream.isShapelessZero { return .zero }
      return argument.paired(
        with: upstream,
        { graphode_elu_pullback_f32($0, $1, $2, $3, Float(scale)) },
        { graphode_elu_pullback_f64($0, $1, $2, $3, scale) })
    }
  )
}

extension UnaryKernel {
  static let relu = UnaryKernel(float32: graphode_relu_f32, float64: graphode_relu_f64)
  static let softplus = UnaryKernel(float32: graphode_softplus_f32, float64: graphode_softplus_f64)
  static let tanh = UnaryKernel(float32: graphode_tanh_f32, float64: graphode_tanh_f64)
  static let sigmoid = UnaryKernel(float32: graphode_sigmoid_f32, float64: graphode_sigmoid_f64)
}

extension PairKernel {
  static let relu = PairKernel(
    float32: graphode_relu_pullback_f32, float64: graphode_relu_pullback_f64)
  static let softplus = PairKernel(
    float32: graphode_softplus_pullback_f32, float64: graphode_softplus_pullback_f64)
  static let tanh = PairKernel(
    float32: graphode_tanh_pullback_f32, float64: graphode_tanh_pullback_f64)
  static let sigmoid = PairKernel(
    float32: graphode_sigmoid_pullback_f32, float64: graphode_sigmoid_pullback_f64)
}

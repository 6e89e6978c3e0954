import CKernels

extension Tensor: AdditiveArithmetic {
  /// Whether shape, scalar type and all elements are equal; the shapeless zero equals itself only.
  public static func == (lhs: Tensor, rhs: Tensor) -> Bool {
    guard lhs.shape == rhs.shape, lhs.scalarType == rhs.scalarType,
      lhs.isShapelessZero == rhs.isShapelessZero
    else { return false }
    return lhs.isShapelessZero || lhs.elements == rhs.elements
  }

  /// Returns the element-wise sum, broadcasting a row, a column or a scalar of the other.
  @differentiable(reverse)
  public static func + (lhs: Tensor, rhs: Tensor) -> Tensor {
    if lhs.isShapelessZero { return rhs }
    if rhs.isShapelessZero { return lhs }
    return BroadcastKernel.add(lhs, rhs, Broadcast(lhs.shape, rhs.shape))
  }

  @derivative(of: +)
  @usableFromInline
  static func _vjpAdd(
    _ lhs: Tensor, _ rhs: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor)) {
    if lhs.isShapelessZero || rhs.isShapelessZero { return (lhs + rhs, { ($0, $0) }) }
    let broadcast = Broadcast(lhs.shape, rhs.shape)
    let (first, second) = (lhs.shape, rhs.shape)
    return (
      BroadcastKernel.add(lhs, rhs, broadcast),
      { upstream in
        if upstream.isShapelessZero { return (.zero, .zero) }
        return (
          broadcast.reduced(upstream, to: broadcast.first, shape: first),
          broadcast.reduced(upstream, to: broadcast.second, shape: second)
        )
      }
    )
  }

  /// Returns the element-wise difference, broadcasting a row, a column or a scalar of the other.
  @differentiable(reverse)
  public static func - (lhs: Tensor, rhs: Tensor) -> Tensor {
    if rhs.isShapelessZero { return lhs }
    if lhs.isShapelessZero { return -rhs }
    return BroadcastKernel.subtract(lhs, rhs, Broadcast(lhs.shape, rhs.shape))
  }

  @derivative(of: -)
  @usableFromInline
  static func _vjpSubtract(
    _ lhs: Tensor, _ rhs: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor)) {
    if lhs.isShapelessZero || rhs.isShapelessZero { return (lhs - rhs, { ($0, -$0) }) }
    let broadcast = Broadcast(lhs.shape, rhs.shape)
    let (first, second) = (lhs.shape, rhs.shape)
    return (
      BroadcastKernel.subtract(lhs, rhs, broadcast),
      { upstream in
        if upstream.isShapelessZero { return (.zero, .zero) }
        return (
          broadcast.reduced(upstream, to: broadcast.first, shape: first),
          -broadcast.reduced(upstream, to: broadcast.second, shape: second)
        )
      }
    )
  }

  /// Adds `rhs` to `lhs` in place where their shapes agree.
  @differentiable(reverse)
  public static func += (lhs: inout Tensor, rhs: Tensor) {
    if lhs.isShapelessZero || rhs.isShapelessZero || lhs.shape != rhs.shape {
      lhs = lhs + rhs
    } else {
      lhs.add(rhs, times: 1)
    }
  }

  @derivative(of: +=)
  @usableFromInline
  static func _vjpAddInPlace(
    _ lhs: inout Tensor, _ rhs: Tensor
  ) -> (value: Void, pullback: (inout Tensor) -> Tensor) {
    let (sum, pullback) = _vjpAdd(lhs, rhs)
    lhs = sum
    return (
      (),
      { upstream in
        let (first, second) = pullback(upstream)
        upstream = first
        return second
      }
    )
  }
}

extension Tensor: Differentiable {
  /// A tensor's tangents are tensors of its shape, or the shapeless zero.
  public typealias TangentVector = Tensor

  /// Adds `offset` to this tensor.
  public mutating func move(by offset: Tensor) { self += offset }
}

extension Tensor {
  /// Returns the element-wise negative.
  @differentiable(reverse)
  public static prefix func - (operand: Tensor) -> Tensor {
    operand.scaledElements(by: -1)
  }

  @derivative(of: -)
  @usableFromInline
  static func _vjpNegate(_ operand: Tensor) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    (-operand, { -$0 })
  }

  /// Returns the element-wise product, broadcasting a row, a column or a scalar of the other.
  @differentiable(reverse)
  public static func * (lhs: Tensor, rhs: Tensor) -> Tensor {
    if lhs.isShapelessZero || rhs.isShapelessZero { return .zero }
    return BroadcastKernel.multiply(lhs, rhs, Broadcast(lhs.shape, rhs.shape))
  }

  @derivative(of: *)
  @usableFromInline
  static func _vjpMultiply(
    _ lhs: Tensor, _ rhs: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor)) {
    if lhs.isShapelessZero || rhs.isShapelessZero {
      return (.zero, { ($0 * rhs, $0 * lhs) })
    }
    let broadcast = Broadcast(lhs.shape, rhs.shape)
    return (
      BroadcastKernel.multiply(lhs, rhs, broadcast),
      { upstream in
        if upstream.isShapelessZero { return (.zero, .zero) }
        return (
          broadcast.reduced(upstream * rhs, to: broadcast.first, shape: lhs.shape),
          broadcast.reduced(upstream * lhs, to: broadcast.second, shape: rhs.shape)
        )
      }
    )
  }

  /// Returns the element-wise quotient, broadcasting a row, a column or a scalar of the other.
  @differentiable(reverse)
  public static func / (lhs: Tensor, rhs: Tensor) -> Tensor {
    if lhs.isShapelessZero { return .zero }
    return BroadcastKernel.divide(lhs, rhs, Broadcast(lhs.shape, rhs.shape))
  }

  @derivative(of: /)
  @usableFromInline
  static func _vjpDivide(
    _ lhs: Tensor, _ rhs: Tensor
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor)) {
    if lhs.isShapelessZero { return (.zero, { ($0 / rhs, .zero) }) }
    let broadcast = Broadcast(lhs.shape, rhs.shape)
    let quotient = BroadcastKernel.divide(lhs, rhs, broadcast)
    return (
      quotient,
      { upstream in
        if upstream.isShapelessZero { return (.zero, .zero) }
        let scaled = upstream / rhs
        return (
          broadcast.reduced(scaled, to: broadcast.first, shape: lhs.shape),
          broadcast.reduced(-(scaled * quotient), to: broadcast.second, shape: rhs.shape)
        )
      }
    )
  }

  /// Returns every element times `factor`.
  @differentiable(reverse)
  @differentiable(reverse,wrt: self)
  public func scaled(by factor: Double) -> Tensor { scaledElements(by: factor) }

  @derivative(of: scaled)
  @usableFromInline
  func _vjpScaled(
    by factor: Double
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Double)) {
    (
      scaledElements(by: factor),
      { upstream in (upstream.scaledElements(by: factor), upstream.dotProduct(with: self)) }
    )
  }

  @derivative(of: scaled, wrt: self)
  @usableFromInline
  func _vjpScaledByConstant(
    by factor: Double
  ) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    (scaledElements(by: factor), { upstream in upstream.scaledElements(by: factor) })
  }

  /// Returns every element times `factor`, without a derivative in the factor.
  private func scaledElements(by factor: Double) -> Tensor {
    if isShapelessZero { return self }
    return mapped(
      { graphode_scaled_copy_f32($0, factor, $1, $2) },
      { graphode_scaled_copy_f64($0, factor, $1, $2) })
  }
}

// MARK: - With numbers

extension Tensor {
  /// Returns every element plus `rhs`.
  @differentiable(reverse)
  public static func + (lhs: Tensor, rhs: Double) -> Tensor {
    lhs + scalarTensor(rhs, withoutDerivative(at: lhs.scalarType))
  }

  /// Returns `lhs` plus every element.
  @differentiable(reverse)
  public static func + (lhs: Double, rhs: Tensor) -> Tensor { rhs + lhs }

  /// Returns every element minus `rhs`.
  @differentiable(reverse)
  public static func - (lhs: Tensor, rhs: Double) -> Tensor { lhs + (-rhs) }

  /// Returns `lhs` minus every element.
  @differentiable(reverse)
  public static func - (lhs: Double, rhs: Tensor) -> Tensor { -rhs + lhs }

  /// Returns every element times `rhs`.
  @differentiable(reverse)
  public static func * (lhs: Tensor, rhs: Double) -> Tensor { lhs.scaled(by: rhs) }

  /// Returns `lhs` times every element.
  @differentiable(reverse)
  public static func * (lhs: Double, rhs: Tensor) -> Tensor { rhs.scaled(by: lhs) }

  /// Returns every element divided by `rhs`.
  @differentiable(reverse)
  public static func / (lhs: Tensor, rhs: Double) -> Tensor { lhs.scaled(by: 1 / rhs) }

  /// Returns `lhs` divided by every element.
  @differentiable(reverse)
  public static func / (lhs: Double, rhs: Tensor) -> Tensor {
    scalarTensor(lhs, withoutDerivative(at: rhs.scalarType)) / rhs
  }

  /// The value of a tensor of one element.
  ///
  /// - Precondition: There is exactly one element.
  @differentiable(reverse)
  public var scalar: Double { scalarElement }

  @derivative(of: scalar)
  @usableFromInline
  func _vjpScalar() -> (value: Double, pullback: (Double) -> Tensor) {
    let (shape, scalarType) = (shape, scalarType)
    return (
      scalarElement, { Tensor(repeating: $0, shape: shape, scalarType: scalarType) }
    )
  }

  private var scalarElement: Double {
    precondition(elementCount == 1, "The shape \(shape) has \(elementCount) elements, not one.")
    return switch scalarType {
    case .float32: withFloats { Double($0[0]) }
    case .float64: withDoubles { $0[0] }
    }
  }
}

/// Returns a tensor of rank 0, differentiable in its value.
@differentiable(reverse)
func scalarTensor(_ value: Double, _ scalarType: ScalarType) -> Tensor {
  Tensor(value, scalarType: scalarType)
}

@derivative(of: scalarTensor)
func _vjpScalarTensor(
  _ value: Double, _ scalarType: ScalarType
) -> (value: Tensor, pullback: (Tensor) -> Double) {
  (scalarTensor(value, scalarType), { $0.isShapelessZero ? 0 : $0.total })
}

import CKernels

extension Tensor {
  /// Returns the sum of all elements, of shape `[]`.
  @differentiable(reverse)
  public func sum() -> Tensor { Tensor(total, scalarType: scalarType) }

  @derivative(of: sum)
  @usableFromInline
  func _vjpSum() -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    let (shape, scalarType) = (shape, scalarType)
    return (
      sum(),
      { upstream in
        if upstream.isShapelessZero { return .zero }
        return Tensor(repeating: upstream.scalar, shape: shape, scalarType: scalarType)
      }
    )
  }

  /// Returns the mean of all elements, of shape `[]`.
  ///
  /// - Precondition: There is at least one element.
  @differentiable(reverse)
  public func mean() -> Tensor {
    precondition(elementCount > 0, "The mean of no elements is not defined.")
    return sum().scaled(by: 1 / Double(withoutDerivative(at: elementCount)))
  }

  /// Returns the sums along `axis`, which stays with extent 1.
  @differentiable(reverse)
  public func sum(alongAxis axis: Int) -> Tensor {
    let (outer, extent, inner) = shape.blocks(around: axis)
    return summed(
      outer: outer, extent: extent, inner: inner, shape: shape.replacing(axis: axis, with: 1))
  }

  @derivative(of: sum(alongAxis:))
  @usableFromInline
  func _vjpSum(alongAxis axis: Int) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    let shape = shape
    return (sum(alongAxis: axis), { $0.repeated(to: shape, alongAxis: axis) })
  }

  /// Returns the means along `axis`, which stays with extent 1.
  ///
  /// - Precondition: The extent along `axis` is positive.
  @differentiable(reverse)
  public func mean(alongAxis axis: Int) -> Tensor {
    precondition(shape[axis] > 0, "The mean along axis \(axis) of \(shape) is not defined.")
    return sum(alongAxis: axis).scaled(by: 1 / Double(withoutDerivative(at: shape[axis])))
  }

  /// Returns the largest elements along `axis`, which stays with extent 1.
  ///
  /// Where several are largest, the first receives the gradient.
  ///
  /// - Precondition: The extent along `axis` is positive.
  @differentiable(reverse)
  public func max(alongAxis axis: Int) -> Tensor { maximum(alongAxis: axis).value }

  @derivative(of: max(alongAxis:))
  @usableFromInline
  func _vjpMax(alongAxis axis: Int) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    let (value, positions) = maximum(alongAxis: axis)
    let (outer, extent, inner) = shape.blocks(around: axis)
    let (shape, scalarType) = (shape, scalarType)
    return (
      value,
      { upstream in
        if upstream.isShapelessZero { return .zero }
        upstream.requireGradient(of: shape.replacing(axis: axis, with: 1))
        var result = Tensor.zeros(shape, scalarType: scalarType)
        for block in 0..<outer {
          for column in 0..<inner {
            let from = block * inner + column
            let to = (block * extent + Int(positions[from])) * inner + column
            result.copyElement(at: from, of: upstream, to: to)
          }
        }
        return result
      }
    )
  }

  /// The positions of the largest elements along the last axis, the first of them where several
  /// are largest: for logits `[nodes, classes]`, the predicted class of each node.
  ///
  /// - Precondition: The extent along the last axis is positive.
  public func argumentOfMaximum() -> [Int] {
    maximum(alongAxis: rank - 1).positions.map(Int.init)
  }

  /// Returns the Euclidean norm of all elements, of shape `[]`; its derivative at 0 is taken as 0.
  @differentiable(reverse)
  public func norm() -> Tensor { Tensor(dotProduct(with: self).squareRoot(), scalarType: scalarType) }

  @derivative(of: norm)
  @usableFromInline
  func _vjpNorm() -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    let length = dotProduct(with: self).squareRoot()
    return (
      Tensor(length, scalarType: scalarType),
      { upstream in
        if upstream.isShapelessZero { return .zero }
        return self * (length == 0 ? 0 : upstream.scalar / length)
      }
    )
  }
}

// MARK: - Kernels

extension Tensor {
  /// The lowest and the highest element; those that are not numbers do not count.
  ///
  /// Where there is none, both are infinite, the wrong way round.
  package var extremes: (lowest: Double, highest: Double) {
    func extremes<Scalar: BinaryFloatingPoint>(_ start: UnsafePointer<Scalar>) -> (Double, Double) {
      var (lowest, highest) = (Scalar.infinity, -Scalar.infinity)
      for element in UnsafeBufferPointer(start: start, count: elementCount) {
        if element < lowest { lowest = element }
        if element > highest { highest = element }
      }
      return (Double(lowest), Double(highest))
    }
    return switch scalarType {
    case .float32: withFloats { extremes($0) }
    case .float64: withDoubles { extremes($0) }
    }
  }

  /// The sum of all elements, accumulated in double precision in an order that depends on the
  /// number of elements only.
  package var total: Double {
    switch scalarType {
    case .float32:
      withFloats { start in
        Parallel.sum(count: elementCount, grain: elementwiseGrain) {
          graphode_sum_f32(start + $0.lowerBound, $0.count)
        }
      }
    case .float64:
      withDoubles { start in
        Parallel.sum(count: elementCount, grain: elementwiseGrain) {
          graphode_sum_f64(start + $0.lowerBound, $0.count)
        }
      }
    }
  }

  /// The inner product with a tensor of the same shape, accumulated in double precision; 0 with
  /// the shapeless zero.
  package func dotProduct(with other: Tensor) -> Double {
    if isShapelessZero || other.isShapelessZero { return 0 }
    requireSameKind(as: other)
    return switch scalarType {
    case .float32:
      withFloats { first in
        other.withFloats { second in
          Parallel.sum(count: elementCount, grain: elementwiseGrain) {
            graphode_dot_f32(first + $0.lowerBound, second + $0.lowerBound, $0.count)
          }
        }
      }
    case .float64:
      withDoubles { first in
        other.withDoubles { second in
          Parallel.sum(count: elementCount, grain: elementwiseGrain) {
            graphode_dot_f64(first + $0.lowerBound, second + $0.lowerBound, $0.count)
          }
        }
      }
    }
  }

  /// Whether no element is infinite or not a number.
  public var allFinite: Bool {
    if isShapelessZero { return true }
    return switch scalarType {
    case .float32: withFloats { graphode_all_finite_f32($0, elementCount) != 0 }
    case .float64: withDoubles { graphode_all_finite_f64($0, elementCount) != 0 }
    }
  }

  /// Returns sums over the middle of a block of shape `[outer, extent, inner]`, given `shape`.
  func summed(outer: Int, extent: Int, inner: Int, shape: Shape) -> Tensor {
    var result = Tensor(uninitialized: shape, scalarType: scalarType)
    switch scalarType {
    case .float32:
      withFloats { from in
        result.withMutableFloats { graphode_sum_axis_f32(from, outer, extent, inner, $0) }
      }
    case .float64:
      withDoubles { from in
        result.withMutableDoubles { graphode_sum_axis_f64(from, outer, extent, inner, $0) }
      }
    }
    return result
  }

  private func maximum(alongAxis axis: Int) -> (value: Tensor, positions: [Int64]) {
    let (outer, extent, inner) = shape.blocks(around: axis)
    precondition(extent > 0, "The maximum along axis \(axis) of \(shape) is not defined.")
    var value = Tensor(
      uninitialized: shape.replacing(axis: axis, with: 1), scalarType: scalarType)
    var positions = [Int64](repeating: 0, count: outer * inner)
    switch scalarType {
    case .float32:
      withFloats { from in
        value.withMutableFloats { graphode_max_axis_f32(from, outer, extent, inner, $0, &positions) }
      }
    case .float64:
      withDoubles { from in
        value.withMutableDoubles { graphode_max_axis_f64(from, outer, extent, inner, $0, &positions) }
      }
    }
    return (value, positions)
  }

  /// Returns this gradient, of extent 1 along `axis`, repeated along it to `shape`.
  private func repeated(to shape: Shape, alongAxis axis: Int) -> Tensor {
    if isShapelessZero { return .zero }
    requireGradient(of: shape.replacing(axis: axis, with: 1))
    if shape.elementCount == 0 { return .zeros(shape, scalarType: scalarType) }
    return concatenatedBlocks(
      [Tensor](repeating: self, count: shape[axis]), shape: shape, axis: axis)
  }

  private mutating func copyElement(at index: Int, of other: Tensor, to position: Int) {
    switch scalarType {
    case .float32: withMutableFloats { to in other.withFloats { to[position] = $0[index] } }
    case .float64: withMutableDoubles { to in other.withDoubles { to[position] = $0[index] } }
    }
  }
}

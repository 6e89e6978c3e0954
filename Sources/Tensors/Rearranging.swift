import CKernels

/// Returns the tensors one after the other along `axis`; other extents must agree.
///
/// - Precondition: There is at least one tensor, and all agree in scalar type and in every
///   extent but that along `axis`.
@differentiable(reverse)
public func concatenated(_ tensors: [Tensor], alongAxis axis: Int) -> Tensor {
  guard let first = tensors.first else { preconditionFailure("There is nothing to concatenate.") }
  let extent = tensors.reduce(0) { sum, tensor in
    precondition(
      tensor.rank == first.rank
        && tensor.shape == first.shape.replacing(axis: axis, with: tensor.shape[axis]),
      "The shapes \(first.shape) and \(tensor.shape) do not fit together along axis \(axis).")
    return sum + tensor.shape[axis]
  }
  return concatenatedBlocks(
    tensors, shape: first.shape.replacing(axis: axis, with: extent), axis: axis)
}

@derivative(of: concatenated)
@usableFromInline
func _vjpConcatenated(
  _ tensors: [Tensor], alongAxis axis: Int
) -> (value: Tensor, pullback: (Tensor) -> [Tensor].TangentVector) {
  let extents = tensors.map { $0.shape[axis] }
  return (
    concatenated(tensors, alongAxis: axis),
    { upstream in
      if upstream.isShapelessZero { return .init(extents.map { _ in .zero }) }
      return .init(upstream.split(alongAxis: axis, sizes: extents))
    }
  )
}

/// Copies blocks side by side along `axis` into a tensor of `shape`.
func concatenatedBlocks(_ tensors: [Tensor], shape: Shape, axis: Int) -> Tensor {
  var result = Tensor(uninitialized: shape, scalarType: tensors[0].scalarType)
  let (outer, extent, inner) = shape.blocks(around: axis)
  let scalarBytes = result.scalarType.byteCount
  var offset = 0
  for tensor in tensors {
    result.requireSameScalarType(as: tensor)
    let width = tensor.shape[axis] * inner
    tensor.withBytes { from in
      result.withMutableBytes { to in
        copyRows(
          from: from, stride: width * scalarBytes, to: to + offset * scalarBytes,
          stride: extent * inner * scalarBytes, rows: outer, byteCount: width * scalarBytes)
      }
    }
    offset += width
  }
  return result
}

/// Copies `rows` runs of `byteCount` bytes between two strided places; all are whole numbers of floats.
private func copyRows(
  from: UnsafeRawPointer, stride fromStride: Int, to: UnsafeMutableRawPointer,
  stride toStride: Int, rows: Int, byteCount: Int
) {
  let size = MemoryLayout<Float>.stride
  let from = from.assumingMemoryBound(to: Float.self)
  let to = to.assumingMemoryBound(to: Float.self)
  // Short runs cost a fetch of the line that they lie in, however short they are.
  let grain = max(1, copyGrain / max(byteCount, 64))
  Parallel.forEachRange(count: rows, grain: grain) { range in
    graphode_copy_block_f32(
      from + range.lowerBound * (fromStride / size), fromStride / size,
      to + range.lowerBound * (toStride / size), toStride / size, range.count, byteCount / size)
  }
}

/// The number of bytes below which a thread copies them all.
private let copyGrain = 1 << 16

extension Tensor {
  /// Returns the part of this tensor at the positions `range` along `axis`.
  ///
  /// - Precondition: `range` lies within the extent along `axis`.
  @differentiable(reverse)
  public func sliced(alongAxis axis: Int, _ range: Range<Int>) -> Tensor {
    let (outer, extent, inner) = shape.blocks(around: axis)
    precondition(
      range.lowerBound >= 0 && range.upperBound <= extent,
      "The range \(range) is not within the extent \(extent) along axis \(axis).")
    var result = Tensor(
      uninitialized: shape.replacing(axis: axis, with: range.count), scalarType: scalarType)
    let scalarBytes = scalarType.byteCount
    withBytes { from in
      result.withMutableBytes { to in
        copyRows(
          from: from + range.lowerBound * inner * scalarBytes,
          stride: extent * inner * scalarBytes, to: to,
          stride: range.count * inner * scalarBytes, rows: outer,
          byteCount: range.count * inner * scalarBytes)
      }
    }
    return result
  }

  @derivative(of: sliced)
  @usableFromInline
  func _vjpSliced(
    alongAxis axis: Int, _ range: Range<Int>
  ) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    let (shape, scalarType) = (shape, scalarType)
    return (
      sliced(alongAxis: axis, range),
      { upstream in
        if upstream.isShapelessZero { return .zero }
        upstream.requireGradient(of: shape.replacing(axis: axis, with: range.count))
        let before = shape.replacing(axis: axis, with: range.lowerBound)
        let after = shape.replacing(axis: axis, with: shape[axis] - range.upperBound)
        return concatenatedBlocks(
          [
            .zeros(before, scalarType: scalarType), upstream,
            .zeros(after, scalarType: scalarType),
          ], shape: shape, axis: axis)
      }
    )
  }

  /// Returns this tensor cut along `axis` into parts of the given sizes.
  ///
  /// - Precondition: The sizes add up to the extent along `axis`.
  @differentiable(reverse)
  public func split(alongAxis axis: Int, sizes: [Int]) -> [Tensor] {
    precondition(
      sizes.reduce(0, +) == shape[axis],
      "The sizes \(sizes) do not add up to the extent \(shape[axis]) along axis \(axis).")
    var start = 0
    return sizes.map { size in
      defer { start += size }
      return sliced(alongAxis: axis, start..<(start + size))
    }
  }

  @derivative(of: split)
  @usableFromInline
  func _vjpSplit(
    alongAxis axis: Int, sizes: [Int]
  ) -> (value: [Tensor], pullback: ([Tensor].TangentVector) -> Tensor) {
    let (shape, scalarType) = (shape, scalarType)
    return (
      split(alongAxis: axis, sizes: sizes),
      { upstream in
        if upstream.base.allSatisfy(\.isShapelessZero) { return .zero }
        let parts = zip(sizes, upstream.base).map { size, part in
          let partShape = shape.replacing(axis: axis, with: size)
          if part.isShapelessZero { return Tensor.zeros(partShape, scalarType: scalarType) }
          part.requireGradient(of: partShape)
          return part
        }
        return concatenatedBlocks(parts, shape: shape, axis: axis)
      }
    )
  }

  /// Returns the rows (positions along the first axis) named by `indices`, in their order.
  ///
  /// - Precondition: Every index is a row of this tensor.
  @differentiable(reverse)
  public func gatheringRows(_ indices: [Int]) -> Tensor {
    let (_, rows, columns) = shape.blocks(around: 0)
    let indices = checked(indices, below: rows)
    var result = Tensor(
      uninitialized: shape.replacing(axis: 0, with: indices.count), scalarType: scalarType)
    switch scalarType {
    case .float32:
      withFloats { from in
        result.withMutableFloats { graphode_gather_rows_f32(from, columns, indices, indices.count, $0) }
      }
    case .float64:
      withDoubles { from in
        result.withMutableDoubles { graphode_gather_rows_f64(from, columns, indices, indices.count, $0) }
      }
    }
    return result
  }

  @derivative(of: gatheringRows)
  @usableFromInline
  func _vjpGatheringRows(
    _ indices: [Int]
  ) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    let rows = shape[0]
    return (
      gatheringRows(indices),
      { $0.isShapelessZero ? .zero : $0.scatterAddingRows(indices, rowCount: rows) }
    )
  }

  /// Returns `rowCount` rows, each the sum of those rows of this tensor that `indices` sends to it.
  ///
  /// - Parameters:
  ///   - indices: For each row of this tensor, the row of the result that it is added to.
  ///   - rowCount: The number of rows of the result.
  /// - Returns: A tensor of `rowCount` rows, zero where no row was sent.
  /// - Precondition: There is one index a row and every index is below `rowCount`.
  @differentiable(reverse)
  public func scatterAddingRows(_ indices: [Int], rowCount: Int) -> Tensor {
    let (_, rows, columns) = shape.blocks(around: 0)
    precondition(
      indices.count == rows, "There are \(indices.count) indices for \(rows) rows.")
    let indices = checked(indices, below: rowCount)
    var result = Tensor.zeros(shape.replacing(axis: 0, with: rowCount), scalarType: scalarType)
    switch scalarType {
    case .float32:
      withFloats { from in
        result.withMutableFloats { graphode_scatter_add_rows_f32(from, columns, indices, rows, $0) }
      }
    case .float64:
      withDoubles { from in
        result.withMutableDoubles { graphode_scatter_add_rows_f64(from, columns, indices, rows, $0) }
      }
    }
    return result
  }

  @derivative(of: scatterAddingRows)
  @usableFromInline
  func _vjpScatterAddingRows(
    _ indices: [Int], rowCount: Int
  ) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    (
      scatterAddingRows(indices, rowCount: rowCount),
      { $0.isShapelessZero ? .zero : $0.gatheringRows(indices) }
    )
  }

  /// Returns the transpose of a matrix.
  ///
  /// - Precondition: The rank is 2.
  @differentiable(reverse)
  public func transposed() -> Tensor {
    precondition(rank == 2, "Only a matrix is transposed, but the shape is \(shape).")
    let (rows, columns) = (shape[0], shape[1])
    var result = Tensor(uninitialized: [columns, rows], scalarType: scalarType)
    switch scalarType {
    case .float32:
      withFloats { from in
        result.withMutableFloats { graphode_transpose_f32(from, columns, rows, columns, $0, rows) }
      }
    case .float64:
      withDoubles { from in
        result.withMutableDoubles { graphode_transpose_f64(from, columns, rows, columns, $0, rows) }
      }
    }
    return result
  }

  @derivative(of: transposed)
  @usableFromInline
  func _vjpTransposed() -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    (transposed(), { $0.isShapelessZero ? .zero : $0.transposed() })
  }

  /// Returns the same elements in another shape, without a copy.
  ///
  /// - Precondition: Both shapes have the same number of elements.
  @differentiable(reverse)
  public func reshaped(to newShape: Shape) -> Tensor {
    precondition(
      newShape.elementCount == elementCount,
      "The \(elementCount) elements of \(shape) do not fill the shape \(newShape).")
    return sharing(shape: newShape)
  }

  @derivative(of: reshaped)
  @usableFromInline
  func _vjpReshaped(to newShape: Shape) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
    let shape = shape
    return (reshaped(to: newShape), { $0.isShapelessZero ? .zero : $0.reshaped(to: shape) })
  }

  private func checked(_ indices: [Int], below bound: Int) -> [Int64] {
    indices.map { index in
      precondition(index >= 0 && index < bound, "The row \(index) is not one of the \(bound) rows.")
      return Int64(index)
    }
  }
}

public import Tensors

/// Returns how far the gradient of `Σ wᵢ fᵢ(x)` is from central differences: the largest
/// difference over the elements of `x`, relative to the larger of 1 and the difference quotient.
///
/// - Parameters:
///   - point: The float64 tensor `x` at which to compare.
///   - step: The distance of the two points of a difference quotient from `x`.
///   - function: The function `f`; its results are weighted by fixed numbers `wᵢ`.
/// - Returns: The largest difference, infinite where an element is not a number.
public func gradientError(
  at point: Tensor, step: Double = 1e-5,
  of function: @differentiable(reverse) (Tensor) -> Tensor
) -> Double {
  precondition(point.scalarType == .float64, "Difference quotients need float64.")
  let (value, pullback) = valueWithPullback(at: point, of: function)
  let weights = weights(like: value)
  let gradient = pullback(weights)
  let analytic =
    gradient.isShapelessZero ? [Double](repeating: 0, count: point.elementCount) : gradient.elements
  if !gradient.isShapelessZero {
    precondition(gradient.shape == point.shape, "The gradient has the shape \(gradient.shape).")
  }
  var largest = 0.0
  var elements = point.elements
  for index in elements.indices {
    let middle = elements[index]
    func weightedValue(_ element: Double) -> Double {
      elements[index] = element
      let moved = Tensor(shape: point.shape, elements: elements, scalarType: .float64)
      return function(moved).dotProduct(with: weights)
    }
    let quotient = (weightedValue(middle + step) - weightedValue(middle - step)) / (2 * step)
    elements[index] = middle
    largest = max(largest, abs(analytic[index] - quotient) / max(1, abs(quotient)))
    if analytic[index].isNaN || quotient.isNaN { return .infinity }
  }
  return largest
}

/// Returns fixed numbers between −1 and 1 in the shape of `tensor`, none of them special.
public func weights(like tensor: Tensor) -> Tensor {
  samples(tensor.shape, from: -1, to: 1, seed: 7).converted(to: tensor.scalarType)
}

/// Returns a float64 tensor of numbers between two bounds that look random and are always the
/// same for a seed (multiples of the golden ratio, modulo 1).
public func samples(
  _ shape: Shape, from low: Double = -1, to high: Double = 1, seed: Int = 0
) -> Tensor {
  let golden = 0.618_033_988_749_894_9
  let elements = (0..<shape.elementCount).map { index in
    let position = (Double(index + 1) * golden + Double(seed) * 0.377).truncatingRemainder(dividingBy: 1)
    return low + (high - low) * position
  }
  return Tensor(shape: shape, elements: elements, scalarType: .float64)
}

/// Returns the largest difference between the elements of two tensors of one shape; infinite where
/// the shapes differ or an element is not a number.
public func largestDifference(_ first: Tensor, _ second: Tensor) -> Double {
  guard first.shape == second.shape else { return .infinity }
  let differences = zip(first.elements, second.elements).map { abs($0 - $1) }
  return differences.contains(where: \.isNaN) ? .infinity : differences.max() ?? 0
}

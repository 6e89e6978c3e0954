public import ContinuousDepth
import Tensors
public import Testing

/// Bases of every kind and of several sizes over a span that is neither of length 1 nor begins at 0.
let allBases: [DepthBasis] = {
  let span = -0.5...1.75
  return [
    .piecewiseConstant(cells: 1, over: span), .piecewiseConstant(cells: 3, over: span),
    .piecewiseConstant(cells: 7, over: span), .hat(nodes: 2, over: span), .hat(nodes: 5, over: span),
    .monomial(degree: 0, over: span), .monomial(degree: 4, over: span), .chebyshev(degree: 0, over: span),
    .chebyshev(degree: 6, over: span), .fourier(frequencies: 0, over: span),
    .fourier(frequencies: 3, over: span),
  ]
}()

extension DepthBasis: CustomTestStringConvertible {
  /// The number of functions and what they are.
  public var testDescription: String { "\(count) of \(kind.rawValue)" }

  /// The value of a function at a time.
  func value(_ coefficients: [Double], at time: Double) -> Double {
    zip(coefficients, values(at: time)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Times and weights of an integral over the span, for functions that are smooth between these borders and
  /// those of another basis: Gauss's rule of three points in many short intervals.
  func integration(with other: DepthBasis) -> (times: [Double], weights: Tensor) {
    let ends = Set(jumpTimes + other.jumpTimes + [span.lowerBound, span.upperBound]).sorted()
    var (times, weights): ([Double], [Double]) = ([], [])
    for (start, end) in zip(ends, ends.dropFirst()) {
      let half = (end - start) / 320
      for interval in 0..<160 {
        let middle = start + (2 * Double(interval) + 1) * half
        times += [middle - half * 0.6.squareRoot(), middle, middle + half * 0.6.squareRoot()]
        weights += [half * 5 / 9, half * 8 / 9, half * 5 / 9]
      }
    }
    return (times, Tensor(shape: [times.count, 1], elements: weights, scalarType: .float64))
  }

  /// The values of all functions, one row for each time.
  func samples(at times: [Double]) -> Tensor {
    Tensor(shape: [times.count, count], elements: times.flatMap { values(at: $0) }, scalarType: .float64)
  }
}

/// Times inside a span, among them its ends and the borders of a basis.
func times(in basis: DepthBasis) -> [Double] {
  let (start, end) = (basis.span.lowerBound, basis.span.upperBound)
  return (0...37).map { start + (end - start) * Double($0) / 37 } + basis.jumpTimes
}

/// The largest difference between numbers in the same places; infinite where there are not as many.
func largestDifference(_ first: [Double], _ second: [Double]) -> Double {
  guard first.count == second.count else { return .infinity }
  var largest = 0.0
  for (first, second) in zip(first, second) { largest = max(largest, (first - second).magnitude) }
  return largest
}

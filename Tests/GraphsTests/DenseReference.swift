import Graphs
import Tensors

/// A float64 tensor of numbers in -1…1.
func randomTensor(
  _ shape: Shape, _ random: inout SplitMix, scalarType: ScalarType = .float64
) -> Tensor {
  Tensor(
    shape: shape,
    elements: (0..<shape.elementCount).map { _ in Double.random(in: -1...1, using: &random) },
    scalarType: scalarType)
}

/// A matrix with about `density` of its places filled by numbers in -1…1.
func randomMatrix(
  rows: Int, columns: Int, density: Double, _ random: inout SplitMix,
  scalarType: ScalarType = .float64
) -> SparseMatrix {
  let elements = (0..<(rows * columns)).map { _ in
    Double.random(in: 0..<1, using: &random) < density ? Double.random(in: -1...1, using: &random) : 0
  }
  return SparseMatrix(Tensor(shape: [rows, columns], elements: elements, scalarType: scalarType))
}

/// `A x` by the definition, for `x` with any trailing axes.
func denseProduct(_ matrix: SparseMatrix, _ dense: Tensor) -> [Double] {
  let entries = matrix.dense().elements
  let elements = dense.elements
  let width = matrix.columnCount == 0 ? 0 : elements.count / matrix.columnCount
  return (0..<matrix.rowCount).flatMap { row in
    (0..<width).map { channel in
      (0..<matrix.columnCount).reduce(0) {
        $0 + entries[row * matrix.columnCount + $1] * elements[$1 * width + channel]
      }
    }
  }
}

/// The sum of the products of corresponding elements.
func inner(_ left: Tensor, _ right: Tensor) -> Double {
  zip(left.elements, right.elements).reduce(0) { $0 + $1.0 * $1.1 }
}

/// The largest difference of corresponding elements, or infinity when the counts differ.
func distance(_ left: [Double], _ right: [Double]) -> Double {
  guard left.count == right.count else { return .infinity }
  return zip(left, right).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

/// The central differences of a function of a tensor.
///
/// A product is linear in each argument, so that they are exact but for rounding.
func centralDifferences(at point: Tensor, of function: (Tensor) -> Double) -> [Double] {
  let step = 0.25
  let elements = point.elements
  return elements.indices.map { index in
    let values = [step, -step].map { offset in
      var moved = elements
      moved[index] += offset
      return function(Tensor(shape: point.shape, elements: moved, scalarType: .float64))
    }
    return (values[0] - values[1]) / (2 * step)
  }
}

/// The largest difference that the rounding of sums of a few dozen float64 numbers of order 1
/// can make.
let float64Rounding = 1e-13

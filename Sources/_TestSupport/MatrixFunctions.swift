public import Tensors

/// Returns `e^{M}` of a square float64 matrix by its series, after halving `M` until it is small
/// and squaring the result as often.
public func matrixExponential(_ matrix: Tensor) -> Tensor {
  let halvings = 12
  let small = matrix.scaled(by: 1 / Double(1 << halvings))
  var term = identityMatrix(matrix.shape[0])
  var sum = term
  for order in 1...14 {
    term = matmul(term, small).scaled(by: 1 / Double(order))
    sum += term
  }
  for _ in 0..<halvings { sum = matmul(sum, sum) }
  return sum
}

/// Returns the float64 identity matrix of `size` rows.
public func identityMatrix(_ size: Int) -> Tensor {
  var elements = [Double](repeating: 0, count: size * size)
  for index in 0..<size { elements[index * (size + 1)] = 1 }
  return Tensor(shape: [size, size], elements: elements, scalarType: .float64)
}

/// Returns the eigenvalues and the eigenvectors (one a column) of a symmetric float64 matrix by
/// Jacobi's rotations.
public func symmetricEigensystem(_ matrix: Tensor) -> (values: [Double], vectors: Tensor) {
  let size = matrix.shape[0]
  var a = matrix.elements
  var v = identityMatrix(size).elements
  for _ in 0..<60 {
    for p in 0..<size {
      for q in (p + 1)..<max(size, p + 1) where abs(a[p * size + q]) > 1e-300 {
        let theta = (a[q * size + q] - a[p * size + p]) / (2 * a[p * size + q])
        let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for k in 0..<size {
          let (left, right) = (a[k * size + p], a[k * size + q])
          a[k * size + p] = c * left - s * right
          a[k * size + q] = s * left + c * right
        }
        for k in 0..<size {
          let (upper, lower) = (a[p * size + k], a[q * size + k])
          a[p * size + k] = c * upper - s * lower
          a[q * size + k] = s * upper + c * lower
        }
        for k in 0..<size {
          let (left, right) = (v[k * size + p], v[k * size + q])
          v[k * size + p] = c * left - s * right
          v[k * size + q] = s * left + c * right
        }
      }
    }
  }
  return (
    (0..<size).map { a[$0 * (size + 1)] },
    Tensor(shape: [size, size], elements: v, scalarType: .float64)
  )
}

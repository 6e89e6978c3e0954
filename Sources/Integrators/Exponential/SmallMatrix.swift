import Tensors

/// A square matrix of some dozens of rows: an operator in the basis of a Krylov space.
struct SmallMatrix {
  let size: Int
  /// The elements, row by row.
  private(set) var elements: [Double]

  /// Creates a matrix of zeros.
  init(size: Int) {
    self.size = size
    elements = [Double](repeating: 0, count: size * size)
  }

  subscript(row: Int, column: Int) -> Double {
    get { elements[row * size + column] }
    set { elements[row * size + column] = newValue }
  }

  /// Returns the elements of a column.
  func column(_ column: Int) -> [Double] { (0..<size).map { self[$0, column] } }

  /// Adds a multiple of a matrix, or of its transpose, to the block whose first row and column are `corner`.
  mutating func add(_ block: SmallMatrix, times factor: Double, at corner: Int, transposed: Bool = false) {
    for row in 0..<block.size {
      for column in 0..<block.size {
        self[corner + row, corner + column] +=
          factor * (transposed ? block[column, row] : block[row, column])
      }
    }
  }

  /// Returns the exponential; there are no numbers in it where one of this matrix is not finite.
  ///
  /// The matrix is halved until its norm is at most 3/4, where the Taylor polynomial of degree 16 is exact to
  /// round-off, and the result squared as often. The polynomial takes six products, as one of degree 4 in the
  /// fourth power.
  ///
  /// Reference: N. J. Higham, "The scaling and squaring method for the matrix exponential revisited", SIAM
  /// Journal on Matrix Analysis and Applications 26, 2005; M. S. Paterson and L. J. Stockmeyer, "On the number
  /// of nonscalar multiplications necessary to evaluate polynomials", SIAM Journal on Computing 2, 1973.
  func exponential() -> SmallMatrix {
    guard size > 0 else { return self }
    let norm = (0..<size).map { column in
      (0..<size).reduce(0.0) { $0 + abs(self[$1, column]) }
    }.reduce(0) { $0 > $1 ? $0 : $1 }
    var result = self
    guard norm.isFinite, elements.allSatisfy(\.isFinite) else {
      result.elements = elements.map { _ in .nan }
      return result
    }
    var (halvings, scale) = (0, 1.0)
    while norm * scale > 0.75 {
      halvings += 1
      scale /= 2
    }
    var identity = SmallMatrix(size: size)
    for index in 0..<size { identity[index, index] = 1 }
    var powers = [identity.tensor, tensor.scaled(by: scale)]
    for index in 2...4 { powers.append(matmul(powers[index / 2], powers[index - index / 2])) }
    var factors = [1.0]
    for index in 1...16 { factors.append(factors[index - 1] / Double(index)) }
    var sum = powers[4].scaled(by: factors[16])
    for block in (0..<4).reversed() {
      if block < 3 { sum = matmul(sum, powers[4]) }
      for index in 0..<4 { sum += powers[index].scaled(by: factors[4 * block + index]) }
    }
    for _ in 0..<halvings { sum = matmul(sum, sum) }
    result.elements = sum.elements
    return result
  }

  private var tensor: Tensor { Tensor(shape: [size, size], elements: elements, scalarType: .float64) }

  /// Returns the first columns of `φ₀(M) … φ_count(M)` for this matrix times a factor, `M`.
  ///
  /// They are blocks of the exponential of `M` with a few columns more.
  ///
  /// Reference: A. H. Al-Mohy and N. J. Higham, "Computing the action of the matrix exponential, with an
  /// application to exponential integrators", SIAM Journal on Scientific Computing 33, 2011, theorem 2.1.
  func phiColumns(times factor: Double, upTo count: Int) -> [[Double]] {
    var augmented = SmallMatrix(size: size + count)
    augmented.add(self, times: factor, at: 0)
    for index in 0..<count { augmented[index == 0 ? 0 : size + index - 1, size + index] = 1 }
    let exponential = augmented.exponential()
    return (0...count).map { index in
      Array(exponential.column(index == 0 ? 0 : size + index - 1)[..<size])
    }
  }
}

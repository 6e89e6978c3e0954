/// An orthonormal basis `v₁, v₂, …` of the space of `b, A b, A² b, …` for an operator `A`, with the operator in
/// it: `A vⱼ = Σᵢ hᵢⱼ vᵢ`, where `i` goes to `j + 1`.
///
/// Vectors are orthogonalised by the modified Gram–Schmidt process, twice, which is enough.
///
/// Reference: Y. Saad, "Analysis of some Krylov subspace approximations to the matrix exponential operator",
/// SIAM Journal on Numerical Analysis 29, 1992.
struct ArnoldiSpace<State: StateVector> {
  typealias Vector = ExtendedState<State>

  /// The vectors of the basis: one more than the dimension, unless the space is complete.
  private(set) var vectors: [Vector] = []
  /// The columns of `h`.
  private(set) var columns: [[Double]] = []
  /// The norm of `b`.
  let length: Double
  /// Whether the space holds the products of all its vectors.
  private(set) var isComplete: Bool
  private let roundOff: Double
  /// The largest length of a product with a vector of the basis.
  private(set) var operatorNorm = 0.0

  /// Begins with `b`.
  init(from start: Vector) {
    length = start.length
    isComplete = !(length > 0) || !length.isFinite
    roundOff = start.state.isShapelessZero ? .ulpOfOne : start.state.roundOff
    if !isComplete { vectors = [start.multiplied(by: 1 / length)] }
  }

  /// The number of products so far.
  var dimension: Int { columns.count }

  /// Enlarges the space by one product.
  mutating func extend(by product: (Vector) -> Vector) {
    var next = product(vectors[dimension])
    let whole = next.length
    operatorNorm = max(operatorNorm, whole)
    var column = [Double](repeating: 0, count: vectors.count)
    for _ in 0..<2 {
      for (index, vector) in vectors.enumerated() {
        let share = next.dotProduct(with: vector)
        next.add(vector, times: -share)
        column[index] += share
      }
    }
    // What round-off leaves of a vector inside the space has no direction of its own.
    let height = next.length
    if height > 10 * roundOff * whole && height.isFinite {
      column.append(height)
      vectors.append(next.multiplied(by: 1 / height))
    } else {
      // Where the product is not finite the column is not, and neither is any function.
      isComplete = true
    }
    columns.append(column)
  }

  /// Returns the operator in the basis.
  ///
  /// - Parameter isCorrected: Whether the vector behind the last product counts, too, with a product of 0: a
  ///   function of that matrix differs by the first term of its error.
  /// - Returns: A square matrix.
  func matrix(isCorrected: Bool) -> SmallMatrix {
    let size = isCorrected ? vectors.count : dimension
    var matrix = SmallMatrix(size: size)
    for (column, entries) in columns.enumerated() {
      for (row, entry) in entries.enumerated() where row < size { matrix[row, column] = entry }
    }
    return matrix
  }

  /// Returns `Σ cᵢ vᵢ`, without what is below the states.
  func sum(_ coefficients: [Double]) -> State {
    var result = State.zero
    for (vector, coefficient) in zip(vectors, coefficients) where coefficient != 0 {
      result.add(vector.state, times: coefficient)
    }
    return result
  }

  /// Enlarges the space until something it is used for is accurate over a time, up to a dimension.
  ///
  /// - Parameters:
  ///   - span: The time, of either sign.
  ///   - limit: The largest dimension.
  ///   - product: The operator.
  ///   - isAccurate: Whether the space is large enough for a time.
  /// - Returns: That time, or the part of it that the largest space is good for; `nil` where that is next
  ///   to nothing.
  mutating func reach(
    _ span: Double, limit: Int, by product: (Vector) -> Vector,
    isAccurate: (_ space: Self, _ time: Double) -> Bool
  ) -> Double? {
    while !isComplete && dimension < limit {
      extend(by: product)
      // The larger the space, the dearer the question and the smaller its share of what has been done.
      let stride = dimension <= 16 ? 1 : dimension <= 32 ? 2 : 4
      if !isComplete && dimension % stride == 0 && isAccurate(self, span) { return span }
    }
    if isComplete { return span }
    if isAccurate(self, span) { return span }
    var (good, bad) = (span / 2, span)
    while !isAccurate(self, good) {
      (good, bad) = (good / 2, good)
      if abs(good) < abs(span) * 1e-9 { return nil }
    }
    for _ in 0..<3 {
      let middle = (good + bad) / 2
      if isAccurate(self, middle) { good = middle } else { bad = middle }
    }
    return span / (span / good).rounded(.up)
  }
}

import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An orthonormal basis of the space of `r, A r, A² r, …`, and the operator `A` in it, reduced to a
/// triangle by rotations: one cycle of ``GMRES``.
///
/// Vectors are orthogonalised by the modified Gram–Schmidt process, twice, which is enough.
struct KrylovBasis<State: StateVector> {
  private var vectors: [State]
  /// The columns of the triangle.
  private var columns: [[Double]] = []
  private var rotations: [(cosine: Double, sine: Double)] = []
  /// The rotated right-hand side.
  private var right: [Double]
  private let roundOff: Double

  /// The largest length of a product with a vector of the basis.
  private(set) var operatorNorm = 0.0
  /// Whether the space holds the products of all its vectors, so that it cannot grow.
  private(set) var isComplete: Bool

  /// Begins with the residual `start` of a length.
  init(from start: State, length: Double) {
    vectors = [start.multiplied(by: 1 / length)]
    right = [length]
    roundOff = start.roundOff
    isComplete = length == 0
  }

  /// The number of products so far.
  var count: Int { columns.count }

  /// The length of the smallest residual in the space.
  var residual: Double { abs(right[count]) }

  /// Enlarges the space by one product.
  mutating func extend(by product: (State) -> State) {
    var next = product(vectors[count])
    let length = next.length
    operatorNorm = max(operatorNorm, length)
    var column = [Double](repeating: 0, count: vectors.count)
    for _ in 0..<2 {
      for (index, vector) in vectors.enumerated() {
        let share = next.dotProduct(with: vector)
        next.add(vector, times: -share)
        column[index] += share
      }
    }
    // What round-off leaves of a vector inside the space has no direction of its own.
    var height = next.length
    if !(height > 10 * roundOff * length) { height = length.isFinite ? 0 : length }
    isComplete = height == 0 || !height.isFinite
    reduce(column, height, negligible: 10 * roundOff * length)
    if !isComplete { vectors.append(next.multiplied(by: 1 / height)) }
  }

  /// Rotates a new column, whose entry below the diagonal is `height`, into the triangle.
  private mutating func reduce(_ entries: [Double], _ height: Double, negligible: Double) {
    var column = entries
    for (index, rotation) in rotations.enumerated() {
      let (upper, lower) = (column[index], column[index + 1])
      column[index] = rotation.cosine * upper + rotation.sine * lower
      column[index + 1] = rotation.cosine * lower - rotation.sine * upper
    }
    let last = column.count - 1
    // Only the last column of a singular operator has nothing on the diagonal.
    let size = hypot(column[last], height)
    let diagonal = size > negligible ? size : size.isFinite ? 0 : size
    let cosine = diagonal == 0 ? 0 : column[last] / diagonal
    let sine = diagonal == 0 ? 1 : height / diagonal
    column[last] = diagonal
    rotations.append((cosine, sine))
    columns.append(column)
    right.append(-sine * right[last])
    right[last] *= cosine
  }

  /// The vector of the space with the smallest residual.
  var solution: State {
    var coefficients = Array(right[..<count])
    for index in (0..<count).reversed() {
      coefficients[index] = columns[index][index] == 0 ? 0 : coefficients[index] / columns[index][index]
      for row in 0..<index { coefficients[row] -= coefficients[index] * columns[index][row] }
    }
    return State.sum(nil, plus: Array(vectors[..<count]), times: coefficients)
  }
}

extension StateVector {
  /// The Euclidean norm over all elements.
  var length: Double { dotProduct(with: self).squareRoot() }

  /// The distance from 1 to the next number of the coarsest scalar type in the state.
  var roundOff: Double {
    let isSingle = (0..<tensorCount).contains {
      !tensor(at: $0).isShapelessZero && tensor(at: $0).scalarType == .float32
    }
    return isSingle ? Double(Float.ulpOfOne) : .ulpOfOne
  }
}

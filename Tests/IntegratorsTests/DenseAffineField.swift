import Integrators
import Synchronization
import Tensors
import _TestSupport

/// How many products an operator made.
final class ProductCounter: Sendable {
  private let forward = Atomic<Int>(0)
  private let transposed = Atomic<Int>(0)
  private let gradients = Atomic<Int>(0)

  var forwardCount: Int { forward.load(ordering: .relaxed) }
  /// Products by the transpose and gradients of products.
  var reverseCount: Int {
    transposed.load(ordering: .relaxed) + gradients.load(ordering: .relaxed)
  }

  func countProduct() { forward.add(1, ordering: .relaxed) }
  func countTransposed() { transposed.add(1, ordering: .relaxed) }
  func countGradient() { gradients.add(1, ordering: .relaxed) }
}

/// A dense matrix that columns are multiplied by: `[size, size]` at states `[size, channels]`.
struct DenseMatrixOperator: LinearOperator {
  let matrix: Tensor
  let spectrum: OperatorSpectrum
  var counter: ProductCounter?

  func advance(_ y: inout Tensor, from x: Tensor, by step: RecurrenceStep) {
    counter?.countProduct()
    y = combined(matmul(matrix, x), x, y, step)
  }

  func advanceTransposed(_ y: inout Tensor, from x: Tensor, by step: RecurrenceStep) {
    counter?.countTransposed()
    y = combined(matmul(matrix, x, transposing: .first), x, y, step)
  }

  func addGradient(
    of left: Tensor, times factor: Double, at right: Tensor, to gradient: inout Tensor
  ) {
    counter?.countGradient()
    gradient += matmul(left, right, transposing: .second).scaled(by: factor)
  }

  private func combined(
    _ product: Tensor, _ x: Tensor, _ y: Tensor, _ step: RecurrenceStep
  ) -> Tensor {
    let sum = product.scaled(by: step.product) + x.scaled(by: step.identity)
    return step.previous == 0 ? sum : sum + y.scaled(by: step.previous)
  }
}

/// `dY/dt = M Y + B` for columns `Y`.
struct DenseAffineField: AffineField {
  var matrix: Tensor
  var source: Tensor
  @noDerivative let spectrum: OperatorSpectrum
  @noDerivative let counter: ProductCounter?

  @differentiable(reverse)
  init(
    _ matrix: Tensor, source: Tensor, spectrum: OperatorSpectrum = .general,
    counter: ProductCounter? = nil
  ) {
    self.matrix = matrix
    self.source = source
    self.spectrum = withoutDerivative(at: spectrum)
    self.counter = withoutDerivative(at: counter)
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { matmul(matrix, state) + source }

  var linearOperator: DenseMatrixOperator {
    DenseMatrixOperator(matrix: matrix, spectrum: spectrum, counter: counter)
  }

  var affineSource: Tensor { source }

  func tangentVector(
    from gradient: Tensor, of linearOperator: DenseMatrixOperator, source: Tensor
  ) -> TangentVector {
    TangentVector(matrix: gradient, source: source)
  }

  /// Returns the solution by the exponential of the matrix with the source beside it.
  func solution(from start: Tensor, after time: Double) -> Tensor {
    let (size, channels) = (start.shape[0], start.shape[1])
    let whole = concatenated(
      [
        concatenated([matrix, source], alongAxis: 1),
        Tensor.zeros([channels, size + channels], scalarType: .float64),
      ], alongAxis: 0)
    let exponential = matrixExponential(whole.scaled(by: time))
    let rows = exponential.split(alongAxis: 0, sizes: [size, channels])[0]
    let parts = rows.split(alongAxis: 1, sizes: [size, channels])
    return matmul(parts[0], start) + parts[1]
  }
}

/// Matrices that are far from symmetric, each in its way.
enum DenseMatrices {
  /// `size × size` numbers between −1 and 1, divided by the root of the size.
  static func random(_ size: Int) -> Tensor {
    samples([size, size], seed: 5).scaled(by: 1.7 / Double(size).squareRoot())
  }

  /// One eigenvalue with a single eigenvector.
  static func jordanBlock(_ size: Int, eigenvalue: Double) -> Tensor {
    filled(size) { $0 == $1 ? eigenvalue : $1 == $0 + 1 ? 1 : 0 }
  }

  /// Rotations of planes, by the frequencies 1, 2, … times one number.
  static func rotations(planes: Int, frequency: Double) -> Tensor {
    filled(2 * planes) { row, column in
      guard row / 2 == column / 2 && row != column else { return 0 }
      return (row < column ? -1 : 1) * frequency * Double(row / 2 + 1)
    }
  }

  /// A walk along the edges of a ring in one direction, with shortcuts, minus the identity.
  static func directedWalk(_ size: Int) -> Tensor {
    filled(size) { row, column in
      let next: Double = (row + 1) % size == column ? 0.7 : 0
      let shortcut: Double = (3 * row + 2) % size == column ? 0.3 : 0
      return next + shortcut - (row == column ? 1 : 0)
    }
  }

  /// Diffusion over a path, with eigenvalues between −4 times a rate and 0.
  static func path(_ size: Int, rate: Double = 1) -> Tensor {
    filled(size) { row, column in
      if abs(row - column) == 1 { return rate }
      return row == column ? (row == 0 || row == size - 1 ? -rate : -2 * rate) : 0
    }
  }

  private static func filled(_ size: Int, _ element: (Int, Int) -> Double) -> Tensor {
    Tensor(
      shape: [size, size],
      elements: (0..<size * size).map { element($0 / size, $0 % size) }, scalarType: .float64)
  }
}

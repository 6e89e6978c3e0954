import Tensors
import Testing
import _TestSupport

@testable import Integrators

@Suite("Functions of operators")
struct KrylovFunctionTests {
  let matrix = DenseMatrices.random(12)
  let start = samples([12, 2], seed: 3)
  /// What a method of order 4 asks for, of one state.
  let functions = [
    PhiSum(scale: 0.8, weights: [0, 0.8]), PhiSum(scale: 1.6, weights: [0.3, 1.6, -2.5, 4]),
    PhiSum(scale: 1.2, weights: [0, 0, 1, 2]), PhiSum(scale: 0, weights: [0.5, 1]),
  ]

  private func krylov(_ largestDimension: Int, _ matrix: Tensor) -> KrylovFunctions<DenseMatrixOperator> {
    KrylovFunctions(
      linearOperator: DenseMatrixOperator(matrix: matrix, spectrum: .general), tolerance: 1e-13,
      largestDimension: largestDimension)
  }

  /// The value by the exponential of the matrix with a chain of states beside it.
  private func value(_ function: PhiSum, _ matrix: Tensor) -> Tensor {
    let (size, count) = (12, 3)
    var sum = Tensor.zeros([12, 2], scalarType: .float64)
    for channel in 0..<2 {
      var whole = [Double](repeating: 0, count: (size + count) * (size + count))
      for row in 0..<size {
        for column in 0..<size {
          whole[row * (size + count) + column] = function.scale * matrix.elements[row * size + column]
        }
        whole[row * (size + count) + size] = start.elements[2 * row + channel]
      }
      for index in 0..<(count - 1) { whole[(size + index) * (size + count) + size + index + 1] = 1 }
      let exponential = matrixExponential(
        Tensor(shape: [size + count, size + count], elements: whole, scalarType: .float64)
      ).elements
      var elements = sum.elements
      for row in 0..<size {
        for (order, weight) in function.weights.enumerated() {
          let value =
            order > 0
            ? exponential[row * (size + count) + size + order - 1]
            : (0..<size).reduce(0) {
              $0 + exponential[row * (size + count) + $1] * start.elements[2 * $1 + channel]
            }
          elements[2 * row + channel] += weight * value
        }
      }
      sum = Tensor(shape: [12, 2], elements: elements, scalarType: .float64)
    }
    return sum
  }

  @Test("All φ-functions come from one space, or from a chain of small ones", arguments: [64, 6])
  func values(_ largestDimension: Int) throws {
    let result = krylov(largestDimension, matrix).values(
      of: functions, and: [], at: start, keepsTerms: true)
    let values = try #require(result)
    #expect((values.record.stretches.count > 1) == (largestDimension == 6))
    #expect(values.degree <= largestDimension)
    let terms = krylov(largestDimension, matrix).terms(of: values.record)
    for (function, value) in zip(functions, values.values) {
      #expect(largestDifference(value, self.value(function, matrix)) < 1e-10)
      let again = Tensor.sum(nil, plus: terms.states, times: terms.factors(function))
      #expect(largestDifference(again, value) < 1e-13)
    }
  }

  @Test(
    "Gradients through one space, or a chain of small ones, are difference quotients", arguments: [64, 6])
  func gradients(_ largestDimension: Int) throws {
    let exact = krylov(largestDimension, matrix)
    let values = try #require(exact.values(of: functions, and: [], at: start, keepsTerms: false))
    let upstreams = functions.indices.map { index in
      FunctionUpstream(function: functions[index], gradient: samples([12, 2], seed: 20 + index))
    }
    var gradient = Tensor.zero
    let startGradient = exact.pullback(upstreams, through: values.record, addingTo: &gradient)
    func loss(_ matrix: Tensor, _ start: Tensor) -> Double {
      let values = krylov(64, matrix).values(of: functions, and: [], at: start, keepsTerms: false)
      return zip(values?.values ?? [], upstreams).reduce(0) { $0 + $1.0.dotProduct(with: $1.1.gradient) }
    }
    let step = 1e-5
    for (row, column) in [(0, 0), (3, 7), (11, 2), (5, 5)] {
      var elements = [Double](repeating: 0, count: 144)
      elements[12 * row + column] = step
      let change = Tensor(shape: [12, 12], elements: elements, scalarType: .float64)
      let quotient = (loss(matrix + change, start) - loss(matrix - change, start)) / (2 * step)
      #expect(abs(gradient.elements[12 * row + column] - quotient) < 1e-7)
    }
    for index in [0, 9, 23] {
      var elements = [Double](repeating: 0, count: 24)
      elements[index] = step
      let change = Tensor(shape: [12, 2], elements: elements, scalarType: .float64)
      let quotient = (loss(matrix, start + change) - loss(matrix, start - change)) / (2 * step)
      #expect(abs(startGradient.elements[index] - quotient) < 1e-7)
    }
  }

  @Test("The exponential of a small matrix is that of its series", arguments: [0.01, 1, 30])
  func exponential(_ scale: Double) {
    let elements = matrix.scaled(by: scale)
    var small = SmallMatrix(size: 12)
    for row in 0..<12 { for column in 0..<12 { small[row, column] = elements.elements[12 * row + column] } }
    let expected = matrixExponential(elements)
    let largest = expected.elements.reduce(0) { max($0, abs($1)) }
    let found = Tensor(shape: [12, 12], elements: small.exponential().elements, scalarType: .float64)
    #expect(largestDifference(found, expected) < 1e-11 * max(1, scale) * largest)
  }

  @Test("Slopes of φ-functions in their scale are difference quotients")
  func slopes() {
    let step = 1e-5
    for argument in [-30, -0.4, 0.7, 3] {
      func function(_ scale: Double) -> PhiSum {
        PhiSum(scale: scale, weights: [0, 2 * scale, -scale, 4 * scale])
      }
      let quotient = (function(0.7 + step)(argument) - function(0.7 - step)(argument)) / (2 * step)
      #expect(
        abs(function(0.7).slope(powers: [0, 1, 1, 1])(argument) - quotient) < 1e-8 * max(1, abs(quotient)))
    }
  }
}

@Suite("Intervals by Lanczos' method")
struct LanczosTests {
  static let matrices: [(name: String, matrix: Tensor)] = [
    ("path", DenseMatrices.path(60)),
    ("stiff path", DenseMatrices.path(40, rate: 1e4)),
    ("random", symmetric(DenseMatrices.random(40))),
    ("random and shifted", symmetric(DenseMatrices.random(40)) + identityMatrix(40).scaled(by: 50)),
    ("one far eigenvalue", farEigenvalue(50)),
    ("multiple of the identity", identityMatrix(30).scaled(by: -3)),
    ("zero", Tensor.zeros([4, 4], scalarType: .float64)),
    ("one number", Tensor(shape: [1, 1], elements: [-2], scalarType: .float64)),
  ]

  private static func symmetric(_ matrix: Tensor) -> Tensor { matrix + matrix.transposed() }

  private static func farEigenvalue(_ size: Int) -> Tensor {
    var elements = DenseMatrices.path(size).elements
    elements[(size / 2) * (size + 1)] = 40
    return Tensor(shape: [size, size], elements: elements, scalarType: .float64)
  }

  @Test("They hold all eigenvalues, and hardly more", arguments: matrices.indices)
  func bounds(_ index: Int) {
    let matrix = Self.matrices[index].matrix
    let size = matrix.shape[0]
    let counter = ProductCounter()
    let symmetric = DenseMatrixOperator(matrix: matrix, spectrum: .symmetric, counter: counter)
    let eigenvalues = symmetricEigensystem(matrix).values.sorted()
    let state = Tensor.zeros([size, 2], scalarType: .float64)
    let (interval, products) = symmetric.spectralInterval(like: state)
    let width = eigenvalues[size - 1] - eigenvalues[0]
    let slack = 1e-10 * max(1, abs(eigenvalues[0]), abs(eigenvalues[size - 1]))
    #expect(interval.lowerBound <= eigenvalues[0] + slack)
    #expect(interval.upperBound >= eigenvalues[size - 1] - slack)
    #expect(interval.upperBound - interval.lowerBound <= 1.05 * width + slack)
    #expect(products <= 64 && products == counter.forwardCount)
  }

  @Test("Their products are among those of a solve")
  func statistics() {
    let counter = ProductCounter()
    let start = samples([60, 1])
    let field = DenseAffineField(
      DenseMatrices.path(60), source: .zeros([60, 1], scalarType: .float64), spectrum: .symmetric,
      counter: counter)
    let solution = solve(field, from: start, over: 0...10, with: .exponential())
    #expect(solution.statistics.evaluations == counter.forwardCount)
    #expect(solution.statistics.evaluations > solution.statistics.degree + 12)
  }
}

import Graphs
import Tensors
import Testing

@Suite("Derivatives of sparse products")
struct SparseGradientTests {
  var random = SplitMix(state: 31)
  let matrix: SparseMatrix
  let x: Tensor
  let y: Tensor
  let row: Tensor
  let seed: Tensor

  init() {
    matrix = randomMatrix(rows: 7, columns: 5, density: 0.4, &random)
    x = randomTensor([5, 2, 3], &random)
    y = randomTensor([7, 2, 3], &random)
    row = randomTensor([2, 3], &random)
    seed = randomTensor([7, 2, 3], &random)
  }

  func matrix(_ values: Tensor) -> SparseMatrix { matrix.replacingValues(with: values) }

  @Test("y + A x is differentiated in values, dense argument and accumulator")
  func product() {
    let (value, pullback) = valueWithPullback(at: matrix, x, y) { matrix, x, y in
      matrix.product(x, accumulatingInto: y)
    }
    #expect(value == matrix.product(x, accumulatingInto: y))
    let (values, dense, accumulator) = pullback(seed)
    let expected = (
      centralDifferences(at: matrix.values) {
        inner(matrix($0).product(x, accumulatingInto: y), seed)
      },
      centralDifferences(at: x) { inner(matrix.product($0, accumulatingInto: y), seed) },
      centralDifferences(at: y) { inner(matrix.product(x, accumulatingInto: $0), seed) }
    )
    #expect(values.shape == matrix.values.shape && dense.shape == x.shape)
    #expect(distance(values.elements, expected.0) < float64Rounding)
    #expect(distance(dense.elements, expected.1) < float64Rounding)
    #expect(distance(accumulator.elements, expected.2) < float64Rounding)
  }

  @Test("The derivatives for a constant matrix are the same")
  func constantMatrix() {
    let constant = matrix
    let (dense, accumulator) = pullback(at: x, y) { x, y in
      constant.product(x, accumulatingInto: y)
    }(seed)
    let (_, fullDense, fullAccumulator) = pullback(at: matrix, x, y) { matrix, x, y in
      matrix.product(x, accumulatingInto: y)
    }(seed)
    #expect(dense == fullDense && accumulator == fullAccumulator)
    let called = pullback(at: x) { x in constant(x) }(seed)
    #expect(called == fullDense)
  }

  @Test("A x is differentiated in values and dense argument")
  func call() {
    let (values, dense) = pullback(at: matrix, x) { matrix, x in matrix(x) }(seed)
    #expect(
      distance(
        values.elements,
        centralDifferences(at: matrix.values) { inner(matrix($0)(x), seed) }) < float64Rounding)
    #expect(
      distance(
        dense.elements, centralDifferences(at: x) { inner(matrix($0), seed) }) < float64Rounding)
  }

  @Test("A x + 1 bᵀ is differentiated in values, dense argument and row")
  func addedRow() {
    let (values, dense, added) = pullback(at: matrix, x, row) { matrix, x, row in
      matrix.product(x, addingToEachRow: row)
    }(seed)
    let expected = (
      centralDifferences(at: matrix.values) {
        inner(matrix($0).product(x, addingToEachRow: row), seed)
      },
      centralDifferences(at: x) { inner(matrix.product($0, addingToEachRow: row), seed) },
      centralDifferences(at: row) { inner(matrix.product(x, addingToEachRow: $0), seed) }
    )
    #expect(distance(values.elements, expected.0) < float64Rounding)
    #expect(distance(dense.elements, expected.1) < float64Rounding)
    #expect(added.shape == row.shape)
    #expect(distance(added.elements, expected.2) < float64Rounding)

    let constant = matrix
    let (constantDense, constantAdded) = pullback(at: x, row) { x, row in
      constant.product(x, addingToEachRow: row)
    }(seed)
    #expect(constantDense == dense && constantAdded == added)
  }

  @Test("Values that become a matrix inside a function are differentiated through it")
  func throughCreation() {
    let pattern = matrix.pattern
    let (x, y) = (x, y)
    let function: @differentiable(reverse) (Tensor) -> Tensor = { values in
      let squared = SparseMatrix(pattern: pattern, values: values * values)
      return squared.product(x, accumulatingInto: y) + squared.values.sum()
    }
    let gradient = pullback(at: matrix.values, of: function)(seed)
    let values = matrix.values.elements
    let linear = centralDifferences(at: matrix.values) { values in
      inner(matrix(values)(x), seed) + values.elements.reduce(0, +) * seed.elements.reduce(0, +)
    }
    let expected = zip(values, linear).map { 2 * $0 * $1 }
    #expect(distance(gradient.elements, expected) < float64Rounding * 10)
  }

  @Test("Replacing values hands the gradient on")
  func throughReplacement() {
    let (matrix, x) = (matrix, x)
    let gradient = pullback(at: matrix.values) { values in
      matrix.replacingValues(with: values)(x)
    }(seed)
    let (expected, _) = pullback(at: matrix, x) { matrix, x in matrix(x) }(seed)
    #expect(gradient == expected)
  }

  @Test("An operator is differentiated in state and accumulator", arguments: [true, false])
  func graphOperator(isSymmetric: Bool) throws {
    var random = SplitMix(state: 33)
    let graph = try randomGraph(nodeCount: 12, edgeCount: 30, direction: .undirected, &random)
    let adjacency = graph.operator(
      normalised: isSymmetric ? .symmetric(selfLoopWeight: 0.5) : .randomWalk(by: .row),
      scalarType: .float64)
    #expect(adjacency.isSymmetric == isSymmetric)
    let (x, y) = (randomTensor([12, 4], &random), randomTensor([12, 4], &random))
    let seed = randomTensor([12, 4], &random)
    let (state, accumulator) = pullback(at: x, y) { x, y in
      adjacency.product(x, accumulatingInto: y)
    }(seed)
    let differences = centralDifferences(at: x) { inner(adjacency($0), seed) }
    #expect(distance(state.elements, differences) < float64Rounding)
    #expect(accumulator == seed)
    #expect(pullback(at: x) { x in adjacency(x) }(seed) == state)
  }

  @Test("Every pullback maps the shapeless zero to zeros")
  func shapelessTangents() throws {
    let constant = matrix
    let one = pullback(at: matrix, x, y) { $0.product($1, accumulatingInto: $2) }(.zero)
    #expect(one.0.isShapelessZero && one.1.isShapelessZero && one.2.isShapelessZero)
    let two = pullback(at: x, y) { constant.product($0, accumulatingInto: $1) }(.zero)
    #expect(two.0.isShapelessZero && two.1.isShapelessZero)
    let three = pullback(at: matrix, x) { $0($1) }(.zero)
    #expect(three.0.isShapelessZero && three.1.isShapelessZero)
    #expect(pullback(at: x) { constant($0) }(.zero).isShapelessZero)
    let four = pullback(at: matrix, x, row) { $0.product($1, addingToEachRow: $2) }(.zero)
    #expect(four.0.isShapelessZero && four.1.isShapelessZero && four.2.isShapelessZero)
    let adjacency = try Graph(nodeCount: 5, edges: [(0, 1)]).operator(scalarType: .float64)
    let five = pullback(at: x, x) { adjacency.product($0, accumulatingInto: $1) }(.zero)
    #expect(five.0.isShapelessZero && five.1.isShapelessZero)
    #expect(pullback(at: x) { adjacency($0) }(.zero).isShapelessZero)
  }

  @Test("Products without entries or channels have zero gradients of the right shape")
  func emptyGradients() throws {
    let matrix = try SparseMatrix(
      rowCount: 3, columnCount: 2, rows: [], columns: [], values: [], scalarType: .float64)
    let x = Tensor.ones([2, 4], scalarType: .float64)
    let gradients = pullback(at: matrix, x) { $0($1) }(Tensor.ones([3, 4], scalarType: .float64))
    #expect(gradients.0.shape == [0] && gradients.1 == .zeros([2, 4], scalarType: .float64))
    let narrow = pullback(at: self.matrix, Tensor.zeros([5, 0], scalarType: .float64)) { $0($1) }(
      .zeros([7, 0], scalarType: .float64))
    #expect(narrow.0 == .zeros(self.matrix.values.shape, scalarType: .float64))
    #expect(narrow.1.shape == [5, 0])
  }

  @Test("Moving a matrix along a tangent adds to its values")
  func move() {
    var moved = matrix
    _ = moved.transposed()
    moved.move(by: matrix.values)
    #expect(moved.values == matrix.values.scaled(by: 2))
    #expect(moved.transposed() == matrix.replacingValues(with: moved.values).transposed())
    moved.move(by: .zero)
    #expect(moved.values == matrix.values.scaled(by: 2))
  }
}

import Tensors
import Testing
import _TestSupport

/// Central differences with step 1e-5 in double precision are good to about 1e-9.
private let tolerance = 1e-8

@Suite("Derivatives of tensor operations agree with central differences")
struct DerivativeTests {
  // Away from the kinks at 0 and ±½, so that a difference quotient sees one side only.
  let x =
    samples([4, 3], from: 0.55, to: 2)
    * Tensor(
      shape: [3], elements: [1, -1, 1], scalarType: .float64)
  let positive = samples([4, 3], from: 0.5, to: 2)

  @Test("Activations")
  func activations() {
    #expect(gradientError(at: x, of: { relu($0) }) < tolerance)
    #expect(gradientError(at: x, of: { leakyRelu($0, slope: 0.3) }) < tolerance)
    #expect(gradientError(at: x, of: { elu($0, scale: 0.7) }) < tolerance)
    #expect(gradientError(at: x, of: { softplus($0) }) < tolerance)
    #expect(gradientError(at: x, of: { tanh($0) }) < tolerance)
    #expect(gradientError(at: x, of: { sigmoid($0) }) < tolerance)
  }

  @Test("Elementary functions")
  func elementaryFunctions() {
    #expect(gradientError(at: x, of: { exp($0) }) < tolerance)
    #expect(gradientError(at: positive, of: { log($0) }) < tolerance)
    #expect(gradientError(at: positive, of: { sqrt($0) }) < tolerance)
    #expect(gradientError(at: x, of: { square($0) }) < tolerance)
    #expect(gradientError(at: x, of: { abs($0) }) < tolerance)
    #expect(gradientError(at: x, of: { $0.clamped(to: -1.2...1.3) }) < tolerance)
  }

  @Test("Sums, differences, products and quotients, with every kind of partner on either side")
  func arithmetic() {
    let partners = [
      samples([4, 3], from: 1, to: 2), samples([3], from: 1, to: 2), samples([1, 3], from: 1, to: 2),
      samples([4, 1], from: 1, to: 2), samples([1, 1], from: 1, to: 2), samples([], from: 1, to: 2),
    ]
    for other in partners {
      let name = "\(other.shape)"
      #expect(gradientError(at: x, of: { $0 + other }) < tolerance, "\(name)")
      #expect(gradientError(at: x, of: { other - $0 }) < tolerance, "\(name)")
      #expect(gradientError(at: x, of: { $0 * other }) < tolerance, "\(name)")
      #expect(gradientError(at: x, of: { $0 / other }) < tolerance, "\(name)")
      #expect(gradientError(at: other, of: { x + $0 }) < tolerance, "\(name)")
      #expect(gradientError(at: other, of: { x - $0 }) < tolerance, "\(name)")
      #expect(gradientError(at: other, of: { $0 - x }) < tolerance, "\(name)")
      #expect(gradientError(at: other, of: { $0 * x }) < tolerance, "\(name)")
      #expect(gradientError(at: other, of: { x / $0 }) < tolerance, "\(name)")
      #expect(gradientError(at: other, of: { $0 / x }) < tolerance, "\(name)")
    }
  }

  @Test("Arithmetic with numbers, on either side")
  func numbers() {
    #expect(gradientError(at: x, of: { (2 - $0) * 3 + 1 }) < tolerance)
    #expect(gradientError(at: x, of: { (1 + $0) / 4 - 2 }) < tolerance)
    #expect(gradientError(at: x, of: { 2 / $0 }) < tolerance)
    #expect(gradientError(at: x, of: { 2 * -$0 }) < tolerance)
    let factor = valueWithPullback(at: 1.5) { x.scaled(by: $0).sum().scalar }.pullback(1)
    #expect(abs(factor - x.total) < tolerance)
    let offset = valueWithPullback(at: 1.5) { (x + $0).sum().scalar }.pullback(1)
    #expect(abs(offset - 12) < tolerance)
  }

  @Test("Sums, means and maxima, over all elements and along each axis")
  func reductions() {
    let cube = samples([2, 3, 4])
    #expect(gradientError(at: cube, of: { $0.sum() }) < tolerance)
    #expect(gradientError(at: cube, of: { $0.mean() }) < tolerance)
    #expect(gradientError(at: cube, of: { $0.norm() }) < tolerance)
    for axis in 0..<3 {
      #expect(gradientError(at: cube, of: { $0.sum(alongAxis: axis) }) < tolerance)
      #expect(gradientError(at: cube, of: { $0.mean(alongAxis: axis) }) < tolerance)
      #expect(gradientError(at: cube, of: { $0.max(alongAxis: axis) }) < tolerance)
    }
    #expect(gradientError(at: x, of: { $0 * $0.sum().scalar }) < tolerance)
  }

  @Test("Softmax and its logarithm")
  func softmaxes() {
    #expect(gradientError(at: x, of: { softmax($0) }) < tolerance)
    #expect(gradientError(at: x, of: { logSoftmax($0) }) < tolerance)
  }

  @Test("Matrix products in all four transpositions", arguments: MatrixTransposition.allCases)
  func matrixProducts(transposing: MatrixTransposition) {
    let first = samples(transposing == .first || transposing == .both ? [3, 4] : [4, 3])
    let second = samples(transposing == .second || transposing == .both ? [5, 3] : [3, 5], seed: 1)
    #expect(gradientError(at: first, of: { matmul($0, second, transposing: transposing) }) < tolerance)
    #expect(gradientError(at: second, of: { matmul(first, $0, transposing: transposing) }) < tolerance)
  }

  @Test("A matrix product over the last axis of a batch")
  func batchedMatrixProduct() {
    let batch = samples([2, 3, 4])
    let matrix = samples([4, 5], seed: 1)
    #expect(gradientError(at: batch, of: { matmul($0, matrix) }) < tolerance)
    #expect(gradientError(at: matrix, of: { matmul(batch, $0) }) < tolerance)
  }

  @Test("Concatenation, splitting and slicing along each axis")
  func rearranging() {
    let cube = samples([2, 3, 4])
    for axis in 0..<3 {
      #expect(gradientError(at: cube, of: { concatenated([$0, cube, $0], alongAxis: axis) }) < tolerance)
      #expect(gradientError(at: cube, of: { $0.sliced(alongAxis: axis, 1..<2) }) < tolerance)
      #expect(
        gradientError(
          at: cube, of: { $0.split(alongAxis: axis, sizes: [1, cube.shape[axis] - 1])[1] }) < tolerance)
    }
  }

  @Test("Gathering and scattering rows, transposing and reshaping")
  func rows() {
    #expect(gradientError(at: x, of: { $0.gatheringRows([3, 0, 3]) }) < tolerance)
    #expect(gradientError(at: x, of: { $0.scatterAddingRows([1, 5, 1, 0], rowCount: 6) }) < tolerance)
    #expect(gradientError(at: x, of: { $0.transposed() }) < tolerance)
    #expect(gradientError(at: x, of: { $0.reshaped(to: [2, 6]) * samples([6]) }) < tolerance)
  }

  @Test("Linear combinations")
  func linearCombinations() {
    #expect(gradientError(at: x, of: { $0.adding([x, $0], times: [2, 3]) }) < tolerance)
    #expect(gradientError(at: x, of: { x.adding([$0, $0, x], times: [2, -0.5, 1]) }) < tolerance)
  }

  @Test("Addition in place, dropout and another number format")
  func otherOperations() {
    for other in [samples([4, 3], seed: 1), samples([3], seed: 1)] {
      #expect(gradientError(at: x, of: { sumInPlace($0, other) }) < tolerance)
      #expect(gradientError(at: other, of: { sumInPlace(x, $0) }) < tolerance)
    }
    var generator = RandomGenerator(seed: 9)
    let mask = Tensor(
      dropoutMaskWithRate: 0.4, shape: [4, 3], scalarType: .float64, using: &generator)
    #expect(gradientError(at: x, of: { $0 * mask }) < tolerance)
    let pullback = valueWithPullback(at: x) { $0.converted(to: .float32) }.pullback
    let upstream = samples([4, 3], seed: 2).converted(to: .float32)
    #expect(pullback(upstream) == upstream.converted(to: .float64))
  }

  @Test("Gradients of tensors without elements have their shapes")
  func emptyTensors() {
    let empty = Tensor.zeros([0, 3], scalarType: .float64)
    for axis in 0..<2 {
      #expect(gradient(at: empty) { $0.sum(alongAxis: axis).sum().scalar } == empty)
    }
    let row = samples([3])
    let (toRow, toEmpty) = valueWithPullback(at: row, empty) { $0 * $1 }.pullback(empty)
    #expect(toRow == .zeros([3], scalarType: .float64) && toEmpty == empty)
    #expect(valueWithPullback(at: samples([1])) { $0 - empty }.pullback(empty).elements == [0])
    #expect(
      valueWithPullback(at: empty) { matmul($0, samples([3, 2])) }
        .pullback(.zeros([0, 2], scalarType: .float64)) == empty)
  }

  @Test("A float32 gradient is the float64 one to single precision")
  func singlePrecision() {
    func gradients(_ type: ScalarType) -> [Tensor] {
      let (a, b) = (x.converted(to: type), samples([3]).converted(to: type))
      let (value, pullback) = valueWithPullback(at: a, b) { a, b in
        logSoftmax(matmul(tanh(a) * b - a / (square(b) + 1), a, transposing: .second).scaled(by: 0.5))
      }
      let (first, second) = pullback(weights(like: value))
      return [first.converted(to: .float64), second.converted(to: .float64)]
    }
    for (single, double) in zip(gradients(.float32), gradients(.float64)) {
      #expect(largestDifference(single, double) < 1e-5)
    }
  }

  @Test("A gradient of another shape than the value's is refused, and not read past its end")
  func gradientShapes() async {
    await #expect(processExitsWith: .failure) {
      _ = valueWithPullback(at: Tensor.ones([4, 3])) { $0.sum(alongAxis: 0) }.pullback(.ones([1, 2]))
    }
    await #expect(processExitsWith: .failure) {
      _ = valueWithPullback(at: Tensor.ones([4, 3])) { $0.max(alongAxis: 0) }.pullback(.ones([1, 2]))
    }
    await #expect(processExitsWith: .failure) {
      _ = valueWithPullback(at: Tensor.ones([4, 3])) { $0.reshaped(to: [12]) }.pullback(.ones([11]))
    }
    await #expect(processExitsWith: .failure) {
      _ = valueWithPullback(at: Tensor.ones([4, 3])) { $0.sliced(alongAxis: 0, 1..<2) }
        .pullback(.ones([2, 3]))
    }
    await #expect(processExitsWith: .failure) {
      _ = valueWithPullback(at: Tensor.ones([3])) { Tensor.ones([4, 3]) + $0 }.pullback(.ones([2, 3]))
    }
  }

  @Test("Every pullback returns zero for the shapeless zero")
  func shapelessZero() {
    func isZero(_ function: @differentiable(reverse) (Tensor) -> Tensor) -> Bool {
      let gradient = valueWithPullback(at: positive, of: function).pullback(.zero)
      return gradient.isShapelessZero || gradient.elements.allSatisfy { $0 == 0 }
    }
    #expect(isZero { relu($0) } && isZero { tanh($0) } && isZero { sigmoid($0) })
    #expect(isZero { elu($0) } && isZero { leakyRelu($0) } && isZero { softplus($0) })
    #expect(isZero { exp($0) } && isZero { log($0) } && isZero { sqrt($0) })
    #expect(isZero { square($0) } && isZero { abs($0) } && isZero { $0.clamped(to: 0...1) })
    #expect(isZero { $0 + 1 } && isZero { 1 - $0 } && isZero { $0 * $0 } && isZero { 1 / $0 })
    #expect(isZero { $0.sum() } && isZero { $0.mean(alongAxis: 0) } && isZero { $0.max(alongAxis: 1) })
    #expect(isZero { $0.norm() } && isZero { softmax($0) } && isZero { logSoftmax($0) })
    #expect(isZero { matmul($0, $0, transposing: .second) } && isZero { $0.transposed() })
    #expect(isZero { concatenated([$0, $0], alongAxis: 0) } && isZero { $0.sliced(alongAxis: 1, 0..<1) })
    #expect(isZero { $0.split(alongAxis: 0, sizes: [2, 2])[0] } && isZero { $0.reshaped(to: [12]) })
    #expect(isZero { $0.gatheringRows([0]) } && isZero { $0.scatterAddingRows([0, 0, 0, 0], rowCount: 1) })
    #expect(isZero { $0.adding([$0], times: [2]) } && isZero { $0.converted(to: .float32) })
  }
}

@differentiable(reverse)
private func sumInPlace(_ first: Tensor, _ second: Tensor) -> Tensor {
  var sum = first
  sum += second
  return sum
}

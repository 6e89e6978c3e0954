import Layers
import Tensors
import Testing
import _TestSupport

@Suite("GRU cells")
struct GRUCellTests {
  static let sizes: [(inputs: Int, channels: Int, batch: Int)] = [
    (1, 1, 1), (2, 5, 3), (4, 16, 300), (0, 8, 2), (20, 9, 1500),
  ]

  @differentiable(reverse)
  static func composed(_ cell: GRUCell, _ input: Tensor, _ state: Tensor) -> Tensor {
    let sizes = withoutDerivative(at: [Int](repeating: cell.channelCount, count: 3))
    let axis = withoutDerivative(at: input.rank - 1)
    let fromInput = (matmul(input, cell.inputWeight) + cell.inputBias)
      .split(alongAxis: axis, sizes: sizes)
    let fromState = (matmul(state, cell.stateWeight) + cell.stateBias)
      .split(alongAxis: axis, sizes: sizes)
    let reset = sigmoid(fromInput[0] + fromState[0])
    let update = sigmoid(fromInput[1] + fromState[1])
    let candidate = tanh(fromInput[2] + reset * fromState[2])
    return (1 - update) * candidate + update * state
  }

  static func cell(_ inputs: Int, _ channels: Int) -> GRUCell {
    GRUCell(
      inputWeight: samples([inputs, 3 * channels]), stateWeight: samples([channels, 3 * channels], seed: 1),
      inputBias: samples([3 * channels], seed: 2), stateBias: samples([3 * channels], seed: 3))
  }

  @Test("The fused cell is that of plain operations", arguments: sizes)
  func agreement(size: (inputs: Int, channels: Int, batch: Int)) {
    let cell = Self.cell(size.inputs, size.channels)
    let input = samples([2, size.batch, size.inputs], seed: 3)
    let state = samples([2, size.batch, size.channels], seed: 4)
    let (value, pullback) = valueWithPullback(at: cell, input, state) { $0($1, $2) }
    let (expected, expectedPullback) = valueWithPullback(at: cell, input, state) {
      Self.composed($0, $1, $2)
    }
    #expect(largestDifference(value, expected) < 1e-14)
    let upstream = weights(like: value)
    let (gradient, others) = (pullback(upstream), expectedPullback(upstream))
    // Sums over up to 3000 rows in another order.
    #expect(largestDifference(gradient.0.inputWeight, others.0.inputWeight) < 1e-11)
    #expect(largestDifference(gradient.0.stateWeight, others.0.stateWeight) < 1e-11)
    #expect(largestDifference(gradient.0.inputBias, others.0.inputBias) < 1e-11)
    #expect(largestDifference(gradient.0.stateBias, others.0.stateBias) < 1e-11)
    #expect(largestDifference(gradient.1, others.1) < 1e-13)
    #expect(largestDifference(gradient.2, others.2) < 1e-13)
  }

  @Test("Derivatives in every argument agree with central differences")
  func derivatives() {
    let cell = Self.cell(2, 3)
    let (w, v, b, d) = (cell.inputWeight, cell.stateWeight, cell.inputBias, cell.stateBias)
    let (x, h) = (samples([5, 2], seed: 3), samples([5, 3], seed: 4))
    let mask = Tensor(shape: [5, 1], elements: [1, 0, 1, 1, 0], scalarType: .float64)
    #expect(gradientError(at: x, of: { cell($0, h, where: mask) }) < 1e-8)
    #expect(gradientError(at: h, of: { cell(x, $0, where: mask) }) < 1e-8)
    #expect(gradientError(at: x, of: { cell($0, h) }) < 1e-8)
    #expect(gradientError(at: h, of: { cell(x, $0) }) < 1e-8)
    func error(
      at point: Tensor, of cell: @escaping @differentiable(reverse) (Tensor) -> GRUCell
    ) -> Double {
      max(
        gradientError(at: point) { cell($0)(x, h) },
        gradientError(at: point) { cell($0)(x, h, where: mask) })
    }
    #expect(
      error(at: w) { GRUCell(inputWeight: $0, stateWeight: v, inputBias: b, stateBias: d) } < 1e-8)
    #expect(
      error(at: v) { GRUCell(inputWeight: w, stateWeight: $0, inputBias: b, stateBias: d) } < 1e-8)
    #expect(
      error(at: b) { GRUCell(inputWeight: w, stateWeight: v, inputBias: $0, stateBias: d) } < 1e-8)
    #expect(
      error(at: d) { GRUCell(inputWeight: w, stateWeight: v, inputBias: b, stateBias: $0) } < 1e-8)
  }

  @Test("Where nothing is observed the state stays exactly, and so does its gradient")
  func masked() {
    let cell = Self.cell(2, 3)
    let (x, h) = (samples([4, 2, 2], seed: 3), samples([4, 2, 3], seed: 4))
    let mask = Tensor(shape: [4, 2, 1], elements: [1, 0, 1, 1, 0, 0, 0, 1], scalarType: .float64)
    let (value, pullback) = valueWithPullback(at: cell, h) { $0(x, $1, where: mask) }
    let (jumped, jumpedPullback) = valueWithPullback(at: cell, h) { $0(x, $1) }
    let upstream = weights(like: value)
    let (gradient, other) = (pullback(upstream), jumpedPullback(mask * upstream))
    for row in 0..<8 {
      let isObserved = mask.elements[row] == 1
      let part = 3 * row..<3 * row + 3
      #expect(value.elements[part] == (isObserved ? jumped : h).elements[part])
      #expect(gradient.1.elements[part] == (isObserved ? other.1 : upstream).elements[part])
    }
    #expect(gradient.0 == other.0)
  }

  @Test("A start without state is one of zeros")
  func withoutState() {
    let cell = Self.cell(2, 3)
    let (x, zeros) = (samples([40, 2], seed: 3), Tensor.zeros([40, 3], scalarType: .float64))
    let mask = Tensor(
      shape: [40, 1], elements: (0..<40).map { $0 % 3 == 0 ? 1 : 0 }, scalarType: .float64)
    for observed in [Tensor.ones([40, 1], scalarType: .float64), mask] {
      let (value, pullback) = valueWithPullback(at: cell, x) { $0($1, .zero, where: observed) }
      let (expected, expectedPullback) = valueWithPullback(at: cell, x) {
        $0($1, zeros, where: observed)
      }
      #expect(value == expected)
      let upstream = weights(like: value)
      let (gradient, others) = (pullback(upstream), expectedPullback(upstream))
      #expect(gradient.0 == others.0 && gradient.1 == others.1)
    }
  }

  @Test("Results and gradients have the same bits for every number of threads")
  func threads() {
    var generator = RandomGenerator(seed: 1)
    let cell = GRUCell(4, to: 16, using: &generator)
    let x = samples([60, 37, 4], seed: 3).converted(to: .float32)
    let h = samples([60, 37, 16], seed: 4).converted(to: .float32)
    let before = Threads.count
    defer { Threads.count = before }
    let results = [1, 2, 3].map { count in
      Threads.count = count
      let (value, pullback) = valueWithPullback(at: cell, x, h) { $0($1, $2) }
      let gradient = pullback(weights(like: value))
      return [value, gradient.0.inputWeight, gradient.0.stateWeight, gradient.1, gradient.2]
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test("A new cell has as many parameters as PyTorch's, uniform in ±1/√channels")
  func initialisation() {
    var generator = RandomGenerator(seed: 1)
    let cell = GRUCell(4, to: 64, using: &generator)
    #expect(cell.parameterCount == 3 * 64 * (4 + 64 + 2))
    #expect(
      cell.namedParameters.map(\.name) == ["inputWeight", "stateWeight", "inputBias", "stateBias"])
    #expect(cell.stateWeight.elements.allSatisfy { Swift.abs($0) <= 0.125 })
    // Variance of a uniform number in ±1/8: 1/192, known to 2 % from 12 288 samples.
    #expect(Swift.abs(square(cell.stateWeight).mean().scalar * 192 - 1) < 0.03)
    #expect(cell(.zeros([0, 4]), .zero).shape == [0, 64])
  }
}

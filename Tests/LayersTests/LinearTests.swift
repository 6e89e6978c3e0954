import Graphs
import Layers
import Tensors
import Testing
import _TestSupport

@Suite("Dense layers")
struct LinearTests {
  let weight = samples([4, 3])
  let bias = samples([3], seed: 1)

  @Test("Sparse features give the same result and the same gradient as dense ones")
  func sparseFeatures() {
    let layer = Linear(weight: weight, bias: bias)
    let dense = relu(samples([5, 4], seed: 2))
    let sparse = SparseMatrix(dense)
    #expect(sparse.entryCount < 20)
    let (denseValue, densePullback) = valueWithPullback(at: layer) { $0(dense) }
    let (sparseValue, sparsePullback) = valueWithPullback(at: layer) { $0(sparse) }
    #expect(largestDifference(denseValue, sparseValue) < 1e-14)
    let upstream = weights(like: denseValue)
    #expect(largestDifference(densePullback(upstream).weight, sparsePullback(upstream).weight) < 1e-14)
    #expect(largestDifference(densePullback(upstream).bias, sparsePullback(upstream).bias) < 1e-14)
  }

  @Test("A mask beside sparse features acts as dropout on them", arguments: [0, 0.5])
  func maskedFeatures(rate: Double) {
    let features = SparseMatrix(relu(samples([30, 4], seed: 2)))
    let dropout = Dropout(rate: rate)
    var (first, second) = (RandomGenerator(seed: 7), RandomGenerator(seed: 7))
    let mask = dropout.mask(entriesOf: features, using: &first)
    let dropped = dropout.applied(to: features, using: &second)
    #expect(first == second)
    for layer in [Linear(weight: weight, bias: bias), Linear(weight: weight)] {
      let (value, pullback) = valueWithPullback(at: layer) { $0(features, keeping: mask) }
      let (expected, expectedPullback) = valueWithPullback(at: layer) { $0(dropped) }
      // Sums of four terms, and in gradients of thirty, in another order.
      #expect(largestDifference(value, expected) < 1e-14)
      let (slope, expectedSlope) = (pullback(weights(like: value)), expectedPullback(weights(like: value)))
      #expect(largestDifference(slope.weight, expectedSlope.weight) < 1e-13)
      #expect(slope.bias == expectedSlope.bias)
    }
  }

  @Test("Derivatives in features, weight and bias agree with central differences")
  func derivatives() {
    let (w, b, x) = (weight, bias, samples([5, 2, 4], seed: 2))
    #expect(gradientError(at: x, of: { Linear(weight: w, bias: b)($0) }) < 1e-8)
    #expect(gradientError(at: w, of: { Linear(weight: $0, bias: b)(x) }) < 1e-8)
    #expect(gradientError(at: b, of: { Linear(weight: w, bias: $0)(x) }) < 1e-8)
  }

  @Test("A new layer is uniform in ±1/√inputs")
  func initialisation() {
    var generator = RandomGenerator(seed: 1)
    let layer = Linear(100, to: 50, using: &generator)
    #expect(layer.weight.shape == [100, 50] && layer.bias.shape == [50])
    #expect(layer.weight.elements.allSatisfy { abs($0) <= 0.1 })
    // Variance of a uniform number in ±0.1: 0.1²/3.
    #expect(abs(square(layer.weight).mean().scalar - 0.01 / 3) < 2e-4)
  }

  @Test("A layer without offset is the product alone, also for sparse features")
  func absentOffset() {
    let features = relu(samples([5, 4], seed: 2))
    let layer = Linear(weight: weight)
    #expect(largestDifference(layer(features), matmul(features, weight)) == 0)
    #expect(largestDifference(layer(SparseMatrix(features)), matmul(features, weight)) < 1e-14)
    let w = weight
    #expect(gradientError(at: features, of: { Linear(weight: w)($0) }) < 1e-8)
    #expect(gradientError(at: w, of: { Linear(weight: $0)(features) }) < 1e-8)
    for slope in [
      gradient(at: layer) { $0(features).sum().scalar },
      gradient(at: layer) { $0(SparseMatrix(features)).sum().scalar },
    ] {
      // Not a tensor that broadcasts: gradients of batches of different sizes must add up.
      #expect(slope.bias.isShapelessZero)
      #expect(slope.weight.shape == [4, 3])
    }
    #expect(layer.namedParameters.map(\.name) == ["weight"])
    var generator = RandomGenerator(seed: 1)
    #expect(Linear(4, to: 3, bias: .absent, using: &generator).bias == .zero)
  }
}

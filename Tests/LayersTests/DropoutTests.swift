import Graphs
import Layers
import Tensors
import Testing
import _TestSupport

@Suite("Dropout")
struct DropoutTests {
  @Test("A mask drops the stated share and keeps the expectation", arguments: [0.1, 0.5, 0.9])
  func share(rate: Double) {
    var generator = RandomGenerator(seed: 5)
    let mask = Dropout(rate: rate).mask([200, 100], using: &generator)
    let elements = mask(.ones([200, 100])).elements
    let dropped = Double(elements.count { $0 == 0 }) / 20_000
    // Five standard deviations of a share over 20 000 draws.
    let deviation = (rate * (1 - rate) / 20_000).squareRoot()
    #expect(abs(dropped - rate) < 5 * deviation, "seed 5")
    let kept = Float(1 / (1 - rate))
    #expect(elements.allSatisfy { $0 == 0 || $0 == Double(kept) })
  }

  @Test("A mask is a value: it treats every tensor alike, and a seed gives it again")
  func repetition() {
    var first = RandomGenerator(seed: 3)
    var second = RandomGenerator(seed: 3)
    let dropout = Dropout(rate: 0.5)
    let mask = dropout.mask([4, 5], scalarType: .float64, using: &first)
    let state = samples([4, 5])
    #expect(mask(state) == mask(state))
    #expect(mask(state.scaled(by: 2)) == mask(state).scaled(by: 2))
    #expect(dropout.mask([4, 5], scalarType: .float64, using: &second) == mask)
    #expect(dropout.mask([4, 5], scalarType: .float64, using: &second) != mask)
  }

  @Test("A rate of zero draws nothing and changes nothing")
  func zeroRate() {
    var generator = RandomGenerator(seed: 3)
    let mask = Dropout(rate: 0).mask([2, 2], using: &generator)
    #expect(mask == .keepingAll)
    #expect(generator == RandomGenerator(seed: 3))
    let state = samples([3, 7])
    #expect(mask(state) == state)
  }

  @Test("The derivative agrees with central differences")
  func derivative() {
    var generator = RandomGenerator(seed: 3)
    let mask = Dropout(rate: 0.4).mask([4, 5], scalarType: .float64, using: &generator)
    #expect(gradientError(at: samples([4, 5]), of: { mask($0) }) < 1e-8)
    #expect(gradientError(at: samples([4, 5]), of: { DropoutMask.keepingAll($0) }) < 1e-8)
    #expect(pullback(at: samples([4, 5]), of: { mask($0) })(.zero) == .zero)
  }

  @Test("Sparse features lose entries and keep their pattern")
  func sparse() {
    var generator = RandomGenerator(seed: 3)
    let features = SparseMatrix(relu(samples([30, 20])))
    let dropped = Dropout(rate: 0.5).applied(to: features, using: &generator)
    #expect(dropped.pattern == features.pattern)
    for (value, original) in zip(dropped.values.elements, features.values.elements) {
      #expect(value == 0 || value == 2 * original)
    }
    let share = Double(dropped.values.elements.count { $0 == 0 }) / Double(features.entryCount)
    #expect(abs(share - 0.5) < 5 * (0.25 / Double(features.entryCount)).squareRoot(), "seed 3")
    #expect(Dropout(rate: 0).applied(to: features, using: &generator) == features)
  }
}

import Layers
import Tensors
import Testing

@Suite("Initialisers")
struct InitialiserTests {
  /// Each initialiser with its variance and bound (if any) for 60 inputs and 40 outputs.
  static let claims: [(Initialiser, variance: Double, bound: Double)] = [
    (.uniformByInputs, 1 / 180, (1.0 / 60).squareRoot()),
    (.glorotUniform, 2 / 100, (6.0 / 100).squareRoot()),
    (.glorotNormal, 2 / 100, .infinity),
    (.kaimingUniform, 2 / 60, (6.0 / 60).squareRoot()),
    (.kaimingNormal, 2 / 60, .infinity),
    (.zeros, 0, 0),
  ]

  @Test("Weights have mean zero, the stated variance and the stated bound", arguments: claims)
  func weights(of initialiser: Initialiser, variance: Double, bound: Double) {
    var generator = RandomGenerator(seed: 11)
    let weight = initialiser.weight(60, 40, scalarType: .float64, using: &generator)
    #expect(weight.shape == [60, 40])
    // Five standard errors of a mean and of a variance over 2 400 draws (normal at worst).
    #expect(abs(weight.mean().scalar) <= 5 * (variance / 2_400).squareRoot(), "seed 11")
    let found = square(weight).mean().scalar
    #expect(abs(found - variance) <= 5 * variance * (2.0 / 2_400).squareRoot(), "seed 11")
    #expect(weight.elements.allSatisfy { abs($0) <= bound })
  }

  @Test("Biases are zero, except where they follow the weights", arguments: claims.map(\.0))
  func biases(of initialiser: Initialiser) {
    var generator = RandomGenerator(seed: 11)
    let bias = initialiser.bias(60, 40, using: &generator)
    #expect(bias.shape == [40])
    #expect((bias == .zeros([40])) == (initialiser != .uniformByInputs))
    #expect(bias.elements.allSatisfy { abs($0) <= (1.0 / 60).squareRoot() })
  }

  @Test("Layers without inputs or outputs are allowed", arguments: claims.map(\.0))
  func empty(of initialiser: Initialiser) {
    var generator = RandomGenerator(seed: 1)
    #expect(initialiser.weight(0, 3, using: &generator).shape == [0, 3])
    #expect(initialiser.weight(3, 0, using: &generator).shape == [3, 0])
    #expect(initialiser.weight(0, 0, using: &generator).shape == [0, 0])
  }
}

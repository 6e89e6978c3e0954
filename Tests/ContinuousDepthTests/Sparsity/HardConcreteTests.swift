import ContinuousDepth
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Hard concrete gates")
struct HardConcreteTests {
  static let distributions = [
    HardConcrete(), HardConcrete(temperature: 0.9, stretch: -0.3...1.2),
  ]
  static let logOdds = [-3.0, -1, 0, 0.5, 2.5]
  private static let count = 40_000

  /// Many gates with the same log odds.
  private func gates(_ distribution: HardConcrete, _ logOdds: Double) -> [Double] {
    var generator = RandomGenerator(seed: 12)
    let noise = GateNoise([Self.count], scalarType: .float64, using: &generator)
    let odds = Tensor(repeating: logOdds, shape: [Self.count], scalarType: .float64)
    return distribution.gates(odds, noise: noise).elements
  }

  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  @Test(
    "Gates are closed, and fully open, as often as the distribution says",
    arguments: HardConcreteTests.distributions, HardConcreteTests.logOdds)
  func frequencies(distribution: HardConcrete, logOdds: Double) {
    let gates = gates(distribution, logOdds)
    #expect(gates.allSatisfy { $0 >= 0 && $0 <= 1 })
    let (low, high) = (distribution.stretch.lowerBound, distribution.stretch.upperBound)
    let beta = distribution.temperature
    let open = sigmoid(logOdds - beta * log(-low / high))
    let full = sigmoid(logOdds - beta * log((1 - low) / (high - 1)))
    for (probability, frequency) in [
      (open, gates.count { $0 > 0 }), (full, gates.count { $0 == 1 }),
    ] {
      let deviation = (probability * (1 - probability) / Double(Self.count)).squareRoot()
      #expect(abs(Double(frequency) / Double(Self.count) - probability) < 5 * deviation)
    }
    let odds = Tensor(shape: [1], elements: [logOdds], scalarType: .float64)
    #expect(abs(distribution.openProbability(odds).elements[0] - open) < 1e-14)
    #expect(abs(distribution.logOdds(openWithProbability: open) - logOdds) < 1e-12)
  }

  @Test(
    "Gates have the moments that a quadrature over the noise gives",
    arguments: HardConcreteTests.distributions, HardConcreteTests.logOdds)
  func moments(distribution: HardConcrete, logOdds: Double) {
    let (low, high) = (distribution.stretch.lowerBound, distribution.stretch.upperBound)
    let points = 100_000
    let exact = (0..<points).map { point in
      let u = (Double(point) + 0.5) / Double(points)
      let s = sigmoid((log(u) - log(1 - u) + logOdds) / distribution.temperature)
      return min(1, max(0, s * (high - low) + low))
    }
    let gates = gates(distribution, logOdds)
    for power in [1.0, 2] {
      let expected = exact.map { pow($0, power) }.reduce(0, +) / Double(points)
      let square = exact.map { pow($0, 2 * power) }.reduce(0, +) / Double(points)
      let deviation = ((square - expected * expected) / Double(Self.count)).squareRoot()
      let found = gates.map { pow($0, power) }.reduce(0, +) / Double(Self.count)
      #expect(abs(found - expected) < 5 * deviation)
    }
  }

  @Test(
    "Gates of evaluation have no noise, and close where the log odds are low",
    arguments: HardConcreteTests.distributions)
  func evaluation(distribution: HardConcrete) {
    let (low, high) = (distribution.stretch.lowerBound, distribution.stretch.upperBound)
    let border = log(-low / high)
    let odds = [border - 1, border - 1e-9, border + 1e-3, 0, 40]
    let gates = distribution.gates(
      Tensor(shape: [5], elements: odds, scalarType: .float64), noise: .none
    ).elements
    #expect(gates[0] == 0 && gates[1] == 0 && gates[2] > 0 && gates[4] == 1)
    #expect(abs(gates[3] - (0.5 * (high - low) + low)) < 1e-15)
  }

  @Test(
    "Gates and probabilities have the gradient of central differences",
    arguments: HardConcreteTests.distributions)
  func gradients(distribution: HardConcrete) {
    var generator = RandomGenerator(seed: 4)
    let noise = GateNoise([4, 5], scalarType: .float64, using: &generator)
    let odds = samples([4, 5], from: -3, to: 3)
    #expect(gradientError(at: odds) { distribution.gates($0, noise: noise) } < 1e-8)
    #expect(gradientError(at: odds) { distribution.gates($0, noise: .none) } < 1e-8)
    #expect(gradientError(at: odds) { distribution.openProbability($0) } < 1e-8)
  }

  @Test("A seed gives the same noise again, and another one other noise")
  func reproducible() {
    func noise(_ seed: UInt64) -> GateNoise {
      var generator = RandomGenerator(seed: seed)
      return GateNoise([3, 4], using: &generator)
    }
    #expect(noise(1) == noise(1) && noise(1) != noise(2) && noise(1) != .none)
  }
}

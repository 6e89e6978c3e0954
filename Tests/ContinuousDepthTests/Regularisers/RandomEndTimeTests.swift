import ContinuousDepth
import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Random end times")
struct RandomEndTimeTests {
  private let count = 20_000

  /// Ends drawn with one seed.
  private func ends(_ random: RandomEndTime, near span: TimeSpan, seed: UInt64 = 5) -> [Double] {
    var generator = RandomGenerator(seed: seed)
    let spans = (0..<count).map { _ in random.span(near: span, using: &generator) }
    #expect(spans.allSatisfy { $0.start == span.start })
    return spans.map(\.end)
  }

  private func mean(_ values: [Double], power: Int = 1, around center: Double = 0) -> Double {
    values.map { pow($0 - center, Double(power)) }.reduce(0, +) / Double(values.count)
  }

  /// Five standard errors of a mean whose single values have this deviation.
  private func tolerance(_ deviation: Double) -> Double { 5 * deviation / Double(count).squareRoot() }

  @Test("Uniform ends have the moments of their distribution and keep inside it")
  func uniform() {
    let ends = ends(RandomEndTime(.uniform(reach: 0.5), minimumLength: 0.1), near: TimeSpan(from: 1, to: 3))
    #expect(ends.allSatisfy { $0 >= 2.5 && $0 < 3.5 })
    #expect((ends.max() ?? 0) > 3.49 && (ends.min() ?? 3) < 2.51)
    #expect(abs(mean(ends) - 3) < tolerance(0.5 / 3.0.squareRoot()))
    // E (T − t₁)² = r²/3 and E (T − t₁)⁴ = r⁴/5, with deviations √(4/45) r² and √(16/225) r⁴ of one value.
    #expect(abs(mean(ends, power: 2, around: 3) - 0.25 / 3) < tolerance((4.0 / 45).squareRoot() * 0.25))
    #expect(abs(mean(ends, power: 4, around: 3) - 0.0625 / 5) < tolerance(4.0 / 15 * 0.0625))
  }

  @Test("The widest spread reaches down to the shortest length, in both directions", arguments: [1.0, -1.0])
  func widest(direction: Double) {
    let span = TimeSpan(from: 2, to: 2 + direction * 1.5)
    let lengths = ends(RandomEndTime(minimumLength: 0.25), near: span).map { direction * ($0 - 2) }
    #expect(lengths.allSatisfy { $0 >= 0.25 && $0 <= 2.75 })
    #expect((lengths.min() ?? 1) < 0.26 && (lengths.max() ?? 1) > 2.74)
    #expect(abs(mean(lengths) - 1.5) < tolerance(1.25 / 3.0.squareRoot()))
  }

  @Test("Normal ends are those of a normal distribution without what is too short", arguments: [1.0, -1.0])
  func normal(direction: Double) {
    let span = TimeSpan(from: 0, to: direction)
    let random = RandomEndTime(.normal(deviation: 0.8), minimumLength: 0.4)
    let lengths = ends(random, near: span).map { direction * $0 }
    #expect(lengths.allSatisfy { $0 >= 0.4 })
    // With a = (0.4 − 1)/0.8: mean 1 + 0.8 φ(a)/(1 − Φ(a)), and it is less spread than it was.
    let a = -0.75
    let density = exp(-a * a / 2) / (2 * Double.pi).squareRoot()
    let kept = erfc(a / 2.0.squareRoot()) / 2
    #expect(abs(mean(lengths) - (1 + 0.8 * density / kept)) < tolerance(0.8))
    let ratio = density / kept
    let variance = 0.64 * (1 + a * ratio - ratio * ratio)
    let found = mean(lengths, power: 2, around: mean(lengths))
    #expect(abs(found - variance) < tolerance(2.0.squareRoot() * 0.64))
  }

  @Test("A seed gives the same ends again, and nothing is drawn where nothing may move")
  func reproducible() {
    let span = TimeSpan(from: 0, to: 1)
    let random = RandomEndTime(minimumLength: 0.01)
    #expect(ends(random, near: span) == ends(random, near: span))
    #expect(ends(random, near: span) != ends(random, near: span, seed: 6))
    for still in [
      RandomEndTime(minimumLength: 1), RandomEndTime(.uniform(reach: 0), minimumLength: 0),
      RandomEndTime(.normal(deviation: 0), minimumLength: 0),
    ] {
      var generator = RandomGenerator(seed: 3)
      #expect(still.span(near: span, using: &generator) == span && generator == RandomGenerator(seed: 3))
    }
  }

  @Test("The mean squared error over random ends is that at the end and the variance of the arrival")
  func meanSquaredError() {
    // At the constant velocity v the state at T is y₁ + v (T − t₁): E (y(T) − z)² = (y₁ − z)² + v² r²/3.
    let (velocity, target) = (1.5, 0.25)
    var flow = DepthFlow(
      Steady(velocity: Tensor(shape: [1], elements: [velocity], scalarType: .float64)),
      over: TimeSpan(from: 0, to: 2), with: Solver(.euler, .steps(1)))
    let random = RandomEndTime(.uniform(reach: 0.5), minimumLength: 0.5)
    var generator = RandomGenerator(seed: 8)
    let end = flow.span
    let errors = (0..<4000).map { _ in
      flow.span = random.span(near: end, using: &generator)
      let miss = flow(Tensor(shape: [1], elements: [0], scalarType: .float64)).end.elements[0] - target
      return miss * miss
    }
    let miss = velocity * 2 - target
    let expected = miss * miss + velocity * velocity * 0.25 / 3
    // One squared error has a deviation of about 2 · miss · v · r/√3.
    #expect(abs(mean(errors) - expected) < 5 * 2.1 * miss * velocity * 0.5 / (3.0 * 4000).squareRoot())
  }
}

import ContinuousDepth
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

private let tolerance = 1e-8
private let exact = Solver(
  .dormandPrince8, .adaptive(relativeTolerance: 1e-12, absoluteTolerance: 1e-13))

/// Two channels that an expert moves, and three that are learned.
@Suite("Known dynamics beside learned ones")
struct HybridFieldTests {
  let expert = Relaxation(rate: samples([2], from: 0.5, to: 2), level: samples([2], seed: 1))
  let weight = samples([5, 3], seed: 2)
  let start = samples([4, 5], seed: 3)

  /// A matrix `[5, 5]` with the given columns for the learned channels, and others for the expert's.
  private func full(_ weight: Tensor) -> Tensor {
    concatenated([samples([5, 2], seed: 9), weight], alongAxis: 1)
  }

  @Test("Parts that do not depend on each other move as in two solves of their own")
  func decoupled() {
    let apart = concatenated(
      [.zeros([2, 3], scalarType: .float64), samples([3, 3], seed: 4)], alongAxis: 0)
    let solver = Solver(.rk4, .steps(7))
    let field = HybridField(expert, channels: 2, beside: LinearField(apart))
    let parts = start.split(alongAxis: 1, sizes: [2, 3])
    let own = [
      integrate(expert, from: parts[0], over: 0...2, with: solver),
      integrate(LinearField(samples([3, 3], seed: 4)), from: parts[1], over: 0...2, with: solver),
    ]
    let together = integrate(field, from: start, over: 0...2, with: solver)
    // Sums of a product run in another order beside zeros.
    #expect(largestDifference(together, concatenated(own, alongAxis: 1)) < 1e-14)
  }

  @Test("Learned channels that follow the expert's are solved by the matrix exponential")
  func coupled() {
    let rates = samples([2], from: 0.5, to: 2)
    let field = HybridField(
      Relaxation(rate: rates, level: .zeros([2], scalarType: .float64)), channels: 2,
      beside: LinearField(weight))
    let decay = Tensor(
      shape: [2, 2], elements: [-rates.elements[0], 0, 0, -rates.elements[1]], scalarType: .float64)
    let known = concatenated([decay, .zeros([3, 2], scalarType: .float64)], alongAxis: 0)
    let generator = concatenated([known, weight], alongAxis: 1)
    let end = integrate(field, from: start, over: 0...1.5, with: exact)
    #expect(largestDifference(end, matmul(start, matrixExponential(generator.scaled(by: 1.5)))) < 1e-10)
  }

  @Test("With nothing learned the expert's channels move alone, and the others rest")
  func nothingLearned() {
    let still = LinearField(.zeros([5, 3], scalarType: .float64))
    let end = integrate(
      HybridField(expert, channels: 2, beside: still), from: start, over: 0...1.3, with: exact)
    let truth = relaxed(start.sliced(alongAxis: 1, 0..<2), expert, after: 1.3)
    #expect(largestDifference(end.sliced(alongAxis: 1, 0..<2), truth) < 1e-11)
    #expect(end.sliced(alongAxis: 1, 2..<5) == start.sliced(alongAxis: 1, 2..<5))
  }

  @Test("Of a learned field that moves all channels only the last velocities count")
  func widths() {
    let narrow = HybridField(expert, channels: 2, beside: LinearField(weight))
    let wide = HybridField(expert, channels: 2, beside: LinearField(full(weight)))
    #expect(largestDifference(narrow(start, at: 0.3), wide(start, at: 0.3)) < 1e-15)
    #expect(narrow(start, at: 0.3).shape == [4, 5])
    let nothing = Relaxation(rate: Tensor(1, scalarType: .float64), level: Tensor(1, scalarType: .float64))
    let alone = HybridField(nothing, channels: 0, beside: LinearField(full(weight)))
    #expect(alone.expertChannels == 0)
    #expect(alone(start, at: 0.3) == LinearField(full(weight))(start, at: 0.3))
  }

  @Test("Its derivatives are difference quotients: in the state and in every parameter")
  func derivatives() {
    let (e, w, x) = (expert, weight, start)
    let solver = Solver(.rk4, .steps(3))
    #expect(
      gradientError(at: x) {
        integrate(
          HybridField(e, channels: 2, beside: LinearField(Linear(weight: w))), from: $0, over: 0...1,
          with: solver)
      } < tolerance)
    #expect(
      gradientError(at: e.rate) {
        let expert = Relaxation(rate: $0, level: e.level)
        return integrate(
          HybridField(expert, channels: 2, beside: LinearField(Linear(weight: w))), from: x, over: 0...1,
          with: solver)
      } < tolerance)
    #expect(
      gradientError(at: e.level) {
        let expert = Relaxation(rate: e.rate, level: $0)
        return HybridField(expert, channels: 2, beside: LinearField(Linear(weight: w)))(x, at: 0.2)
      } < tolerance)
    #expect(
      gradientError(at: w) {
        integrate(
          HybridField(e, channels: 2, beside: LinearField(Linear(weight: $0))), from: x, over: 0...1,
          with: solver)
      } < tolerance)
  }

  @Test("At the times of samples it is as at a time that they share, with derivatives")
  func sampleTimes() {
    let (e, w) = (expert, weight)
    let bias = samples([3], seed: 6)
    let states = start.reshaped(to: [1, 4, 5])
    let times = Tensor(shape: [1, 4, 1], elements: [0.1, 0.4, 0.1, 2], scalarType: .float64)
    let field = HybridField(e, channels: 2, beside: LinearField(Linear(weight: w, bias: bias)))
    let found = field(states, atTimes: times)
    #expect(
      largestDifference(
        found.sliced(alongAxis: 1, 1..<2), field(states, at: 0.4).sliced(alongAxis: 1, 1..<2)) < 1e-15)
    #expect(gradientError(at: states) { field($0, atTimes: times) } < tolerance)
    #expect(gradientError(at: times) { field(states, atTimes: $0) } < tolerance)
  }

  @Test("Parameters have the names of their parts, and a fixed expert has none")
  func names() {
    let field = HybridField(expert, channels: 2, beside: LinearField(weight))
    #expect(field.namedParameters.map(\.name) == ["expert.rate", "expert.level", "learned.layer.weight"])
    let fixed = HybridField(FixedField(expert), channels: 2, beside: LinearField(weight))
    #expect(fixed.namedParameters.map(\.name) == ["learned.layer.weight"])
    #expect(fixed(start, at: 1) == field(start, at: 1))
    var projected = HybridField(
      Relaxation(rate: -expert.rate, level: expert.level), channels: 2, beside: LinearField(weight))
    projected.projectParameters()
    #expect(projected.expert.rate == expert.rate)
  }

  @Test("A fixed expert passes on the state's gradient, and none of its own")
  func fixedGradient() {
    let (e, x) = (expert, start.sliced(alongAxis: 1, 0..<2))
    #expect(gradientError(at: x) { FixedField(e)($0, at: 0.4) } < tolerance)
    #expect(gradientError(at: x) { FixedField(e)($0, atTimes: x.sharedTime(0.4)) } < tolerance)
    let halved = HalvedRelaxation(whole: e)
    #expect(gradientError(at: x) { FixedField(halved).stiffVelocity($0, at: 0) } < tolerance)
    #expect(gradientError(at: x) { FixedField(halved).softVelocity($0, at: 0) } < tolerance)
    #expect(FixedField<HalvedRelaxation>.isSplit && !FixedField<Relaxation>.isSplit)
  }

  @Test("It jumps where either part does")
  func jumps() {
    var (known, unknown) = (expert, LinearField(weight))
    known.jumpTimes = [1, 2]
    unknown.jumpTimes = [3]
    #expect(HybridField(known, channels: 2, beside: unknown).jumpTimes == [1, 2, 3])
    #expect(HybridField(FixedField(known), channels: 2, beside: unknown).jumpTimes == [1, 2, 3])
    #expect(CorrectedField(known, by: known).jumpTimes == [1, 2, 1, 2])
  }

  @Test("A state without the expert's channels, and a learned field that leaves some at rest, are refused")
  func refusals() async {
    await #expect(processExitsWith: .failure) {
      let expert = Relaxation(rate: samples([2]), level: samples([2]))
      _ = HybridField(expert, channels: 2, beside: expert)(samples([4, 1]), at: 0)
    }
    await #expect(processExitsWith: .failure) {
      let expert = Relaxation(rate: samples([2]), level: samples([2]))
      _ = HybridField(expert, channels: 2, beside: LinearField(samples([5, 2])))(samples([4, 5]), at: 0)
    }
  }
}

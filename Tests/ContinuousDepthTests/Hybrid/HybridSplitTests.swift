import ContinuousDepth
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

/// A relaxation that is so fast that explicit steps of a tenth cannot follow it, beside a slow learned field.
@Suite("Hybrid fields under implicit–explicit methods")
struct HybridSplitTests {
  let fast = Relaxation(rate: samples([3], from: 400, to: 900), level: samples([3], seed: 1))
  let perceptron = HiddenLayer(
    hidden: Linear(weight: samples([3, 4], seed: 2), bias: samples([4], seed: 3)),
    output: Linear(weight: samples([4, 3], seed: 4)))
  let wide = HiddenLayer(
    hidden: Linear(weight: samples([5, 4], seed: 2), bias: samples([4], seed: 3)),
    output: Linear(weight: samples([4, 2], seed: 4)))
  let start = samples([2, 3], seed: 5)
  let wideStart = samples([2, 5], seed: 6)
  let additive = Solver(.kennedyCarpenter4, .steps(20))
  let exact = Solver(.kvaerno5, .adaptive(relativeTolerance: 1e-11, absoluteTolerance: 1e-12))

  @Test("The parts add up to the whole, also where the expert is split itself")
  func parts() {
    func check<Field: VectorField>(_ field: Field, _ state: Tensor) where Field.State == Tensor {
      let sum = field.stiffVelocity(state, at: 0.3) + field.softVelocity(state, at: 0.3)
      #expect(Field.isSplit)
      #expect(largestDifference(sum, field(state, at: 0.3)) < 1e-12)
    }
    check(CorrectedField(fast, by: perceptron), start)
    check(CorrectedField(HalvedRelaxation(whole: fast), by: perceptron), start)
    check(HybridField(fast, channels: 3, beside: wide), wideStart)
    check(HybridField(HalvedRelaxation(whole: fast), channels: 3, beside: wide), wideStart)
    let split = CorrectedField(HalvedRelaxation(whole: fast), by: perceptron)
    #expect(split.stiffVelocity(start, at: 0) == fast(start, at: 0).scaled(by: 0.75))
    let beside = HybridField(fast, channels: 3, beside: wide)
    #expect(
      beside.stiffVelocity(wideStart, at: 0).sliced(alongAxis: 1, 3..<5)
        == .zeros([2, 2], scalarType: .float64))
  }

  @Test("Long steps follow a fast expert with a learned correction, which explicit ones cannot")
  func corrected() {
    let field = CorrectedField(fast, by: perceptron)
    let truth = integrate(field, from: start, over: 0...2, with: exact)
    // Relative to the rate, the correction moves the state by about a thousandth.
    #expect(largestDifference(truth, relaxed(start, fast, after: 2)) > 1e-4)
    #expect(largestDifference(integrate(field, from: start, over: 0...2, with: additive), truth) < 1e-5)
    let explicit = integrate(field, from: start, over: 0...2, with: Solver(.rk4, .steps(20)))
    #expect(!(largestDifference(explicit, truth) < 1e3))
  }

  @Test("Long steps follow a fast expert beside learned channels")
  func beside() {
    let field = HybridField(fast, channels: 3, beside: wide)
    let truth = integrate(field, from: wideStart, over: 0...2, with: exact)
    let end = integrate(field, from: wideStart, over: 0...2, with: Solver(.kennedyCarpenter4, .steps(100)))
    #expect(largestDifference(end, truth) < 1e-3)
    #expect(largestDifference(wideStart, truth) > 0.1)
  }

  @Test("An expert that solves its own stages goes on doing so: the same state, no iteration")
  func resolvent() {
    let solved = SolvedRelaxation(whole: fast)
    func check<First: VectorField, Second: VectorField>(_ own: First, _ iterated: Second, _ start: Tensor)
    where First.State == Tensor, Second.State == Tensor {
      let (first, second) = (
        solve(own, from: start, over: 0...2, with: additive),
        solve(iterated, from: start, over: 0...2, with: additive)
      )
      #expect(largestDifference(first.end, second.end) < 1e-7)
      #expect(first.statistics.evaluations < second.statistics.evaluations / 2)
    }
    check(CorrectedField(solved, by: perceptron), CorrectedField(fast, by: perceptron), start)
    check(
      CorrectedField(FixedField(solved), by: perceptron), CorrectedField(FixedField(fast), by: perceptron),
      start)
    check(
      HybridField(solved, channels: 3, beside: wide), HybridField(fast, channels: 3, beside: wide), wideStart)
  }

  @Test("A stage of its own solves the equation of the stiff part, and its gradient the transposed one")
  func ownStages() throws {
    func check<Field: ResolventField>(_ field: Field, _ base: Tensor) throws where Field.State == Tensor {
      let stage = try #require(field.resolvedState(from: base, scaledBy: 0.01, at: 0))
      let residual = stage - base - field.stiffVelocity(stage, at: 0).scaled(by: 0.01)
      #expect(largestDifference(residual, .zeros(like: residual)) < 1e-13)
      // ⟨R x, g⟩ = ⟨x, Rᵀ g⟩, where R x is how the stage follows its base.
      let moved = samples(base.shape, seed: 11)
      let other = try #require(field.resolvedState(from: base + moved, scaledBy: 0.01, at: 0))
      let gradient = samples(base.shape, seed: 12)
      let returned = try #require(field.resolvedGradient(gradient, scaledBy: 0.01, at: 0))
      let difference = ((other - stage) * gradient - moved * returned).sum().scalar
      #expect(abs(difference) < 1e-13)
    }
    let solved = SolvedRelaxation(whole: fast)
    try check(CorrectedField(solved, by: perceptron), start)
    try check(FixedField(solved), start)
    try check(HybridField(FixedField(solved), channels: 3, beside: wide), wideStart)
  }

  @Test("Gradients through implicit–explicit steps are difference quotients")
  func gradients() {
    let (p, w, f) = (perceptron, wide, fast)
    let slow = Relaxation(rate: fast.rate.scaled(by: 0.01), level: fast.level)
    let solver = Solver(.kennedyCarpenter4, .steps(3))
    #expect(
      gradientError(at: start) {
        integrate(CorrectedField(slow, by: p), from: $0, over: 0...1, with: solver)
      } < 1e-7)
    #expect(
      gradientError(at: start) {
        integrate(
          CorrectedField(SolvedRelaxation(whole: f), by: p), from: $0, over: 0...1, with: solver)
      } < 1e-7)
    let x = wideStart
    #expect(
      gradientError(at: x) {
        integrate(HybridField(slow, channels: 3, beside: w), from: $0, over: 0...1, with: solver)
      } < 1e-7)
    #expect(
      gradientError(at: x) {
        integrate(
          HybridField(SolvedRelaxation(whole: slow), channels: 3, beside: w), from: $0, over: 0...1,
          with: solver)
      } < 1e-7)
    #expect(
      gradientError(at: w.hidden.weight) {
        let learned = HiddenLayer(hidden: Linear(weight: $0, bias: w.hidden.bias), output: w.output)
        return integrate(
          HybridField(HalvedRelaxation(whole: slow), channels: 3, beside: learned), from: x, over: 0...1,
          with: solver)
      } < 1e-7)
  }
}

import ContinuousDepth
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

/// A correction that is the same everywhere: `c`.
private struct Push: SampleTimedField, Parameterized {
  var strength: Tensor

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { state.scaled(by: 0) + strength }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, atTimes times: Tensor) -> Tensor {
    state.scaled(by: 0) + matmul(times, strength.reshaped(to: [1, 3]))
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("strength", &strength, gradient.strength)
  }
}

/// A body that is pulled back, `d²q/dt² = −q`, whose state is a pair.
private struct PulledBody: VectorField {
  @differentiable(reverse)
  func callAsFunction(_ state: Pair<Tensor, Tensor>, at time: Double) -> Pair<Tensor, Tensor> {
    Pair(state.second, -state.first)
  }
}

/// Friction `dv/dt = −c v`.
private struct Friction: VectorField, Parameterized {
  var strength: Tensor

  @differentiable(reverse)
  func callAsFunction(_ state: Pair<Tensor, Tensor>, at time: Double) -> Pair<Tensor, Tensor> {
    Pair(state.second.scaled(by: 0), -(state.second * strength))
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("strength", &strength, gradient.strength)
  }
}

@Suite("Known dynamics with a learned correction")
struct CorrectedFieldTests {
  let expert = Relaxation(rate: samples([3], from: 0.5, to: 2), level: samples([3], seed: 1))
  let start = samples([4, 3], seed: 2)
  let strength = samples([3], seed: 3)
  let exact = Solver(
    .dormandPrince8, .adaptive(relativeTolerance: 1e-12, absoluteTolerance: 1e-13))

  @Test("Without a correction it is the expert")
  func nothingLearned() {
    let field = CorrectedField(expert, by: Push(strength: .zeros([3], scalarType: .float64)))
    let end = integrate(field, from: start, over: 0...1.3, with: exact)
    #expect(largestDifference(end, relaxed(start, expert, after: 1.3)) < 1e-11)
  }

  @Test("A constant correction moves the level that an expert relaxes to")
  func closedForm() {
    let end = integrate(
      CorrectedField(expert, by: Push(strength: strength)), from: start, over: 0...1.3, with: exact)
    let moved = Relaxation(rate: expert.rate, level: expert.level + strength / expert.rate)
    #expect(largestDifference(end, relaxed(start, moved, after: 1.3)) < 1e-11)
  }

  @Test("It corrects states of any kind: friction slows an oscillator")
  func pairs() {
    let field = CorrectedField(PulledBody(), by: Friction(strength: Tensor(0.4, scalarType: .float64)))
    let start = Pair(Tensor(1, scalarType: .float64), Tensor(-0.2, scalarType: .float64))
    let end = integrate(field, from: start, over: 0...3, with: exact)
    // q = e^{−0.2 t} cos(ω t), with ω² = 1 − 0.2², begins at 1 with the velocity −0.2.
    let frequency = 0.96.squareRoot()
    let truth = exp(Tensor(-0.6, scalarType: .float64)).scalar * cosine(3 * frequency)
    #expect(abs(end.first.scalar - truth) < 1e-11)
  }

  @Test("Its derivatives are difference quotients: in the state and in every parameter")
  func derivatives() {
    let (e, x, s) = (expert, start, strength)
    let solver = Solver(.rk4, .steps(3))
    #expect(
      gradientError(at: x) {
        integrate(CorrectedField(e, by: Push(strength: s)), from: $0, over: 0...1, with: solver)
      } < 1e-8)
    #expect(
      gradientError(at: e.rate) {
        let expert = Relaxation(rate: $0, level: e.level)
        return integrate(CorrectedField(expert, by: Push(strength: s)), from: x, over: 0...1, with: solver)
      } < 1e-8)
    #expect(
      gradientError(at: s) {
        integrate(CorrectedField(e, by: Push(strength: $0)), from: x, over: 0...1, with: solver)
      } < 1e-8)
    let times = samples([4, 1], from: 0, to: 2, seed: 7)
    let field = CorrectedField(e, by: Push(strength: s))
    #expect(gradientError(at: times) { field(x, atTimes: $0) } < 1e-8)
    #expect(
      largestDifference(field(x, atTimes: times), e(x, at: 0) + matmul(times, s.reshaped(to: [1, 3]))) < 1e-15
    )
  }

  @Test("Parameters have the names of their parts")
  func names() {
    var field = CorrectedField(
      Relaxation(rate: -expert.rate, level: expert.level), by: Push(strength: strength))
    #expect(field.namedParameters.map(\.name) == ["expert.rate", "expert.level", "learned.strength"])
    field.projectParameters()
    #expect(field.expert.rate == expert.rate)
  }

  /// Returns the cosine by its series, which needs no import.
  private func cosine(_ angle: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for index in 1...20 {
      term *= -angle * angle / Double((2 * index - 1) * 2 * index)
      sum += term
    }
    return sum
  }
}

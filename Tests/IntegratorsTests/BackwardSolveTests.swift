import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// Counts calls.
private final class Counter {
  var count = 0
}

/// `dy/dt = −y cos t + forcing · amplitude · cos 40t`, which counts its evaluations.
private struct Forced: VectorField {
  var forcing: Tensor
  @noDerivative let amplitude: Double
  @noDerivative let counter: Counter

  @differentiable(reverse)
  init(forcing: Tensor, amplitude: Double, counter: Counter) {
    self.forcing = forcing
    self.amplitude = amplitude
    self.counter = counter
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let factor = withoutDerivative(at: counted(time))
    return state * (-cos(time)) + forcing.sum() * (factor * cos(40 * time))
  }

  private func counted(_ time: Double) -> Double {
    counter.count += 1
    return amplitude
  }
}

/// A decay up to time 1 and a growth from there.
private struct Switched: VectorField {
  var rate: Tensor

  @differentiable(reverse)
  init(rate: Tensor) { self.rate = rate }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    state * rate * withoutDerivative(at: time < 1 ? -1 : 2)
  }
}

/// A position and a velocity on a spring.
private struct Spring: VectorField {
  var stiffness: Tensor

  @differentiable(reverse)
  init(stiffness: Tensor) { self.stiffness = stiffness }

  @differentiable(reverse)
  func callAsFunction(_ state: Pair<Tensor, Tensor>, at time: Double) -> Pair<Tensor, Tensor> {
    Pair(state.second, -stiffness * state.first)
  }
}

/// `dy/dt = rate · (cos t − y)`, which forgets its start.
private struct Forgetful: VectorField {
  var rate: Tensor

  @differentiable(reverse)
  init(rate: Tensor) { self.rate = rate }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    rate * (withoutDerivative(at: cos(time)) - state)
  }
}

@Suite("Backward solves")
struct BackwardSolveTests {
  let start = samples([4], from: 0.2, to: 0.8)
  let rate = samples([4], from: 1, to: 2, seed: 1)

  private func solver(
    _ tolerance: Double, _ gradient: GradientMethod, stepLimit: Int = 100_000
  ) -> Solver {
    Solver(
      .dormandPrince5, .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance),
      gradient: gradient, stepLimit: stepLimit)
  }

  @Test(
    "Parameters cost no steps: neither their number nor their gradients' size counts",
    arguments: ContinuousGradientTests.methods)
  func parametersAreFree(_ gradient: GradientMethod) {
    func evaluations(_ parameterCount: Int, _ amplitude: Double) -> Int {
      let counter = Counter()
      let field = Forced(
        forcing: Tensor.zeros([parameterCount], scalarType: .float64), amplitude: amplitude,
        counter: counter)
      let (_, pullback) = valueWithPullback(at: field) {
        integrate($0, from: start, over: 0...3, with: solver(1e-6, gradient))
      }
      counter.count = 0
      let slope = pullback(weights(like: start)).forcing
      #expect(slope.shape == [parameterCount] && slope.allFinite)
      return counter.count
    }
    let few = evaluations(1, 0)
    #expect(few > 50)
    #expect(evaluations(5000, 0) == few)
    #expect(evaluations(1, 1e6) == few)
  }

  @Test(
    "A gradient is as many times as large as the one that arrives, to the last bit",
    arguments: ContinuousGradientTests.methods)
  func linearity(_ gradient: GradientMethod) {
    let (_, pullback) = valueWithPullback(at: ForcedLogistic(rate: rate), start) {
      integrate($0, from: $1, over: 0...2, with: solver(1e-4, gradient))
    }
    let upstream = weights(like: start)
    let (once, often) = (pullback(upstream), pullback(upstream.scaled(by: 1024)))
    #expect(often.0.rate == once.0.rate.scaled(by: 1024))
    #expect(often.1 == once.1.scaled(by: 1024))
    let none = pullback(upstream.scaled(by: 0))
    #expect(none.0.rate.allFinite && none.1.allFinite && none.1.dotProduct(with: upstream) == 0)
  }

  @Test(
    "A backward solve that fails gives gradients that are not numbers",
    arguments: [
      GradientMethod.backsolve(.adaptive(relativeTolerance: 1e-13, absoluteTolerance: 1e-13)),
      .interpolated(.stepSize(1e-4)),
      .backsolve(
        .adaptive(relativeTolerance: 1e-9, absoluteTolerance: 1e-9, smallestStep: 1, largestStep: 2)),
    ])
  func failure(_ gradient: GradientMethod) {
    let (end, pullback) = valueWithPullback(
      at: ForcedLogistic(rate: rate), start, TimeSpan(from: 0, to: 2)
    ) {
      integrate($0, from: $1, over: $2, with: solver(1e-3, gradient, stepLimit: 40))
    }
    #expect(end.allFinite)
    let (field, state, span) = pullback(weights(like: start))
    #expect(field.rate.elements.allSatisfy { $0.isNaN } && state.elements.allSatisfy { $0.isNaN })
    #expect(span.start.isNaN && span.end.isNaN)
  }

  @Test(
    "A gradient that arrives as no number leaves as none",
    arguments: ContinuousGradientTests.methods)
  func notANumber(_ gradient: GradientMethod) {
    let (_, pullback) = valueWithPullback(at: ForcedLogistic(rate: rate), start) {
      integrate($0, from: $1, over: 0...2, with: solver(1e-3, gradient))
    }
    let (field, state) = pullback(Tensor(repeating: .nan, shape: [4], scalarType: .float64))
    #expect(field.rate.elements.allSatisfy { $0.isNaN } && state.elements.allSatisfy { $0.isNaN })
  }

  @Test(
    "Jumps of the field are met from both sides, and no step crosses them",
    arguments: ContinuousGradientTests.methods)
  func jumps(_ gradient: GradientMethod) {
    let tolerance = 1e-10
    var solver = solver(tolerance, gradient)
    solver.stepControl.jumpTimes = [1]
    let (_, pullback) = valueWithPullback(
      at: Switched(rate: rate), start, TimeSpan(from: 0.3, to: 1.4)
    ) { integrate($0, from: $1, over: $2, with: solver) }
    let upstream = weights(like: start)
    let (field, state, span) = pullback(upstream)
    // y₁ = y₀ e^{r (−0.7 + 2 · 0.4)}
    let growth = exp(rate * 0.1)
    let end = start * growth * upstream
    #expect(largestDifference(state, growth * upstream) < 100 * tolerance)
    #expect(largestDifference(field.rate, end * 0.1) < 100 * tolerance)
    #expect(abs(span.start - end.dotProduct(with: rate)) < 100 * tolerance)
    #expect(abs(span.end - 2 * end.dotProduct(with: rate)) < 100 * tolerance)
  }

  @Test("Saved states keep a backsolve on its way where it cannot be followed backwards")
  func savedStatesHold() {
    let times = (0...16).map { Double($0) / 4 }
    func slope(_ solver: Solver) -> Tensor {
      let (value, pullback) = valueWithPullback(at: rate * 10) { rate in
        let solution = solve(
          Forgetful(rate: rate), from: start, over: 0...4, saving: .times(times), with: solver)
        return concatenated(solution.states, alongAxis: 0)
      }
      return pullback(weights(like: value))
    }
    // Backwards an error grows by e²⁰ a unit of time: by e⁵ from one saved state to the next, and
    // by e⁸⁰ without them.
    let found = slope(solver(1e-8, .backsolve()))
    #expect(largestDifference(found, slope(ContinuousGradientTests.reference)) < exp(5) * 1e-8)
  }

  @Test(
    "A state of two parts has the gradient of one of them", arguments: ContinuousGradientTests.methods)
  func parts(_ gradient: GradientMethod) {
    let (_, pullback) = valueWithPullback(at: Spring(stiffness: Tensor(4, scalarType: .float64)), start) {
      integrate($0, from: Pair($1, $1), over: 0...1, with: solver(1e-10, gradient)).first.sum()
    }
    let (field, state) = pullback(Tensor(1, scalarType: .float64))
    // x = (cos ωt + sin ωt / ω) x₀ with ω = √4, dω/d4 = 1/4.
    let (sine, cosine): (Double, Double) = (sin(2), cos(2))
    let growth = cosine + sine / 2
    #expect(
      largestDifference(state, Tensor(repeating: growth, shape: [4], scalarType: .float64)) < 1e-8)
    let slope = (cosine / 2 - 1.25 * sine) / 4
    #expect(abs(field.stiffness.scalar - slope * start.sum().scalar) < 1e-8)
  }

  @Test("Single precision reaches the gradients to six digits", arguments: ContinuousGradientTests.methods)
  func singlePrecision(_ gradient: GradientMethod) {
    let field = SeasonalDecay(rate: rate.converted(to: .float32))
    let single = start.converted(to: .float32)
    let (_, pullback) = valueWithPullback(at: single) {
      integrate(field, from: $0, over: 0...2, with: solver(1e-6, gradient))
    }
    let found = pullback(.ones([4], scalarType: .float32)).converted(to: .float64)
    let growth = SeasonalDecay(rate: rate)
      .solution(from: .ones([4], scalarType: .float64), at: 2)
    #expect(largestDifference(found, growth) < 1e-5)
  }

  @Test("A span of no length passes gradients on, and its ends move against each other")
  func noLength() {
    let (_, pullback) = valueWithPullback(at: start, TimeSpan(from: 1, to: 1)) {
      integrate(ForcedLogistic(rate: rate), from: $0, over: $1, with: solver(1e-3, .backsolve()))
    }
    let upstream = weights(like: start)
    let (state, span) = pullback(upstream)
    let speed = ForcedLogistic(rate: rate)(start, at: 1).dotProduct(with: upstream)
    #expect(state == upstream && abs(span.end - speed) < 1e-14 && abs(span.start + speed) < 1e-14)
  }

  @Test("The memory of a backsolve does not grow with the number of steps")
  func flatMemory() async {
    await #expect(processExitsWith: .success) {
      func peak(_ steps: Int, _ gradient: GradientMethod) -> Int {
        BufferPool.resetPeak()
        let before = BufferPool.statistics.bytesInUse
        let start = samples([1000], from: 0.2, to: 0.8)
        let (_, pullback) = valueWithPullback(at: start) {
          integrate(
            SeasonalDecay(rate: start), from: $0, over: 0...2,
            with: Solver(.rk4, .steps(steps), gradient: gradient))
        }
        _ = pullback(start)
        return BufferPool.statistics.peakBytesInUse - before
      }
      precondition(peak(400, .backsolve()) <= peak(50, .backsolve()))
      precondition(peak(400, .checkpointed) > 2 * peak(50, .checkpointed))
    }
  }

  @Test("Methods that cannot carry an adjoint are refused")
  func refusals() async {
    await #expect(processExitsWith: .failure) {
      _ = Solver(.kvaerno5, .steps(10), gradient: .backsolve())
    }
    await #expect(processExitsWith: .failure) {
      _ = Solver(
        .rk4, .steps(10),
        gradient: .interpolated(.adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3)))
    }
    await #expect(processExitsWith: .failure) {
      _ = Solver(.rk4, .steps(10), gradient: .backsolve(.steps(0)))
    }
  }
}

import Integrators
import Tensors
import Testing
import _TestSupport

/// Returns the span between the two elements of a tensor.
@differentiable(reverse)
private func span(_ times: Tensor) -> TimeSpan {
  let parts = times.split(alongAxis: 0, sizes: [1, 1])
  return TimeSpan(from: parts[0].scalar, to: parts[1].scalar)
}

@Suite("Gradients in the ends of the span")
struct TimeGradientTests {
  let start = samples([3], from: 0.2, to: 0.8)
  let field = ForcedLogistic(rate: samples([3], from: 1, to: 2, seed: 1))
  let ends = Tensor(shape: [2], elements: [0.3, 1.9], scalarType: .float64)
  let backwards = Tensor(shape: [2], elements: [1.7, 0.2], scalarType: .float64)

  @Test(
    "They are exact for the discrete solution, forwards and backwards in time", arguments: RungeKutta.explicit
  )
  func fixedSteps(_ method: RungeKutta) {
    for times in [ends, backwards] {
      for gradient in [GradientMethod.checkpointed, .direct] {
        let solver = Solver(.rungeKutta(method), .steps(5), gradient: gradient)
        let error = gradientError(at: times) {
          integrate(field, from: start, over: span($0), with: solver)
        }
        #expect(error < 1e-8, "\(gradient)")
      }
    }
  }

  @Test("Adaptive steps: they approach the velocities at both ends", arguments: RungeKutta.pairs)
  func adaptiveSteps(_ method: RungeKutta) {
    let seasonal = SeasonalDecay(rate: field.rate)
    let tolerance = method.order < 4 ? 1e-6 : 1e-9
    let solver = Solver(
      .rungeKutta(method), .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance))
    let (end, pullback) = valueWithPullback(at: ends) {
      integrate(seasonal, from: start, over: span($0), with: solver)
    }
    let upstream = weights(like: end)
    let gradient = pullback(upstream).elements
    let growth = seasonal.solution(from: .ones([3], scalarType: .float64), at: 1.9, since: 0.3)
    let atStart = (seasonal(start, at: 0.3) * growth * upstream).sum().scalar
    let atEnd = (seasonal(end, at: 1.9) * upstream).sum().scalar
    #expect(abs(gradient[0] + atStart) < 100 * tolerance)
    #expect(abs(gradient[1] - atEnd) < 100 * tolerance)
  }

  @Test(
    "States saved inside steps, at their ends and at every step move as they should",
    arguments: [
      Saving.times([0.5, 0.62, 0.62, 1.1, 1.5]), .everyStep,
    ], [GradientMethod.checkpointed, .direct, .recursive(budget: 2)])
  func savedStates(_ saving: Saving, _ gradient: GradientMethod) {
    // The second and the third time are the end of the first step.
    for method in [Method.rk4, .dormandPrince5, .dormandPrince8, .midpoint] {
      let solver = Solver(method, .steps(5), gradient: gradient)
      let error = gradientError(at: ends) { times in
        let solution = solve(field, from: start, over: span(times), saving: saving, with: solver)
        return concatenated(solution.states, alongAxis: 0)
      }
      // The interpolant's second derivative jumps between steps, where one of the times lies.
      #expect(error < 2e-7, "\(method)")
    }
  }

  @Test(
    "Times that steps have to meet stay where they are, and steps of one size keep it",
    arguments: [StepControl.stepSize(0.25), .steps(6)], [Method.rk4, .tsitouras5])
  func stops(_ control: StepControl, _ method: Method) {
    let control = control.landing(on: [0.9]).restarting(at: [1.33])
    let error = gradientError(at: ends) {
      integrate(field, from: start, over: span($0), with: Solver(method, control))
    }
    #expect(error < 1e-8)
  }

  @Test(
    "The ends of a span of no length move against each other",
    arguments: [GradientMethod.checkpointed, .direct, .recursive(budget: 2)])
  func noLength(_ gradient: GradientMethod) {
    for method in [Method.rk4, .reversibleHeun, .asynchronousLeapfrog()] {
      let solver = Solver(method, .steps(1), gradient: gradient)
      let now = Tensor(shape: [2], elements: [0.7, 0.7], scalarType: .float64)
      let error = gradientError(at: now) { times in
        let solution = solve(field, from: start, over: span(times), with: solver)
        return concatenated([solution.end, start * solution.endTime], alongAxis: 0)
      }
      #expect(error < 1e-8, "\(method)")
    }
  }

  @Test("A gradient of the end time alone is 1 at the end of the span")
  func endTime() {
    let solver = Solver(.rk4, .steps(3))
    let slope = gradient(at: TimeSpan(from: 0.3, to: 1.9)) {
      solve(field, from: start, over: $0, with: solver).endTime
    }
    #expect(abs(slope.start) < 1e-14 && abs(slope.end - 1) < 1e-14)
  }
}

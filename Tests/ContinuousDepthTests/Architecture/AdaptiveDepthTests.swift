import ContinuousDepth
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Adaptive depth")
struct AdaptiveDepthTests {
  let start = samples([4, 3], seed: 1)

  // MARK: - One end time a model

  @Test("The gradient in a learned end time is ⟨p, f⟩ at the end")
  func endTimeGradient() {
    let (field, solver) = (Perceptron(3), Solver(.dormandPrince8, .steps(30)))
    let endTime = LearnedEndTime(after: 1.4, from: 0.2, scalarType: .float64)
    #expect(abs(endTime.span.end - 1.6) < 1e-14 && endTime.span.start == 0.2)
    let model = AdaptiveDepthFlow(field, until: endTime, with: solver)
    let upstream = weights(like: start)
    let (solution, pullback) = valueWithPullback(at: model) { [start] in $0(start) }
    var tangent = Solution<Tensor>.TangentVector.zero
    tangent.end = upstream
    let slope = (field(solution.end, at: solution.endTime) * upstream).sum().scalar
    // softplus′(ρ) = 1 − e^{−softplus(ρ)}
    let expected = slope * (1 - exp(-1.4))
    #expect(abs(pullback(tangent).endTime.parameter.scalar - expected) < 1e-10)
    #expect(abs(solution.endTime - 1.6) < 1e-14)
  }

  @Test("It is exact for the discrete solution")
  func exactGradients() {
    let (start, weight) = (start, samples([3, 3], seed: 4))
    let parameter = Tensor(0.3, scalarType: .float64)
    let errors = [
      gradientError(at: parameter) { adaptive(weight, $0, start) },
      gradientError(at: weight) { adaptive($0, parameter, start) },
      gradientError(at: start) { adaptive(weight, parameter, $0) },
    ]
    for error in errors { #expect(error < 1e-8) }
  }

  @Test("Descent finds how long a decay takes to half")
  func descent() {
    let spring = Spring(stiffness: Tensor(0.8, scalarType: .float64))
    var model = AdaptiveDepthFlow(
      spring, until: LearnedEndTime(after: 0.2, scalarType: .float64), with: Solver(.rk4, .steps(10)))
    let one = Tensor.ones([1, 1], scalarType: .float64)
    for _ in 0..<300 {
      let gradient = pullback(at: model) { square($0(one).end - 0.5).sum() }(Tensor(1, scalarType: .float64))
      model.endTime.parameter -= gradient.endTime.parameter.scaled(by: 5)
    }
    // RK4 with ten steps is that exact.
    #expect(abs(model.endTime.span.end - log(2.0) / 0.8) < 1e-5)
    #expect(model.namedParameters.map(\.name) == ["field.stiffness", "endTime.parameter"])
  }

  // MARK: - One pace a set of rows

  @Test("Equal paces are a plain solve of that time, in all parts of a split field, also on a graph")
  func equalPaces() {
    let solver = Solver(.kennedyCarpenter4, .steps(20))
    let base = Jumpless(base: Perceptron(3))
    let paced = PacedField(base, pace: 1.7, sets: [0, 1, 0, 1], scalarType: .float64)
    let end = integrate(paced, from: start, over: 0...1, with: solver)
    #expect(largestDifference(end, integrate(base, from: start, over: 0...1.7, with: solver)) < 1e-12)
    #expect(PacedField<Jumpless>.isSplit && !PacedField<Spring>.isSplit)

    let graph = Exchange(adjacency: symmetricOperator)
    let state = samples([5, 2], seed: 3)
    let onGraph = integrate(
      PacedField(graph, pace: 1.7, sets: [0, 1, 2, 1, 0], scalarType: .float64), from: state, over: 0...1,
      with: Solver(.rk4, .steps(20)))
    let plain = integrate(graph, from: state, over: 0...1.7, with: Solver(.rk4, .steps(20)))
    #expect(largestDifference(onGraph, plain) < 1e-12)
  }

  @Test("Rows that do not meet end at times of their own; neighbours change a solution that they had shared")
  func ownTimes() {
    let base = Jumpless(base: Perceptron(3))
    let parameter = Tensor(shape: [2], elements: [0.1, 1.2], scalarType: .float64)
    let paced = PacedField(base, paceParameter: parameter, sets: [0, 1, 1, 0])
    let end = integrate(paced, from: start, over: 0...1, with: Solver(.rk4, .steps(20)))
    for (set, rows) in [(0, [0, 3]), (1, [1, 2])] {
      let pace = paced.paces.elements[set]
      let plain = integrate(base, from: start, over: 0...pace, with: Solver(.rk4, .steps(20)))
      #expect(largestDifference(end.gatheringRows(rows), plain.gatheringRows(rows)) < 1e-12)
    }
    // On a graph the rows of a set do not end where a plain solve of their time ends.
    let graph = Exchange(adjacency: symmetricOperator)
    let state = samples([5, 2], seed: 3)
    let coupled = PacedField(graph, paceParameter: parameter, sets: [0, 1, 0, 1, 0])
    let onGraph = integrate(coupled, from: state, over: 0...1, with: Solver(.rk4, .steps(20)))
    let plain = integrate(
      graph, from: state, over: 0...coupled.paces.elements[0], with: Solver(.rk4, .steps(20)))
    #expect(largestDifference(onGraph.gatheringRows([0, 2, 4]), plain.gatheringRows([0, 2, 4])) > 0.01)
  }

  @Test("Gradients in paces, parameters and states are exact, at any rank")
  func paceGradients() {
    let (start, weight) = (start, samples([3, 3], seed: 4))
    let paces = samples([2], seed: 5)
    let errors = [
      gradientError(at: paces) { pacedEnd(weight, $0, start) },
      gradientError(at: weight) { pacedEnd($0, paces, start) },
      gradientError(at: start) { pacedEnd(weight, paces, $0) },
      gradientError(at: paces) { pacedEnd(weight, $0, start.reshaped(to: [4, 1, 3])) },
    ]
    for error in errors { #expect(error < 1e-8) }
  }

  @Test("Jumps are the base field's, as shares of the way, and parameters have names")
  func forwarding() {
    let paced = PacedField(Perceptron(3), pace: 2, sets: [0, 0, 0, 1], scalarType: .float64)
    #expect(paced.jumpTimes == [0.61])
    #expect(paced.namedParameters.map(\.name) == ["base.weight", "paceParameter"])
    #expect(paced.paces.elements.allSatisfy { abs($0 - 2) < 1e-14 })
  }
}

/// A split field without jumps.
private struct Jumpless: SplitVectorField {
  var base: Perceptron

  @differentiable(reverse)
  func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor { base.stiffVelocity(state, at: time) }

  @differentiable(reverse)
  func softVelocity(_ state: Tensor, at time: Double) -> Tensor { base.softVelocity(state, at: time) }
}

@differentiable(reverse)
private func adaptive(_ weight: Tensor, _ parameter: Tensor, _ start: Tensor) -> Tensor {
  let model = AdaptiveDepthFlow(
    Perceptron(weight: weight), until: LearnedEndTime(parameter: parameter, from: 0.1),
    with: Solver(.rk4, .steps(6)))
  return model(start).end
}

@differentiable(reverse)
private func pacedEnd(_ weight: Tensor, _ paces: Tensor, _ start: Tensor) -> Tensor {
  let field = PacedField(Perceptron(weight: weight), paceParameter: paces, sets: [0, 1, 1, 0])
  return integrate(field, from: start, over: 0...1, with: Solver(.rk4, .steps(6)))
}

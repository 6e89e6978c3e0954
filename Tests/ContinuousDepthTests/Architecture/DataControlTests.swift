import ContinuousDepth
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

@Suite("Fields under a control")
struct DataControlTests {
  let start = samples([5, 2], seed: 1)
  let control = samples([5, 3], seed: 2)

  @Test("The velocity is the state's part of the base field's, in all its parts")
  func velocity() {
    let base = Perceptron(5)
    let field = DataControlled(base, by: control)
    let joined = concatenated([start, control], alongAxis: 1)
    let parts: [(Tensor, Tensor)] = [
      (field(start, at: 1), base(joined, at: 1)),
      (field.stiffVelocity(start, at: 1), base.stiffVelocity(joined, at: 1)),
      (field.softVelocity(start, at: 1), base.softVelocity(joined, at: 1)),
    ]
    for (part, whole) in parts {
      #expect(largestDifference(part, whole.sliced(alongAxis: 1, 0..<2)) == 0)
    }
    #expect(DataControlled<Perceptron>.isSplit && !DataControlled<Spring>.isSplit)
    #expect(field.jumpTimes == [0.61])
    #expect(field.namedParameters.map(\.name) == ["base.weight"])
  }

  @Test("A split base stays split: an implicit-explicit pair agrees with an explicit method")
  func split() {
    let field = DataControlled(Perceptron(5), by: control)
    let exact = integrate(field, from: start, over: 0...1, with: Solver(.dormandPrince8, .steps(40)))
    let pair = integrate(field, from: start, over: 0...1, with: Solver(.kennedyCarpenter4, .steps(40)))
    #expect(largestDifference(exact, pair) < 1e-7)
  }

  @Test("Gradients in state, control and parameters are exact")
  func gradients() {
    let (start, control, weight) = (start, control, samples([5, 5], seed: 4))
    let errors = [
      gradientError(at: start) { controlled(weight, $0, control) },
      gradientError(at: control) { controlled(weight, start, $0) },
      gradientError(at: weight) { controlled($0, start, control) },
    ]
    for error in errors { #expect(error < 1e-8) }
  }

  @Test("Equal states under different controls part, which no autonomous flow lets them")
  func parting() {
    let equal = Tensor(repeating: 0.5, shape: [5, 2], scalarType: .float64)
    let end = integrate(
      DataControlled(Perceptron(5), by: control), from: equal, over: 0...1, with: Solver(.rk4, .steps(8)))
    let rows = end.split(alongAxis: 0, sizes: [1, 1, 3])
    #expect(largestDifference(rows[0], rows[1]) > 0.05)
  }
}

@differentiable(reverse)
private func controlled(_ weight: Tensor, _ start: Tensor, _ control: Tensor) -> Tensor {
  let field = DataControlled(Perceptron(weight: weight), by: control)
  return integrate(field, from: start, over: 0...1, with: Solver(.rk4, .steps(6)))
}

import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// `dy/dt = (−y₂, y₁)`: a rotation, along which an error's size is the same everywhere.
private struct Rotation: VectorField {
  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let parts = state.split(alongAxis: 0, sizes: [1, 1])
    return concatenated([-parts[1], parts[0]], alongAxis: 0)
  }
}

@Suite("The exponent of step control")
struct StepExponentTests {
  /// The methods with an error of the order that they say.
  static let methods =
    RungeKutta.all.filter { $0.embeddedOrder != nil }.map { Method.rungeKutta($0) }

  /// Returns the sizes of the first five steps, the last of which are of the right size.
  private func sizes(_ method: Method, _ tolerance: Double, firstStep: Double?) -> [Double] {
    let control = StepControl.adaptive(
      relativeTolerance: 0, absoluteTolerance: tolerance, firstStep: firstStep)
    let solution = solve(
      Rotation(), from: Tensor(shape: [2], elements: [1, 0], scalarType: .float64), over: 0...10,
      saving: .everyStep, with: Solver(method, control, stepLimit: 6))
    #expect(solution.statistics.rejectedSteps == 0)
    return zip(solution.times.dropFirst(), solution.times).prefix(5).map { $0 - $1 }
  }

  @Test("Behind a first step of a quarter of its size comes one of the right size", arguments: methods)
  func recovery(_ method: Method) {
    // The error of a rotation grows with a power of the step and with nothing else.
    let tolerance = method.order < 4 ? 1e-6 : 1e-8
    let right = sizes(method, tolerance, firstStep: nil)[4]
    let found = sizes(method, tolerance, firstStep: right / 4)
    #expect(abs(found[1] / right - 1) < 0.1, "\(found[1]) instead of \(right)")
  }

  @Test("The first step falls with the tolerance's root of one order more", arguments: methods)
  func firstStep(_ method: Method) throws {
    let order = try #require(method.errorOrder)
    let coarse = sizes(method, 1e-4, firstStep: nil)[0]
    let fine = sizes(method, 1e-8, firstStep: nil)[0]
    #expect(abs(coarse / fine / pow(1e4, 1 / Double(order + 1)) - 1) < 1e-9)
  }
}

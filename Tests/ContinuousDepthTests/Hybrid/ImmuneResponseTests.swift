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

private let count = 3

@Suite("The immune response")
struct ImmuneResponseTests {
  let doses = TimedInput(samples([count, 2], from: 0, to: 3, seed: 1), at: [0.5, 2])
  let state = samples([count, 4], from: 0.1, to: 1.5)

  /// A response whose eleven constants all differ.
  func response() -> ImmuneResponse {
    var response = ImmuneResponse(doses: doses)
    var place = 0
    response.visitParameters(
      along: .zero,
      with: ParameterVisitor { _, parameter, _ in
        parameter = Tensor(0.5 + 0.1 * Double(place), scalarType: .float64)
        place += 1
      })
    return response
  }

  @Test("Its velocity is the published one, written out for each patient")
  func formula() {
    let velocity = response()(state, at: 2.5).elements
    let (z, a) = (state.elements, doses.amounts.elements)
    for row in 0..<count {
      let (d, r, m, p) = (z[4 * row], z[4 * row + 1], z[4 * row + 2], z[4 * row + 3])
      let blood = a[2 * row] * exp(-1.5 * 2) + a[2 * row + 1] * exp(-1.5 * 0.5)
      let truth = [
        0.5 * d - 0.6 * d * m * m - 0.7 * d * r,
        0.8 * d - 0.9 * r + 1.0 * d * r + 1.1 * r * r / (1.2 * 1.2 + r * r) - 1.3 * p * r,
        1.4 * r, 1.5 * (blood - p),
      ]
      for channel in 0..<4 { #expect(abs(velocity[4 * row + channel] - truth[channel]) < 1e-13) }
    }
  }

  @Test("All constants are 1 at first")
  func constants() {
    let parameters = ImmuneResponse(doses: doses).namedParameters
    #expect(parameters.count == 11)
    #expect(parameters.allSatisfy { $0.value == Tensor(1, scalarType: .float64) })
  }

  @Test("A dose in a healthy patient comes and goes as k a s exp(−k s)")
  func dose() {
    let start = Tensor.zeros([count, 4], scalarType: .float64)
    let solver = Solver(
      .dormandPrince8, .adaptive(relativeTolerance: 1e-12, absoluteTolerance: 1e-13))
    let end = integrate(response(), from: start, over: 0...3, with: solver).elements
    for row in 0..<count {
      var drug = 0.0
      for (place, elapsed) in [2.5, 1.0].enumerated() {
        drug += 1.5 * doses.amounts.elements[2 * row + place] * elapsed * exp(-1.5 * elapsed)
      }
      #expect(abs(end[4 * row + 3] - drug) < 1e-11)
      #expect(end[4 * row] == 0 && end[4 * row + 1] == 0 && end[4 * row + 2] == 0)
    }
  }

  @Test("A disease that causes no reaction grows at p − m M²")
  func growth() {
    var response = self.response()
    response.onset = Tensor(0, scalarType: .float64)
    let start = Tensor(shape: [1, 4], elements: [0.1, 0, 0.4, 0], scalarType: .float64)
    response.doses = TimedInput(.zeros([1, 0], scalarType: .float64), at: [])
    let end = integrate(response, from: start, over: 0...2, with: Solver(.rk4, .steps(100))).elements
    #expect(abs(end[0] - 0.1 * exp(2 * (0.5 - 0.6 * 0.16))) < 1e-9)
    #expect(end[2] == 0.4)
  }

  @Test("Its derivatives are difference quotients: in the state, the doses and time")
  func derivatives() {
    let (f, x, times) = (response(), state, doses.times)
    #expect(gradientError(at: x) { f($0, at: 2.5) } < 1e-8)
    #expect(gradientError(at: Tensor(2.5, scalarType: .float64)) { f(x, at: $0.scalar) } < 1e-8)
    #expect(
      gradientError(at: doses.amounts) { dosed(f, TimedInput($0, at: times))(x, at: 2.5) } < 1e-8)
  }

  @Test("Its derivatives are difference quotients in each constant", arguments: 0..<11)
  func constantDerivatives(place: Int) {
    let x = state
    let field = response()
    let upstream = samples([count, 4], seed: 8)
    let slope = gradient(at: field) { $0(x, at: 2.5).dotProduct(upstream) }
    func moved(by step: Double) -> (value: Double, gradient: Double) {
      var (copy, index, part) = (field, 0, 0.0)
      copy.visitParameters(
        along: slope,
        with: ParameterVisitor { _, parameter, gradient in
          if index == place {
            parameter = parameter + step
            part = gradient.scalar
          }
          index += 1
        })
      return (copy(x, at: 2.5).dotProduct(upstream), part)
    }
    let quotient = (moved(by: 1e-5).value - moved(by: -1e-5).value) / 2e-5
    #expect(abs(quotient) > 1e-3)
    #expect(abs(moved(by: 0).gradient - quotient) < 1e-8)
  }
}

/// Returns the response with other doses.
@differentiable(reverse)
private func dosed(_ response: ImmuneResponse, _ doses: TimedInput) -> ImmuneResponse {
  var copy = response
  copy.doses = doses
  return copy
}

extension Tensor {
  /// Returns the sum of the products of all elements, with a derivative.
  @differentiable(reverse)
  fileprivate func dotProduct(_ other: Tensor) -> Double { (self * other).sum().scalar }
}

import Foundation
import Testing
import _Differentiation

/// A decay with its rate.
private struct Decay: Differentiable {
  var rate: Double

  @differentiable(reverse)
  func callAsFunction(_ state: Double) -> Double { -rate * state }
}

/// Takes `steps` Euler steps of 1/4 along the field.
private func integrated<Field: Differentiable>(
  _ field: Field, from start: Double, steps: Int,
  by velocity: @escaping @differentiable(reverse) (Field, Double) -> Double
) -> Double {
  (0..<steps).reduce(start) { state, _ in state + 0.25 * velocity(field, state) }
}

/// Stores the states and replays each step: the shape of the library's own integrator.
@derivative(of: integrated, wrt: (field, start))
private func _vjpIntegrated<Field: Differentiable>(
  _ field: Field, from start: Double, steps: Int,
  by velocity: @escaping @differentiable(reverse) (Field, Double) -> Double
) -> (value: Double, pullback: (Double) -> (Field.TangentVector, Double)) {
  var states = [start]
  for _ in 0..<steps {
    states.append(states[states.count - 1] + 0.25 * velocity(field, states[states.count - 1]))
  }
  return (
    states[steps],
    { upstream in
      var fieldSlope = Field.TangentVector.zero
      var slope = upstream
      for state in states.dropLast().reversed() {
        let back = pullback(at: field, state) { $1 + 0.25 * velocity($0, $1) }
        let (fieldPart, statePart) = back(slope)
        fieldSlope += fieldPart
        slope = statePart
      }
      return (fieldSlope, slope)
    }
  )
}

/// Returns two results, of which a caller may use one.
private func parts(_ numbers: [Double]) -> Parts {
  Parts(first: numbers[0], rest: Array(numbers.dropFirst()))
}

@derivative(of: parts)
private func _vjpParts(_ numbers: [Double]) -> (
  value: Parts, pullback: (Parts.TangentVector) -> Array<Double>.TangentVector
) {
  (
    parts(numbers),
    { upstream in
      // An unused result's tangent comes without a shape.
      let rest =
        upstream.rest.base.isEmpty ? Array(repeating: 0, count: numbers.count - 1) : upstream.rest.base
      return .init([upstream.first] + rest)
    }
  )
}

private struct Parts: Differentiable {
  var first: Double
  var rest: [Double]
}

/// Hand-written derivatives, stored pullbacks and closures.
@Suite("Derivatives written by hand")
struct DerivativeTests {
  @Test("A generic integrator may store states and replay its steps")
  func checkpointing() {
    let (fieldSlope, slope) = gradient(at: Decay(rate: 2), 8) {
      integrated($0, from: $1, steps: 3) { field, state in field(state) }
    }
    // The end is 8 (1 − rate/4)³.
    #expect(fieldSlope.rate == -1.5)
    #expect(slope == 0.125)
  }

  @Test("The tangent of an unused result is a shapeless zero")
  func shapelessZero() {
    #expect(gradient(at: [5, 6, 7]) { parts($0).first } == [1, 0, 0])
  }

  @Test("Stored pullbacks may be run in reverse")
  func storedPullbacks() {
    var pullbacks: [(Double) -> Double] = []
    var state = 3.0
    for _ in 0..<3 {
      let (value, back) = valueWithPullback(at: state) { $0 * $0 }
      state = value
      pullbacks.append(back)
    }
    #expect(state == 6561)
    #expect(pullbacks.reversed().reduce(1) { $1($0) } == 8 * 2187)
  }

  @Test("Gradients may be taken in concurrent tasks")
  func taskGroup() async {
    let slopes = await withTaskGroup(of: (Int, Double).self) { group in
      for index in 0..<8 {
        group.addTask { (index, gradient(at: Double(index), of: { $0 * $0 })) }
      }
      return await group.reduce(into: [Int: Double]()) { $0[$1.0] = $1.1 }
    }
    #expect(slopes == Dictionary(uniqueKeysWithValues: (0..<8).map { ($0, 2 * Double($0)) }))
  }

  @Test("The mathematical functions of the platform have derivatives")
  func elementaryFunctions() {
    #expect(gradient(at: 0.0, of: { exp($0) }) == 1)
    #expect(gradient(at: 4.0, of: { log($0) }) == 0.25)
    #expect(gradient(at: 4.0, of: { sqrt($0) }) == 0.25)
    #expect(gradient(at: 0.0, of: { tanh($0) }) == 1)
    #expect(gradient(at: 0.0, of: { sin($0) }) == 1)
    #expect(gradient(at: 0.0, of: { cos($0) }) == 0)
    #expect(gradient(at: 3.0, of: { pow($0, 2) }) == 6)
  }
}

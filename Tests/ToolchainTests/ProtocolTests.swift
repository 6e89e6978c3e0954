import Testing
import _Differentiation

/// A vector field; its requirement is not generic, which is what works.
private protocol Field: Differentiable {
  @differentiable(reverse)
  func velocity(at state: Double) -> Double
}

extension Field {
  @differentiable(reverse)
  func velocity(at state: Double) -> Double { -state }
}

/// The default implementation's field.
private struct UnitDecay: Field {}

/// A field with a parameter.
private struct Decay: Field {
  var rate: Double

  @differentiable(reverse)
  func velocity(at state: Double) -> Double { -rate * state }
}

/// A field around another one.
private struct Scaled<Base: Field>: Field {
  var base: Base
  var factor: Double

  @differentiable(reverse)
  func velocity(at state: Double) -> Double { base.velocity(at: state) * factor }
}

/// A generic model over a composed field.
private struct Flow<F: Field>: Differentiable {
  var field: F

  @differentiable(reverse)
  func callAsFunction(_ state: Double) -> Double { state + 0.5 * field.velocity(at: state) }
}

/// A protocol whose field is an associated type: one of the ways around rule B.
private protocol Stepper {
  associatedtype F: Field

  @differentiable(reverse,wrt: (field, state))
  func step(_ field: F, from state: Double) -> Double
}

private struct Euler<F: Field>: Stepper {
  @differentiable(reverse,wrt: (field, state))
  func step(_ field: F, from state: Double) -> Double { state + 0.5 * field.velocity(at: state) }
}

/// A protocol that is called through `any Rule`; with respect to `self` too, it is reproducer G.
private protocol Rule {
  @differentiable(reverse)
  func apply(to number: Double) -> Double
}

private struct Square: Rule {
  @differentiable(reverse)
  func apply(to number: Double) -> Double { number * number }
}

private struct Cube: Rule {
  @differentiable(reverse)
  func apply(to number: Double) -> Double { number * number * number }
}

/// Protocols and generics in differentiated code.
@Suite("Differentiable protocols")
struct ProtocolTests {
  @Test("A default implementation differentiates")
  func defaultImplementation() {
    #expect(gradient(at: 3.0) { UnitDecay().velocity(at: $0) } == -1)
  }

  @Test("A requirement differentiates through a generic")
  func throughGeneric() {
    @differentiable(reverse)
    func velocity<F: Field>(_ field: F, _ state: Double) -> Double { field.velocity(at: state) }
    let (fieldSlope, slope) = gradient(at: Decay(rate: 2), 3) { velocity($0, $1) }
    #expect(fieldSlope.rate == -3)
    #expect(slope == -2)
  }

  @Test("A requirement of its arguments differentiates through an existential")
  func throughExistential() {
    let rules: [any Rule] = [Square(), Cube()]
    #expect(rules.map { rule in gradient(at: 3.0) { rule.apply(to: $0) } } == [6, 27])
  }

  @Test("Generic compositions differentiate")
  func composition() {
    let flow = Flow(field: Scaled(base: Decay(rate: 2), factor: 3))
    let (modelSlope, slope) = gradient(at: flow, 4) { $0($1) }
    #expect(modelSlope.field.base.rate == -6)
    #expect(modelSlope.field.factor == -4)
    #expect(slope == -2)
  }

  @Test("A requirement over an associated type differentiates")
  func associatedType() {
    let slope = gradient(at: 4.0) { Euler().step(Decay(rate: 2), from: $0) }
    #expect(slope == 0)
  }
}

import Testing
import _Differentiation

// The ways around the shapes that crash; `Reproducers` holds those, under the same letters.

/// A: a struct with a constant array has a hand-written init.
private struct Labelled: Differentiable {
  @noDerivative let labels: [Int]
  var values: [Double]

  @differentiable(reverse,wrt: values)
  init(labels: [Int], values: [Double]) {
    self.labels = labels
    self.values = values
  }
}

private protocol Field: Differentiable {
  @differentiable(reverse)
  func velocity(at state: Double) -> Double
}

private struct Decay: Field {
  var rate: Double

  @differentiable(reverse)
  func velocity(at state: Double) -> Double { -rate * state }
}

/// B: the requirement is not differentiable itself, but returns its pullback.
private protocol Stepper {
  func stepWithPullback<F: Field>(_ field: F, from state: Double)
    -> (value: Double, pullback: (Double) -> (F.TangentVector, Double))
}

private struct Euler: Stepper {
  func stepWithPullback<F: Field>(_ field: F, from state: Double)
    -> (value: Double, pullback: (Double) -> (F.TangentVector, Double))
  {
    valueWithPullback(at: field, state) { field, state in state + 0.5 * field.velocity(at: state) }
  }
}

/// B and C: a solver as data, and its loop in a free function with one level of generics.
private struct Tableau {
  let steps: Int
  let size: Double
}

@differentiable(reverse,wrt: (field, start))
private func end<F: Field>(of field: F, from start: Double, with tableau: Tableau) -> Double {
  var state = start
  for _ in 0..<tableau.steps {
    state += tableau.size * field.velocity(at: state)
  }
  return state
}

/// D: what may throw happens before, and outside of, what is differentiated.
private struct Positive: Differentiable {
  struct Negative: Error {}

  var value: Double

  init(_ value: Double) throws(Negative) {
    if value < 0 { throw Negative() }
    self.value = value
  }

  @differentiable(reverse)
  func squared() -> Double { value * value }
}

/// E: an enum instead of a closure as the default argument.
private struct Layer: Differentiable {
  enum Activation {
    case identity
    case squared
  }

  var weight: Double
  @noDerivative let activation: Activation

  @differentiable(reverse,wrt: weight)
  init(weight: Double, activation: Activation = .squared) {
    self.weight = weight
    self.activation = activation
  }

  @differentiable(reverse)
  func callAsFunction(_ number: Double) -> Double {
    let sum = number * weight
    switch activation {
    case .identity: return sum
    case .squared: return sum * sum
    }
  }
}

private protocol Rule {
  @differentiable(reverse)
  func apply(to number: Double) -> Double
}

private struct Square: Rule {
  @differentiable(reverse)
  func apply(to number: Double) -> Double { number * number }
}

/// F: an overload for the concrete type.
@differentiable(reverse,wrt: number)
private func apply(_ number: Double, _ rule: any Rule) -> Double { rule.apply(to: number) }

/// G: a requirement with respect to its argument alone.
private protocol FrozenRule: Differentiable {
  @differentiable(reverse,wrt: number)
  func apply(to number: Double) -> Double
}

private struct FrozenScale: FrozenRule {
  var factor: Double

  @differentiable(reverse,wrt: number)
  func apply(to number: Double) -> Double { factor * number }
}

@differentiable(reverse,wrt: number)
private func applyFrozen(_ rule: any FrozenRule, to number: Double) -> Double { rule.apply(to: number) }

/// Each crashing shape's replacement, with a derivative known by hand.
@Suite("Ways around what crashes")
struct WorkaroundTests {
  @Test("A: a hand-written init differentiates")
  func initByHand() {
    let back = pullback(at: [1.0, 2]) { Labelled(labels: [7], values: $0) }
    #expect(back(.init(values: [3, 4])) == [3, 4])
  }

  @Test("B: a requirement may be generic if it returns its pullback")
  func requirementWithPullback() {
    let stepper: any Stepper = Euler()
    let (value, back) = stepper.stepWithPullback(Decay(rate: 2), from: 4)
    #expect(value == 0)
    #expect(back(1).0.rate == -2)
    #expect(back(1).1 == 0)
  }

  @Test("B, C: a free generic function loops over a solver that is data")
  func solverAsData() {
    let (fieldSlope, slope) = gradient(at: Decay(rate: 1), 4) {
      end(of: $0, from: $1, with: Tableau(steps: 2, size: 0.5))
    }
    #expect(fieldSlope.rate == -2)
    #expect(slope == 0.25)
  }

  @Test("D: what throws is checked before")
  func checkedBefore() throws {
    #expect(gradient(at: try Positive(3)) { $0.squared() }.value == 6)
    #expect(throws: Positive.Negative.self) { try Positive(-3) }
  }

  @Test("E: an enum is a fine default")
  func enumDefault() {
    #expect(gradient(at: Layer(weight: 3)) { $0(2) }.weight == 24)
    #expect(gradient(at: Layer(weight: 3, activation: .identity)) { $0(2) }.weight == 2)
  }

  @Test("F: a concrete overload calls through an existential")
  func concreteOverload() {
    #expect(gradient(at: 3.0) { apply($0, Square()) } == 6)
  }

  @Test("G: a requirement of its argument alone is called through an existential")
  func frozenRule() {
    #expect(gradient(at: 3.0) { applyFrozen(FrozenScale(factor: 5), to: $0) } == 5)
  }
}

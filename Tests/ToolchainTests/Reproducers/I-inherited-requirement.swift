// swift-format-ignore-file
// I. A requirement that a protocol inherits, called by its extension with an argument that is constant.
// Instead: call it in a free generic function, or with an argument that varies.
// expect -Onone: compiler crash
// expect -O: compiler crash

import _Differentiation

protocol Field: Differentiable {
  associatedtype State: Differentiable
  @differentiable(reverse)
  func velocity(_ state: State, at time: Double) -> State
}

protocol TimedField: Field {
  @differentiable(reverse)
  func velocity(_ state: State, atTimes times: Double) -> State
}

protocol TimelessField: TimedField {}

extension TimelessField {
  @differentiable(reverse)
  func velocity(_ state: State, atTimes times: Double) -> State { velocity(state, at: 0) }
}

struct Growth: TimelessField {
  var rate: Double
  @differentiable(reverse)
  func velocity(_ state: Double, at time: Double) -> Double { rate * state }
}

func slope<F: TimedField>(_ field: F, _ state: F.State, _ upstream: F.State.TangentVector) -> F.TangentVector {
  pullback(at: field, state) { field, state in field.velocity(state, atTimes: 1) }(upstream).0
}

@main
struct Program {
  static func main() {
    precondition(slope(Growth(rate: 3), 2, 1).rate == 2)
    print("right")
  }
}

// swift-format-ignore-file
// B. A protocol requirement that is generic and `@differentiable`, called through the protocol.
// Instead: solvers as data, an enum, an associated type, or a requirement that returns the pullback.
// expect -Onone: run-time crash
// expect -O: right

import _Differentiation

protocol Field: Differentiable {
  @differentiable(reverse)
  func velocity(at state: Double) -> Double
}

protocol Stepper {
  @differentiable(reverse, wrt: (field, state))
  func step<F: Field>(_ field: F, from state: Double) -> Double
}

struct Decay: Field {
  var rate: Double

  @differentiable(reverse)
  func velocity(at state: Double) -> Double { -rate * state }
}

struct Euler: Stepper {
  @differentiable(reverse, wrt: (field, state))
  func step<F: Field>(_ field: F, from state: Double) -> Double {
    state + 0.5 * field.velocity(at: state)
  }
}

@differentiable(reverse, wrt: (field, state))
func advance<S: Stepper, F: Field>(_ stepper: S, _ field: F, from state: Double) -> Double {
  stepper.step(field, from: state)
}

@main
struct Program {
  static func main() {
    let gradients = gradient(at: Decay(rate: 2), 4) { advance(Euler(), $0, from: $1) }
    precondition(gradients.0.rate == -2 && gradients.1 == 0)
    print("right")
  }
}

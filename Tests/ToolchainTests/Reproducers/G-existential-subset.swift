// swift-format-ignore-file
// G. A requirement differentiable with respect to `self` too, called through `any P` for the rest.
// Instead: a generic parameter, or a requirement that is differentiable `wrt:` its arguments only.
// expect -Onone: compiler crash
// expect -O: compiler crash

import _Differentiation

protocol Rule: Differentiable {
  @differentiable(reverse)
  func apply(to number: Double) -> Double
}

struct Square: Rule {
  @differentiable(reverse)
  func apply(to number: Double) -> Double { number * number }
}

@differentiable(reverse, wrt: number)
func apply(_ rule: any Rule, to number: Double) -> Double { rule.apply(to: number) }

@main
struct Program {
  static func main() {
    precondition(gradient(at: 3.0) { apply(Square(), to: $0) } == 6)
    print("right")
  }
}

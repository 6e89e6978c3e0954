// swift-format-ignore-file
// F. A `where` clause inside `@differentiable`, on a generic whose body calls through `any`.
// Instead: an overload for the concrete type.
// expect -Onone: compiler crash
// expect -O: compiler crash

import _Differentiation

protocol Rule {
  @differentiable(reverse)
  func apply(to number: Double) -> Double
}

struct Square: Rule {
  @differentiable(reverse)
  func apply(to number: Double) -> Double { number * number }
}

@differentiable(
  reverse
  where Number == Double
)
func apply<Number>(_ number: Number, _ rule: any Rule) -> Double {
  if let number = number as? Double { return rule.apply(to: number) }
  return 0
}

@main
struct Program {
  static func main() {
    let slope = gradient(at: 3.0) { apply($0, Square()) }
    precondition(slope == 6)
    print("right")
  }
}

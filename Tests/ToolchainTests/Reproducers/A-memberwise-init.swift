// swift-format-ignore-file
// A. A memberwise init of a struct with a `@noDerivative` array or object, in differentiated code.
// Instead: write the init by hand, with `@differentiable(reverse)`.
// expect -Onone: compiler crash
// expect -O: compiler crash

import _Differentiation

struct Labelled: Differentiable {
  @noDerivative let labels: [Int]
  var values: [Double]
}

@differentiable(reverse, wrt: values)
func labelled(_ values: [Double], by labels: [Int]) -> Labelled {
  Labelled(labels: labels, values: values)
}

@main
struct Program {
  static func main() {
    let pullback = pullback(at: [1.0, 2]) { labelled($0, by: [7]) }
    precondition(pullback(.init(values: .init([3, 4]))) == .init([3, 4]))
    print("right")
  }
}

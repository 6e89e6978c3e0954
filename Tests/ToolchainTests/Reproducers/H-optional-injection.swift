// swift-format-ignore-file
// H. A value of a non-trivial type that is wrapped in an optional by differentiated code.
// Instead: a parameter that is never `nil`, such as a zero without a shape.
// expect -Onone: compiler crash
// expect -O: compiler crash

import _Differentiation

struct Numbers: AdditiveArithmetic, Differentiable {
  typealias TangentVector = Numbers
  var items: [Double]
  static var zero: Numbers { Numbers(items: []) }
  static func + (lhs: Numbers, rhs: Numbers) -> Numbers { lhs.items.isEmpty ? rhs : lhs }
  static func - (lhs: Numbers, rhs: Numbers) -> Numbers { lhs.items.isEmpty ? rhs : lhs }
}

struct Layer: Differentiable {
  var bias: Numbers?

  @differentiable(reverse)
  init(bias: Numbers?) { self.bias = bias }
}

@main
struct Program {
  static func main() {
    let slope = pullback(at: Numbers(items: [1])) { Layer(bias: $0) }
    precondition(slope(.init(bias: .init(Numbers(items: [2])))).items == [2])
    print("right")
  }
}

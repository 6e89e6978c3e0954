// swift-format-ignore-file
// D. A throwing function called in differentiated code.
// Instead: check before, outside of the differentiated code.
// expect -Onone: compiler crash
// expect -O: compiler crash

import _Differentiation

struct Negative: Error {}

@differentiable(reverse)
func squared(_ number: Double) throws -> Double {
  if number < 0 { throw Negative() }
  return number * number
}

@differentiable(reverse)
func squaredOrZero(_ number: Double) -> Double {
  (try? squared(number)) ?? 0
}

@main
struct Program {
  static func main() {
    precondition(gradient(at: 3.0, of: squaredOrZero) == 6)
    print("right")
  }
}

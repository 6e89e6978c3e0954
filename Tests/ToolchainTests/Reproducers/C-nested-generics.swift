// swift-format-ignore-file
// C. Two levels of generics around a loop or a branch in differentiated code.
// Instead: a free generic function, or the loop in a function that is not nested.
// expect -Onone: right
// expect -O: run-time crash

import _Differentiation

protocol Field: Differentiable {
  @differentiable(reverse)
  func velocity(at state: Double) -> Double
}

struct Decay: Field {
  var rate: Double

  @differentiable(reverse)
  func velocity(at state: Double) -> Double { -rate * state }
}

protocol Solver {
  var steps: Int { get }
}

struct Euler: Solver {
  var steps: Int { 2 }
}

extension Solver {
  @differentiable(reverse, wrt: (field, start))
  func end<F: Field>(of field: F, from start: Double) -> Double {
    var state = start
    for _ in 0..<2 {
      state += 0.5 * field.velocity(at: state)
    }
    return state
  }
}

@main
struct Program {
  static func main() {
    let gradients = gradient(at: Decay(rate: 1), 4) { Euler().end(of: $0, from: $1) }
    precondition(gradients.0.rate == -2 && gradients.1 == 0.25)
    print("right")
  }
}

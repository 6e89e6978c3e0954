/// A state with a few numbers below it: what Krylov spaces of an operator with a border are made of.
struct ExtendedState<State: StateVector> {
  var state: State
  var tail: [Double] = []

  /// The Euclidean norm.
  var length: Double { dotProduct(with: self).squareRoot() }

  func dotProduct(with other: Self) -> Double {
    zip(tail, other.tail).reduce(state.dotProduct(with: other.state)) { $0 + $1.0 * $1.1 }
  }

  mutating func add(_ other: Self, times factor: Double) {
    state.add(other.state, times: factor)
    for index in tail.indices { tail[index] += factor * other.tail[index] }
  }

  func multiplied(by factor: Double) -> Self {
    Self(
      state: state.isShapelessZero ? state : state.multiplied(by: factor), tail: tail.map { factor * $0 })
  }
}

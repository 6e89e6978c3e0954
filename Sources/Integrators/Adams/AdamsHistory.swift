import Tensors

/// What a step of an Adams method goes on from: the state, and the velocities before it, newest
/// first.
///
/// As a gradient it has as many velocities as the method looks back at, shapeless zeros where nothing
/// arrives.
struct AdamsHistory<State: StateVector>: StateVector {
  typealias TangentVector = Self

  var state: State
  /// The velocities one step before the state, two steps before it, and so on.
  var velocities: [State] = []
  /// The size of those steps; nothing that moves.
  var stepSize = 0.0

  static var zero: Self { Self(state: .zero) }

  static func + (lhs: Self, rhs: Self) -> Self {
    var result = lhs
    result.move(by: rhs)
    return result
  }

  static func - (lhs: Self, rhs: Self) -> Self { lhs + rhs.multiplied(by: -1) }

  mutating func move(by offset: Self) {
    state.move(by: offset.state)
    for (index, velocity) in offset.velocities.enumerated() {
      if index < velocities.count {
        velocities[index].move(by: velocity)
      } else {
        velocities.append(velocity)
      }
    }
  }

  var tensorCount: Int { velocities.reduce(state.tensorCount) { $0 + $1.tensorCount } }

  func tensor(at index: Int) -> Tensor {
    if index < state.tensorCount { return state.tensor(at: index) }
    var rest = index - state.tensorCount
    for velocity in velocities {
      if rest < velocity.tensorCount { return velocity.tensor(at: rest) }
      rest -= velocity.tensorCount
    }
    preconditionFailure("There is no tensor \(index) among \(tensorCount).")
  }

  mutating func updateTensors(_ body: (_ index: Int, _ tensor: inout Tensor) -> Void) {
    state.updateTensors(body)
    var count = state.tensorCount
    for index in velocities.indices {
      velocities[index].updateTensors { body(count + $0, &$1) }
      count += velocities[index].tensorCount
    }
  }
}

extension AdamsHistory {
  /// Whether a step lies as far from the velocities as they do from each other, but for round-off.
  func isUniform(at time: Double, by step: Double) -> Bool {
    velocities.isEmpty || abs(step - stepSize) <= 1e-8 * abs(stepSize) + 8 * time.ulp
  }
}

import Tensors

/// The tensors of several states of one kind, one state behind the other.
///
/// A list of states whose type is only known at run time has its own type looked up again whenever
/// it is touched, which takes longer than adding a few numbers. A list of tensors has not: the stages
/// of a step are kept in one of these.
struct StateStack {
  private var tensors: [Tensor] = []
  private var width = 0

  /// Puts a state at an index, which is that of another one or the next free one.
  mutating func set<State: StateVector>(_ state: State, at index: Int) {
    if index == 0 && width != state.tensorCount {
      width = state.tensorCount
      tensors.removeAll(keepingCapacity: true)
    }
    for part in 0..<width {
      let tensor = part < state.tensorCount ? state.tensor(at: part) : .zero
      if index * width + part < tensors.count {
        tensors[index * width + part] = tensor
      } else {
        tensors.append(tensor)
      }
    }
  }

  /// Copies the state at an index to another one.
  mutating func copy(from index: Int, to other: Int) {
    for part in 0..<width { tensors[other * width + part] = tensors[index * width + part] }
  }

  /// Returns the state at an index, of the kind of another state.
  func state<State: StateVector>(at index: Int, like model: State) -> State {
    var state = model
    state.updateTensors { part, tensor in tensor = tensors[index * width + part] }
    return state
  }

  /// Returns the first states, of the kind of another state.
  func states<State: StateVector>(_ count: Int, like model: State) -> [State] {
    (0..<count).map { state(at: $0, like: model) }
  }

  /// Replaces a state by `base + scale · Σ cᵢ kᵢ` over as many states `kᵢ` as there are coefficients,
  /// in its own memory where nothing else holds that; without a base by the sum alone.
  func sum<State: StateVector>(
    into state: inout State, from base: State, isIncluded: Bool, times coefficients: [Double],
    scaledBy scale: Double
  ) {
    if state.tensorCount != base.tensorCount { state = base }
    state.updateTensors { part, tensor in
      tensor.assignSum(
        of: coefficients.count, term: { tensors[$0 * width + part] },
        times: { scale * coefficients[$0] }, from: isIncluded ? base.tensor(at: part) : .zero)
    }
  }
}

import Tensors

extension StateVector {
  /// Replaces this state by `base + a x + b y + c z`, in its own memory where nothing else holds that.
  ///
  /// Unlike a list of terms, this asks for no memory. Terms with the factor 0 are not looked at.
  @_specialize(where Self == Tensor)
  mutating func assign(
    _ base: Self?, _ a: Double, _ x: Self, _ b: Double = 0, _ y: Self = .zero, _ c: Double = 0,
    _ z: Self = .zero
  ) {
    // A zero without tensors, as sums start from, has to take the shape of what is added.
    if tensorCount != x.tensorCount { self = x }
    updateTensors { index, tensor in
      tensor.assignSum(
        of: 3, term: { ($0 == 0 ? x : $0 == 1 ? y : z).tensor(at: index) },
        times: { $0 == 0 ? a : $0 == 1 ? b : c }, from: base?.tensor(at: index) ?? .zero)
    }
  }
}

import Tensors

extension StateVector {
  /// Returns the sum of two states, with a derivative: the `+` of a generic state has none.
  @differentiable(reverse)
  public func plus(_ other: Self) -> Self { self + other }

  @derivative(of: plus)
  @usableFromInline
  func _vjpPlus(_ other: Self) -> (value: Self, pullback: (Self) -> (Self, Self)) {
    (self + other, { ($0, $0) })
  }

  /// Replaces this state by `base + scale · Σ cᵢ kᵢ` over as many terms as there are coefficients,
  /// in its own memory where nothing else holds that.
  ///
  /// For the usual state there is a version of its own, since generic code looks up the types of all
  /// it touches, which takes longer than adding a few numbers.
  @_specialize(where Self == Tensor)
  mutating func assign(
    _ base: Self?, plus terms: [Self], times coefficients: [Double], scaledBy scale: Double = 1
  ) {
    // A zero without tensors, as sums start from, has to take the shape of what is added.
    if let model = base ?? terms.first, tensorCount != model.tensorCount { self = model }
    updateTensors { index, tensor in
      tensor.assignSum(
        of: coefficients.count, term: { terms[$0].tensor(at: index) },
        times: { scale * coefficients[$0] }, from: base?.tensor(at: index) ?? .zero)
    }
  }

  /// Returns `base + scale · Σ cᵢ kᵢ`.
  static func sum(
    _ base: Self?, plus terms: [Self], times coefficients: [Double], scaledBy scale: Double = 1
  ) -> Self {
    var result = base ?? .zero
    result.assign(base, plus: terms, times: coefficients, scaledBy: scale)
    return result
  }

  /// Adds `factor · other` in place.
  mutating func add(_ other: Self, times factor: Double) {
    if other.isShapelessZero { return }
    if tensorCount != other.tensorCount {
      self = Self.sum(nil, plus: [other], times: [factor])
      return
    }
    updateTensors { index, tensor in
      let term = other.tensor(at: index)
      if tensor.isShapelessZero {
        tensor = term.scaled(by: factor)
      } else {
        tensor.add(term, times: factor)
      }
    }
  }

  /// Returns this state times `factor`.
  func multiplied(by factor: Double) -> Self {
    var result = self
    result.updateTensors { _, tensor in tensor = tensor.scaled(by: factor) }
    return result
  }

  /// The inner product with a state of the same shape.
  func dotProduct(with other: Self) -> Double {
    var sum = 0.0
    for index in 0..<min(tensorCount, other.tensorCount) {
      sum += tensor(at: index).dotProduct(with: other.tensor(at: index))
    }
    return sum
  }

  /// Whether no element is infinite or not a number.
  var allFinite: Bool { (0..<tensorCount).allSatisfy { tensor(at: $0).allFinite } }

  /// Whether every tensor is the shapeless zero.
  var isShapelessZero: Bool { (0..<tensorCount).allSatisfy { tensor(at: $0).isShapelessZero } }

  /// The zero without shapes that has as many tensors as this state.
  var shapelessZero: Self {
    var result = self
    result.updateTensors { $1 = .zero }
    return result
  }

  /// Returns a state of this one's shape that holds no number; a tensor without a shape stays zero.
  var notANumber: Self {
    var result = self
    result.updateTensors { _, tensor in
      if tensor.isShapelessZero { return }
      tensor = Tensor(repeating: .nan, shape: tensor.shape, scalarType: tensor.scalarType)
    }
    return result
  }
}

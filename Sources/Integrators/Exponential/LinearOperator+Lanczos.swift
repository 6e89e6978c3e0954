import Tensors

extension LinearOperator {
  /// Estimates the interval that the eigenvalues of this symmetric operator lie in, by Lanczos' method from a
  /// state of random numbers, the same ones every time.
  ///
  /// The outermost Ritz values are widened by the norms of their residuals, within which an eigenvalue lies, and
  /// by a hundredth of the interval: the method goes on until the residuals are smaller than that. A state
  /// that all but misses an outer eigenvector is what could deceive it, which random numbers hardly do.
  ///
  /// Reference: J. Kuczyński and H. Woźniakowski, "Estimating the largest eigenvalue by the power and Lanczos
  /// algorithms with a random start", SIAM Journal on Matrix Analysis and Applications 13, 1992; Y. Zhou and
  /// R.-C. Li, "Bounding the spectrum of large Hermitian matrices", Linear Algebra and its Applications 435,
  /// 2011.
  ///
  /// - Parameter state: A state of the shape that the operator maps, in its coordinates.
  /// - Returns: The interval, and the number of products that it took: 64 at most.
  func spectralInterval(like state: State) -> (interval: ClosedRange<Double>, products: Int) {
    var generator = RandomGenerator(seed: 0)
    var start = state
    start.updateTensors { _, tensor in
      if tensor.isShapelessZero { return }
      tensor = Tensor(
        normalWithMean: 0, deviation: 1, shape: tensor.shape, scalarType: tensor.scalarType,
        using: &generator)
    }
    var space = ArnoldiSpace(from: ExtendedState(state: start))
    let share = 0.01
    while !space.isComplete {
      space.extend { vector in
        var product = State.zero
        advance(&product, from: vector.state, by: RecurrenceStep(product: 1))
        return ExtendedState(state: product)
      }
      guard space.dimension % 4 == 0 || space.isComplete else { continue }
      guard let ends = space.ritzEnds else { break }
      let width = share * (ends.high.value - ends.low.value)
      if space.dimension >= 64 || space.isComplete
        || space.dimension >= 12 && max(ends.low.residual, ends.high.residual) <= width
      {
        let low = ends.low.value - ends.low.residual - width
        return (low...max(low, ends.high.value + ends.high.residual + width), space.dimension)
      }
    }
    // There is nothing to map, or what comes out of it is not finite.
    return (0...0, space.dimension)
  }
}

extension ArnoldiSpace {
  /// The outermost eigenvalues of a symmetric operator in this space, and the norms of their residuals; `nil`
  /// where they are no numbers.
  fileprivate var ritzEnds: (low: RitzValue, high: RitzValue)? {
    let size = dimension
    let matrix = matrix(isCorrected: false)
    let system = SymmetricEigensystem(
      of: Tensor(shape: [size, size], elements: matrix.elements, scalarType: .float64))
    guard let system, size > 0 else { return nil }
    let (values, vectors) = (system.values.elements, system.vectors.elements)
    let height = isComplete ? 0 : columns[size - 1][size]
    func end(_ index: Int) -> RitzValue {
      (values[index], height * abs(vectors[(size - 1) * size + index]))
    }
    return (end(0), end(size - 1))
  }
}

/// An eigenvalue in a Krylov space, and the norm of its residual.
private typealias RitzValue = (value: Double, residual: Double)

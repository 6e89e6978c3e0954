public import Tensors

extension Graph {
  /// Returns an operator on node states that is made of the graph's adjacency matrix.
  ///
  /// Row `u` gathers from the nodes that `u` points to: `(A x)_u = Σ_v A_uv x_v`. To gather
  /// along incoming edges of a directed graph, use its ``reversed`` graph. Values are computed
  /// in float64 and rounded once.
  ///
  /// - Parameters:
  ///   - normalisation: What to make of the adjacency matrix.
  ///   - scalarType: The number format of the operator.
  /// - Returns: The operator, with its transpose unless it is symmetric.
  /// - Precondition: The graph is undirected if the normalisation asks for it; self-loop weights
  ///   are finite and not negative; degrees under a square root are not negative.
  /// - Complexity: O(`nodeCount` + `entryCount`).
  public func `operator`(
    normalised normalisation: Normalisation = .none, scalarType: ScalarType = .float32
  ) -> GraphOperator {
    switch normalisation {
    case .none:
      assemble(scalarType, isSymmetric: !isDirected, within: nil) { _, _, weight in weight }
    case .symmetric(let selfLoopWeight):
      withSelfLoops(selfLoopWeight).symmetricallyNormalised(selfLoopWeight, scalarType)
    case .randomWalk(let axis, let selfLoopWeight):
      withSelfLoops(selfLoopWeight).walk(by: axis, selfLoopWeight, scalarType)
    case .laplacian(let laplacian):
      // A weight of zero makes room on the diagonal.
      addingSelfLoops(weight: 0).laplacian(laplacian, scalarType)
    case .cgnnPaper:
      addingSelfLoops(weight: 0).averagedWithIdentity(scalarType)
    case .cgnnCode(let selfLoopWeight):
      undirected(for: "The operator of CGNN's code").withoutSelfLoops
        .withSelfLoops(selfLoopWeight).symmetricallyNormalised(selfLoopWeight, scalarType)
    }
  }

  private func withSelfLoops(_ weight: Double) -> Graph {
    precondition(
      weight >= 0 && weight.isFinite, "A self-loop weight of \(weight) is not in 0..<infinity.")
    return weight == 0 ? self : addingSelfLoops(weight: weight)
  }

  private func undirected(for use: String) -> Graph {
    precondition(!isDirected, "\(use) needs an undirected graph.")
    return self
  }

  /// `D^-1/2 A D^-1/2`, where self-loops of a weight are among the edges.
  private func symmetricallyNormalised(
    _ selfLoopWeight: Double, _ scalarType: ScalarType
  ) -> GraphOperator {
    let degrees = weightedOutDegrees
    let rowRoots = squareRoots(degrees)
    let columnRoots = isDirected ? squareRoots(weightedInDegrees) : rowRoots
    return assemble(
      scalarType, isSymmetric: !isDirected, within: normalisedInterval(selfLoopWeight, degrees)
    ) { row, column, weight in
      quotient(weight, rowRoots[row] * columnRoots[column])
    }
  }

  /// The eigenvalues of `D^-1/2 A D^-1/2`, where self-loops of a weight `s` are among the edges of an undirected
  /// graph: with weights that are not negative, `I + D^-1/2 A D^-1/2` is at least twice their share `s/d`.
  private func normalisedInterval(
    _ selfLoopWeight: Double, _ degrees: [Double]
  ) -> ClosedRange<Double>? {
    guard !isDirected, hasNoNegativeWeight else { return nil }
    let largest = degrees.max() ?? 0
    return (largest > 0 ? Swift.min(2 * selfLoopWeight / largest, 2) - 1 : -1)...1
  }

  private var hasNoNegativeWeight: Bool { (0..<entryCount).allSatisfy { weight(ofEntry: $0) >= 0 } }

  /// `D⁻¹ A` by row, `A D⁻¹` by column, where self-loops of a weight are among the edges.
  private func walk(
    by axis: Normalisation.Axis, _ selfLoopWeight: Double, _ scalarType: ScalarType
  ) -> GraphOperator {
    // An undirected walk is similar to the symmetric normalisation.
    let interval = normalisedInterval(selfLoopWeight, weightedOutDegrees)
    switch axis {
    case .row:
      let degrees = weightedOutDegrees
      return assemble(scalarType, isSymmetric: false, within: interval) { row, _, weight in
        quotient(weight, degrees[row])
      }
    case .column:
      let degrees = weightedInDegrees
      return assemble(scalarType, isSymmetric: false, within: interval) { _, column, weight in
        quotient(weight, degrees[column])
      }
    }
  }

  /// A Laplacian; every diagonal entry is present.
  private func laplacian(
    _ laplacian: Normalisation.Laplacian, _ scalarType: ScalarType
  ) -> GraphOperator {
    let degrees = weightedOutDegrees
    func difference(_ row: Int, _ column: Int, _ weight: Double) -> Double {
      row == column ? degrees[row] - weight : -weight
    }
    let isReal = !isDirected && hasNoNegativeWeight
    switch laplacian {
    case .combinatorial:
      return assemble(
        scalarType, isSymmetric: !isDirected, within: isReal ? 0...2 * (degrees.max() ?? 0) : nil,
        difference)
    case .symmetric:
      let roots = undirected(for: "The symmetric Laplacian").squareRoots(degrees)
      return assemble(scalarType, isSymmetric: true, within: isReal ? 0...2 : nil) { row, column, weight in
        quotient(difference(row, column, weight), roots[row] * roots[column])
      }
    case .randomWalk:
      return assemble(scalarType, isSymmetric: false, within: isReal ? 0...2 : nil) { row, column, weight in
        quotient(difference(row, column, weight), degrees[row])
      }
    }
  }

  /// `½ (I + D^-1/2 A D^-1/2)`; every diagonal entry is present.
  private func averagedWithIdentity(_ scalarType: ScalarType) -> GraphOperator {
    let roots = undirected(for: "The operator of CGNN's paper").squareRoots(weightedOutDegrees)
    let interval: ClosedRange<Double>? = hasNoNegativeWeight ? 0...1 : nil
    return assemble(scalarType, isSymmetric: true, within: interval) { row, column, weight in
      ((row == column ? 1 : 0) + quotient(weight, roots[row] * roots[column])) / 2
    }
  }

  /// Returns `numerator / denominator`, or zero for a node of degree zero.
  private func quotient(_ numerator: Double, _ denominator: Double) -> Double {
    denominator == 0 ? 0 : numerator / denominator
  }

  private func squareRoots(_ degrees: [Double]) -> [Double] {
    degrees.enumerated().map { node, degree in
      precondition(
        degree >= 0,
        "Node \(node) has weighted degree \(degree), but the normalisation takes its square root.")
      return degree.squareRoot()
    }
  }

  /// Returns the operator whose value at each entry is made of row, column and weight, and whose eigenvalues
  /// lie in an interval.
  private func assemble(
    _ scalarType: ScalarType, isSymmetric: Bool, within interval: ClosedRange<Double>?,
    _ value: (Int, Int, Double) -> Double
  ) -> GraphOperator {
    var values: [Double] = []
    values.reserveCapacity(entryCount)
    for row in 0..<nodeCount {
      for entry in pattern.entryRange(row) {
        values.append(value(row, pattern.columns[entry], weight(ofEntry: entry)))
      }
    }
    let matrix = SparseMatrix(
      pattern: pattern,
      values: Tensor(shape: [values.count], elements: values, scalarType: scalarType))
    return isSymmetric
      ? GraphOperator(symmetric: matrix, spectralInterval: interval)
      : GraphOperator(matrix, spectralInterval: interval)
  }
}

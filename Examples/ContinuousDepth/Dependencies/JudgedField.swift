import GraphODE

/// A learned field with what it says about dependencies, and how well it predicts.
struct JudgedField {
  /// The mean magnitude of each derivative on some states, at `[from][to]`.
  let jacobian: [[Double]]

  /// The share of pairs of two genes between which no path is open.
  let closedPairs: Double

  /// The root mean square error on trajectories that start elsewhere.
  let error: Double

  /// The same where one gene after the other is held at a value that it never started from.
  let interventionError: Double

  /// The value of a gene that is held; starts lie between 0 and 3.
  private static let heldAt = 4.5

  /// Judges a field.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - data: The truth.
  ///   - states: Where the derivatives are taken.
  ///   - starts: Where trajectories start.
  init(_ field: MaskedPerceptron, on data: GeneExpression, states: Tensor, starts: Tensor) {
    let genes = data.genes
    jacobian = Self.jacobian(of: field, at: states)
    let paths = field.pathMatrix().elements
    let between = paths.indices.filter { $0 / genes != $0 % genes }
    closedPairs = Double(between.count { paths[$0] == 0 }) / Double(max(between.count, 1))
    error = Self.distance(
      GeneExpression.states(of: field, from: starts.converted(to: .float32), at: data.times),
      data.states(from: starts))
    let squares = (0..<genes).map { gene in
      let held = Tensor(
        shape: starts.shape,
        elements: starts.elements.enumerated().map { $0 % genes == gene ? Self.heldAt : $1 },
        scalarType: .float64)
      let distance = Self.distance(
        GeneExpression.states(
          of: Held(field, channel: gene, of: genes, scalarType: .float32),
          from: held.converted(to: .float32), at: data.times),
        GeneExpression.states(
          of: Held(data.network, channel: gene, of: genes, scalarType: .float64), from: held,
          at: data.times))
      return distance * distance
    }
    interventionError = (squares.reduce(0, +) / Double(max(genes, 1))).squareRoot()
  }

  /// Returns how well edges were found that are stronger than a share of the strongest.
  func score(above share: Double, truth: [[Bool]]) -> EdgeScore {
    EdgeScore(jacobian, above: share * largestBetweenGenes(jacobian), truth: truth)
  }

  private static func jacobian(of field: MaskedPerceptron, at states: Tensor) -> [[Double]] {
    let channels = states.shape[1]
    let (_, pullback) = valueWithPullback(at: states) { field($0, at: 0) }
    let columns = (0..<channels).map { channel in
      let unit = (0..<states.elementCount).map { $0 % channels == channel ? 1.0 : 0 }
      return abs(pullback(Tensor(shape: states.shape, elements: unit))).mean(alongAxis: 0).elements
    }
    return (0..<channels).map { row in columns.map { $0[row] } }
  }

  /// The root mean square over all times; not a number where one solve ended early.
  private static func distance(_ found: [Tensor], _ truth: [Tensor]) -> Double {
    guard found.count == truth.count else { return .nan }
    let squares = zip(found, truth).map { square($0.converted(to: .float64) - $1).mean().scalar }
    return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
  }
}

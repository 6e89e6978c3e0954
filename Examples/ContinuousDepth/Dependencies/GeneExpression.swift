import GraphODE

/// How much of each gene there is, along trajectories of a network.
struct GeneExpression {
  /// The network.
  let network: GeneNetwork

  /// The times of the observations.
  let times: [Double]

  /// The number of genes.
  var genes: Int { network.activation.shape[0] }

  /// How exactly the truth is computed.
  private static let exact = Solver(
    .dormandPrince5, .adaptive(relativeTolerance: 1e-8, absoluteTolerance: 1e-8))

  /// Returns random starts, `[count, genes]`.
  func starts(_ count: Int, using generator: inout RandomGenerator) -> Tensor {
    Tensor(uniform: 0..<3, shape: [count, genes], scalarType: .float64, using: &generator)
  }

  /// Returns the true states from some starts, `[count, genes]` for each time.
  func states(from starts: Tensor) -> [Tensor] { Self.states(of: network, from: starts, at: times) }

  /// Returns the states of any field at some times, the first of which is that of the start.
  static func states<Field: VectorField>(
    of field: Field, from start: Tensor, at times: [Double]
  ) -> [Tensor] where Field.State == Tensor {
    let solver = start.scalarType == .float64 ? exact : SegmentFlow.solver
    return solve(
      field, from: start, over: 0...(times.last ?? 0), saving: .times(times), with: solver
    ).states
  }

  /// Returns pairs of neighbouring observations with noise, one below the other.
  func segments(
    of states: [Tensor], noise: Double, using generator: inout RandomGenerator
  ) -> Segments {
    let observed = states.map { state in
      (state
        + Tensor(
          normalWithMean: 0, deviation: noise, shape: state.shape, scalarType: .float64,
          using: &generator)).converted(to: .float32)
    }
    return Segments(
      starts: concatenated(Array(observed.dropLast()), alongAxis: 0),
      ends: concatenated(Array(observed.dropFirst()), alongAxis: 0))
  }
}

/// Pairs of observations one interval apart, `[pairs, genes]` each.
struct Segments {
  let starts: Tensor
  let ends: Tensor

  /// The mean square of what changes in an interval.
  let meanSquareChange: Double

  init(starts: Tensor, ends: Tensor) {
    self.starts = starts
    self.ends = ends
    meanSquareChange = square(ends - starts).mean().scalar
  }
}

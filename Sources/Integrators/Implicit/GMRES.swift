import Tensors

/// The generalised minimal residual method for `A x = b` where only products with `A` are known,
/// started again from its last result whenever the basis is full.
///
/// Reference: Y. Saad and M. H. Schultz, "GMRES: a generalized minimal residual algorithm for solving
/// nonsymmetric linear systems", SIAM Journal on Scientific and Statistical Computing 7, 1986.
struct GMRES {
  /// The number of basis vectors of one cycle.
  let dimension: Int
  /// The largest number of cycles.
  let cycleLimit: Int

  /// What came of it.
  struct Result<State: StateVector> {
    /// The best approximation of `x`.
    var solution: State
    /// The norm of `b − A x`.
    var residual: Double
    /// A lower bound of the operator's norm: the largest `‖A v‖` of unit vectors `v`.
    var operatorNorm: Double
  }

  /// Returns an approximation of `x` whose residual is at most `tolerance`, or the best one where the
  /// iteration stagnates.
  func solve<State: StateVector>(
    _ right: State, until tolerance: Double, product: (State) -> State
  ) -> Result<State> {
    var result = Result(
      solution: right.multiplied(by: 0), residual: right.length, operatorNorm: 0)
    var rest = right
    for cycle in 0..<cycleLimit {
      guard result.residual > tolerance, result.residual.isFinite else { break }
      if cycle > 0 {
        rest.assign(right, plus: [product(result.solution)], times: [-1])
        result.residual = rest.length
      }
      let before = result.residual
      var basis = KrylovBasis(from: rest, length: before)
      while basis.count < dimension, basis.residual > tolerance, !basis.isComplete {
        basis.extend(by: product)
      }
      result.operatorNorm = max(result.operatorNorm, basis.operatorNorm)
      result.solution.add(basis.solution, times: 1)
      result.residual = basis.residual
      if basis.isComplete || result.residual > 0.99 * before { break }
    }
    return result
  }
}

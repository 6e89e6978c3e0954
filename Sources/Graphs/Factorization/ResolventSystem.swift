import Synchronization
import Tensors

/// The equations `(S − R Â) x = b` for one `S` and `R`, ready to be solved for right sides.
struct ResolventSystem: Sendable {
  /// How `K z = c` is solved.
  enum Preparation: Sendable {
    case factor(CholeskyFactorization)
    case iteration(ConjugateGradients)
    case failure(LinearSolution.Outcome)
  }

  private let adjacency: SparseMatrix
  private let matrix: SparseMatrix
  private let preparation: Preparation
  private let inverseDiagonal: Tensor  // [nodeCount, 1], as the roots
  private let roots: Tensor

  /// Makes the equations.
  ///
  /// - Parameters:
  ///   - shifted: The operator `Â`, with room on the diagonal.
  ///   - diagonal: The diagonal of `S`, `[nodeCount]`.
  ///   - rate: The diagonal of `R`, `[nodeCount]`.
  ///   - prepare: Returns how to solve with `K`, given it and the largest `ρ/s`.
  init(
    _ shifted: ShiftedPattern, _ diagonal: Tensor, _ rate: Tensor,
    _ prepare: (SparseMatrix, Double) -> Preparation
  ) {
    let (diagonal, rate) = (diagonal.converted(to: .float64), rate.converted(to: .float64))
    for (node, pair) in zip(diagonal.elements, rate.elements).enumerated() {
      precondition(
        !(pair.0 <= 0) && !(pair.1 < 0),
        "Node \(node) has the diagonal entry \(pair.0) and the rate \(pair.1), but the first must be "
          + "positive and the second not negative.")
    }
    let shares = rate / diagonal
    let roots = sqrt(shares)
    let column: Shape = [diagonal.elementCount, 1]
    adjacency = shifted.adjacency
    matrix = shifted.matrix(roots: roots)
    inverseDiagonal = (1 / diagonal).reshaped(to: column)
    self.roots = roots.reshaped(to: column)
    preparation =
      shares.allFinite && inverseDiagonal.allFinite
      ? prepare(matrix, shares.elements.max() ?? 0) : .failure(.nonFinite)
  }

  /// Returns the solution `S⁻¹ b + T K⁻¹ T Â S⁻¹ b`.
  func solution(of rightSides: Tensor) -> LinearSolution {
    let sides = flattened(rightSides)
    let start = sides * inverseDiagonal
    let found = solve(adjacency(start) * roots)
    return found.replacingState(
      with: (start + roots * found.state).converted(to: rightSides.scalarType)
        .reshaped(to: rightSides.shape))
  }

  /// Returns the gradients of a solution in the right sides, the diagonal and the rates.
  func gradients(of solution: LinearSolution, upstream: Tensor) -> (Tensor, Tensor, Tensor) {
    upstream.requireGradient(of: solution.state.shape)
    let state = flattened(solution.state)
    let multiplier = multiplier(of: upstream).state
    func rowSums(_ products: Tensor) -> Tensor {
      products.sum(alongAxis: 1).reshaped(to: [matrix.rowCount]).converted(to: upstream.scalarType)
    }
    return (
      multiplier.converted(to: upstream.scalarType).reshaped(to: upstream.shape),
      rowSums(-(multiplier * state)), rowSums(multiplier * adjacency(state))
    )
  }

  /// Returns the solution `λ` of `(S − Â R) λ = g`.
  func transposedSolution(of rightSides: Tensor) -> LinearSolution {
    let found = multiplier(of: rightSides)
    return found.replacingState(
      with: found.stateOrNotANumber.converted(to: rightSides.scalarType).reshaped(
        to: rightSides.shape))
  }

  /// Returns the solution `λ` of `(S − Â R) λ = g` in double precision, as a matrix.
  private func multiplier(of upstream: Tensor) -> LinearSolution {
    let slope = flattened(upstream)
    let found = solve(slope * roots)
    let inner = slope + adjacency(roots * found.stateOrNotANumber)
    return found.replacingState(with: inner * inverseDiagonal)
  }

  /// Returns the solution `z` of `K z = c`, with its residual.
  private func solve(_ rightSides: Tensor) -> LinearSolution {
    switch preparation {
    case .iteration(let method): return method.solution(of: matrix, rightSides)
    case .failure(let outcome):
      return LinearSolution(
        state: .notANumber(like: rightSides), outcome: outcome, residual: .nan, iterations: 0)
    case .factor(let factor):
      let state = factor.solution(of: rightSides)
      let residual = relativeResidual(of: matrix, state, rightSides)
      return LinearSolution(
        state: state, outcome: residual.isFinite ? .solved : .nonFinite, residual: residual,
        iterations: 0)
    }
  }

  private func flattened(_ tensor: Tensor) -> Tensor {
    let width = matrix.rowCount == 0 ? 0 : tensor.elementCount / matrix.rowCount
    return tensor.reshaped(to: [matrix.rowCount, width]).converted(to: .float64)
  }
}

extension LinearSolution {
  /// Returns the same report with another state.
  fileprivate func replacingState(with state: Tensor) -> LinearSolution {
    LinearSolution(state: state, outcome: outcome, residual: residual, iterations: iterations)
  }
}

/// The equations that were solved last, which copies of a resolvent share.
final class LastSystem: Sendable {
  private struct Entry {
    let diagonal: Tensor
    let rate: Tensor
    let system: ResolventSystem
  }

  private let entry = Mutex<Entry?>(nil)

  /// Returns the last equations where they have this `S` and `R`, or else those that `make` makes.
  ///
  /// The lock is not held while they are made, so that threads with different equations do not wait
  /// for each other.
  func system(_ diagonal: Tensor, _ rate: Tensor, make: () -> ResolventSystem) -> ResolventSystem {
    let kept = entry.withLock { $0 }
    if let kept, kept.diagonal == diagonal, kept.rate == rate { return kept.system }
    let system = make()
    entry.withLock { $0 = Entry(diagonal: diagonal, rate: rate, system: system) }
    return system
  }
}

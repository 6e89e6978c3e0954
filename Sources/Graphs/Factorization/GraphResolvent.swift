public import Tensors

/// The solver of `(S − R Â) x = b` over a graph, with positive diagonal matrices `S` and `R`.
///
/// With `L = R Â − D` these are the equations `(z I − L) x = b` of the resolvent of a diffusion,
/// where `S = z I + D`: at `z = 0` they have the steady state of `dx/dt = L x + b` as their solution,
/// at `z = 1/h` an implicit step of size `h`. The graph stays while `S` and `R` are learned or change
/// with the step size, so that the analysis of the factor is made once.
///
/// Let `T = (S⁻¹ R)^½`. Then `(S − R Â)⁻¹ = S⁻¹ + T K⁻¹ T Â S⁻¹`, where `K = I − T Â T` is symmetric,
/// and positive definite where `ρ/s` times the largest eigenvalue of `Â` is below 1 at every node.
/// It is `K` that is factorised, or that conjugate gradients go over; nothing is divided by `R`, so
/// that nodes may have the rate 0. All is done in double precision.
///
/// The factor of the last `S` and `R` is kept, so that further right sides, and the gradient, are
/// only solved with it. Copies share it, and any number of threads may use one resolvent at once.
public struct GraphResolvent: Sendable {
  /// The operator `Â`.
  public let adjacency: GraphOperator

  /// How systems are solved.
  public let solver: PositiveDefiniteSolver

  /// The analysis of the factor of `K`; `nil` where the solver has no use for it, or memory did not
  /// suffice.
  public let symbolic: SymbolicFactorization?

  private let shiftedPattern: ShiftedPattern
  private let last = LastSystem()

  /// Creates a resolvent.
  ///
  /// - Parameters:
  ///   - adjacency: The operator `Â`, with eigenvalues in −1…1 as the symmetrically normalised
  ///     adjacency has them; they bound the work of conjugate gradients.
  ///   - solver: How systems are solved.
  /// - Precondition: The operator is symmetric.
  /// - Complexity: That of ``SymbolicFactorization/init(analyzing:)``, unless the solver asks for
  ///   conjugate gradients.
  public init(
    over adjacency: GraphOperator, solver: PositiveDefiniteSolver = PositiveDefiniteSolver()
  ) {
    precondition(
      adjacency.isSymmetric,
      "A resolvent needs a symmetric operator, but was given: \(adjacency).")
    self.adjacency = adjacency
    self.solver = solver
    shiftedPattern = ShiftedPattern(adjacency.matrix)
    symbolic =
      solver.method == .conjugateGradients
      ? nil : try? SymbolicFactorization(analyzing: shiftedPattern.pattern)
  }

  /// Returns the solution `x` of `(S − R Â) x = b`.
  ///
  /// With the upstream gradient `g`, `λ = (S − Â R)⁻¹ g` is the gradient in `b`; that in `sᵢ` is
  /// `−λᵢ · xᵢ`, and that in `ρᵢ` is `λᵢ · (Â x)ᵢ`. Where the equations cannot be solved, neither the
  /// solution nor a gradient is a number.
  ///
  /// - Parameters:
  ///   - rightSides: The tensor `b`, `[nodeCount, …]`.
  ///   - diagonal: The diagonal `s` of `S`, `[nodeCount]`, positive.
  ///   - rate: The diagonal `ρ` of `R`, `[nodeCount]`, not negative.
  /// - Returns: The solution, of the shape and scalar type of `b`, and how it was found.
  /// - Precondition: Shapes fit, scalar types agree and signs are as above; what is not a number is
  ///   reported in the outcome.
  /// - Complexity: One factorisation for new `s` and `ρ`, then two products with `Â` and a solve.
  @differentiable(reverse)
  public func solution(of rightSides: Tensor, diagonal: Tensor, rate: Tensor) -> LinearSolution {
    if rightSides.isShapelessZero {
      return LinearSolution(state: rightSides, outcome: .solved, residual: 0, iterations: 0)
    }
    let system = system(for: rightSides, diagonal, rate)
    return system.solution(of: rightSides)
  }

  /// Returns the solution `λ` of the transposed equations `(S − Â R) λ = g`, with the same factor.
  ///
  /// - Parameters:
  ///   - rightSides: The tensor `g`, `[nodeCount, …]`.
  ///   - diagonal: The diagonal `s` of `S`, `[nodeCount]`, positive.
  ///   - rate: The diagonal `ρ` of `R`, `[nodeCount]`, not negative.
  /// - Returns: The solution, of the shape and scalar type of `g`, and how it was found.
  /// - Precondition: That of ``solution(of:diagonal:rate:)``.
  public func transposedSolution(
    of rightSides: Tensor, diagonal: Tensor, rate: Tensor
  ) -> LinearSolution {
    if rightSides.isShapelessZero {
      return LinearSolution(state: rightSides, outcome: .solved, residual: 0, iterations: 0)
    }
    return system(for: rightSides, diagonal, rate).transposedSolution(of: rightSides)
  }

  @derivative(of: solution)
  @usableFromInline
  func _vjpSolution(
    of rightSides: Tensor, diagonal: Tensor, rate: Tensor
  ) -> (
    value: LinearSolution, pullback: (LinearSolution.TangentVector) -> (Tensor, Tensor, Tensor)
  ) {
    if rightSides.isShapelessZero {
      return (solution(of: rightSides, diagonal: diagonal, rate: rate), { ($0.state, .zero, .zero) })
    }
    let system = system(for: rightSides, diagonal, rate)
    let solution = system.solution(of: rightSides)
    return (
      solution,
      { upstream in
        if upstream.state.isShapelessZero { return (.zero, .zero, .zero) }
        return system.gradients(of: solution, upstream: upstream.state)
      }
    )
  }

  /// The method for new equations: what the solver chooses for a number of right sides.
  ///
  /// - Parameters:
  ///   - width: The number of right sides.
  ///   - share: The largest `ρ/s` over the nodes.
  /// - Returns: `.factorization` or `.conjugateGradients`.
  public func method(width: Int, share: Double) -> PositiveDefiniteSolver.Method {
    guard let symbolic else {
      return solver.method == .factorization ? .factorization : .conjugateGradients
    }
    // The eigenvalues of K lie between 1 − share and 1 + share.
    let condition = share < 1 ? (1 + share) / (1 - share) : .infinity
    return solver.choice(for: symbolic, width: width, condition: condition)
  }

  /// Returns the equations for some right sides, those of the last call where they are the same.
  private func system(for rightSides: Tensor, _ diagonal: Tensor, _ rate: Tensor) -> ResolventSystem {
    let nodeCount = adjacency.nodeCount
    precondition(
      rightSides.rank > 0 && rightSides.shape[0] == nodeCount && diagonal.shape == [nodeCount]
        && rate.shape == [nodeCount],
      "Right sides of shape \(rightSides.shape), a diagonal of shape \(diagonal.shape) and rates of "
        + "shape \(rate.shape) do not fit an operator on \(nodeCount) nodes.")
    rightSides.requireSameScalarType(as: diagonal)
    rightSides.requireSameScalarType(as: rate)
    return last.system(diagonal, rate) {
      let width = nodeCount == 0 ? 0 : rightSides.elementCount / nodeCount
      return ResolventSystem(shiftedPattern, diagonal, rate) { values, share in
        prepared(values, method(width: width, share: share))
      }
    }
  }

  /// Factorises `K` where that is the way to solve.
  private func prepared(
    _ matrix: SparseMatrix, _ method: PositiveDefiniteSolver.Method
  ) -> ResolventSystem.Preparation {
    guard method == .factorization else { return .iteration(solver.conjugateGradients) }
    guard let symbolic else { return .failure(.outOfMemory) }
    do throws(FactorizationError) {
      let factor = try symbolic.factorized(matrix)
      // Rounding may leave a pivot that is 0 in truth a little above.
      let rounding = Double.ulpOfOne * Double(max(8, adjacency.nodeCount))
      return factor.reciprocalCondition > rounding ? .factor(factor) : .failure(.notPositiveDefinite)
    } catch {
      switch error {
      case .notPositiveDefinite: return .failure(.notPositiveDefinite)
      case .nonFinite: return .failure(.nonFinite)
      case .outOfMemory, .tooLarge, .unknown:
        return solver.method == .automatic
          ? .iteration(solver.conjugateGradients) : .failure(.outOfMemory)
      }
    }
  }
}

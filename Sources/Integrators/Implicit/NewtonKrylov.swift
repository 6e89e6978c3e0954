import Tensors

/// How the equations of implicit stages are solved: by Newton's method, with Krylov's for its linear
/// equations, so that only the field itself is ever evaluated and no matrix is stored.
///
/// A stage `k = f(y + s k, t)` is solved for the increment `z = s k`. Newton's method repeats
/// `(I − s J) δ = s f(y + z, t) − z` and `z ← z + δ`, with the Jacobian `J = ∂f/∂y`; an equation that
/// is affine in `z` takes one iteration. GMRES solves for `δ` by products `J v`, which are difference
/// quotients of `f` over a distance like that of the Newton step itself: as in Steffensen's method,
/// the convergence stays quadratic, and where `f` is affine they are exact up to round-off. The first
/// linear equation is solved to the end, the others only as far as Newton's method can use it.
///
/// There is no preconditioner: the number of products grows like the square root of `s ‖J‖` for
/// diffusion. A stage for which ten Krylov spaces do not gain a digit counts as unsolved, so that
/// adaptive steps become smaller. Gradients solve the transposed equations with exact products
/// `Jᵀ v`, to round-off.
///
/// References: D. A. Knoll and D. E. Keyes, "Jacobian-free Newton–Krylov methods: a survey of
/// approaches and applications", Journal of Computational Physics 193, 2004, sections 2.1 and 2.3;
/// S. C. Eisenstat and H. F. Walker, "Choosing the forcing terms in an inexact Newton method", SIAM
/// Journal on Scientific Computing 17, 1996, choice 2.
public struct NewtonKrylov: Sendable, Equatable {
  /// The tolerated residual `‖s f(y + z, t) − z‖` as a share of the larger of `‖y‖` and `‖z‖`, all
  /// Euclidean norms over all elements of a state; where it is not given, 1e-13 for a float64 state
  /// and 1e-6 for a float32 one.
  ///
  /// For a dissipative field the residual bounds the error of the stage. Residuals that are below
  /// the round-off of `s f`, which is large where the field is stiff, are never asked for.
  ///
  /// The default does not depend on the tolerance of the steps, since the gradient of a solve is
  /// that of equations which are solved: it agrees with difference quotients, and between gradient
  /// methods, as far as they are. A larger one, such as a hundredth of the steps' relative
  /// tolerance, makes solves cheaper that need no gradient, where all elements of the state are of
  /// one size, as in diffusion. Where small elements matter beside large ones, as in chemical
  /// reactions, they drown in it, and steps become tiny.
  public var relativeTolerance: Double?

  /// The largest number of Newton iterations for one stage, before its step counts as unsolved.
  public var iterationLimit: Int

  /// The largest number of basis vectors, each a state, before GMRES starts again.
  public var krylovDimension: Int

  /// Creates settings; a ``Solver`` checks that numbers are positive and the tolerance is below 1.
  ///
  /// - Parameters:
  ///   - relativeTolerance: The tolerated residual as a share of the state, or `nil` for 1e-13 with
  ///     float64 states and 1e-6 with float32 ones.
  ///   - iterationLimit: The largest number of Newton iterations for one stage.
  ///   - krylovDimension: The largest number of basis vectors before GMRES starts again.
  public init(
    relativeTolerance: Double? = nil, iterationLimit: Int = 20, krylovDimension: Int = 40
  ) {
    self.relativeTolerance = relativeTolerance
    self.iterationLimit = iterationLimit
    self.krylovDimension = krylovDimension
  }

  /// Stops with the offending number where one is out of range.
  func validate() {
    if let relativeTolerance {
      precondition(
        relativeTolerance > 0 && relativeTolerance < 1,
        "The tolerance of Newton's method is \(relativeTolerance), but must lie between 0 and 1.")
    }
    precondition(
      iterationLimit > 0,
      "The limit of Newton iterations is \(iterationLimit), but must be positive.")
    precondition(
      krylovDimension > 0, "The Krylov dimension is \(krylovDimension), but must be positive.")
  }

  /// The linear solver of a Newton iteration.
  ///
  /// A step for which it gains little is better shortened, so that its limit is low.
  var linearSolver: GMRES { GMRES(dimension: krylovDimension, cycleLimit: 10) }

  /// The linear solver of a gradient, whose step or steady state was solved for before.
  var transposedSolver: GMRES { GMRES(dimension: krylovDimension, cycleLimit: 100) }
}

public import Integrators

/// How far the Hamiltonian of a solution and its adjoint keeps to its law: a check of gradients.
///
/// Along a solution of `dy/dt = f(y, t)` the gradient `p(t) = dL/dy(t)` of a loss of the end is the momentum
/// conjugate to the state. With the Hamiltonian `H = ⟨p, f(y, t)⟩` both move by
///
///     dy/dt = ∂H/∂p,   dp/dt = −∂H/∂y = −(∂f/∂y)ᵀ p,   dH/dt = ⟨p, ∂f/∂t⟩,
///
/// so that `H` is conserved where the field does not depend on time, and otherwise changes by what time
/// does explicitly; where the field jumps, by `⟨p, f₊ − f₋⟩`. At the ends it is a gradient itself: `H(t₁) =
/// dL/dt₁` and `H(t₀) = −dL/dt₀`. ``hamiltonianCertificate(of:from:over:with:gradientOfEnd:segments:)``
/// computes `H` along a solve, ``drift`` says by how much the law is broken.
///
/// A derivative of the field that is wrong by `E` in its Jacobian breaks it by `∫ ⟨p, E f⟩ dt`, which no
/// smaller step makes smaller. What is left without such a mistake is the error of the solve: the exact
/// gradient of a Runge–Kutta solution follows a Hamiltonian that is near `H`, and its drift falls at the
/// order of the method; that of a continuous adjoint falls with the tolerance. So judge two step sizes, not
/// one.
///
/// There are mistakes that no drift shows: those with `⟨p, E f⟩ = 0` all along, those in the derivative
/// with respect to parameters, and a solve that is merely inaccurate where the field is linear and
/// autonomous, since every Runge–Kutta step then commutes with the field and conserves `H` to round-off. A
/// few states and gradients of the end, chosen at random, leave little room for the first kind; finite
/// differences are for the others.
///
/// Reference: J. Ruseckas, "Differential equations as models of deep neural networks", 2019,
/// arXiv:1909.03767; for the discrete gradients J. M. Sanz-Serna, "Symplectic Runge–Kutta schemes for
/// adjoint equations, automatic differentiation, optimal control, and more", SIAM Review 58, 2016.
public struct HamiltonianCertificate: Sendable, Equatable {
  /// The times of the samples, from the start of the span to its end; empty where the solve failed.
  ///
  /// A jump of the field has two, one on either side of it.
  public let times: [Double]

  /// The Hamiltonian `H = ⟨p, f(y, t)⟩` at each time.
  public let hamiltonian: [Double]

  /// What the field's own dependence on time adds to `H` from the start to each time.
  ///
  /// It is the quadrature of `⟨p, ∂f/∂t⟩` plus `⟨p, f₊ − f₋⟩` at the jumps on the way.
  public let explicitChange: [Double]

  /// How much a quadrature of two orders less differs, relative to ``scale``; a drift below it says nothing.
  public let quadratureError: Double

  /// What a drift is measured by: the largest `|p| |f|`, which bounds `|H|`.
  public let scale: Double

  /// How the solve ended; where it did not reach its end there are no samples.
  public let outcome: Outcome

  /// The largest `|H(t) − H(t₀) − ∫ ⟨p, ∂f/∂t⟩ dt|`, relative to ``scale``; not a number where the solve
  /// failed or its gradient did.
  public var drift: Double {
    guard let first = hamiltonian.first else { return .nan }
    let misses = zip(hamiltonian, explicitChange).map { abs($0 - first - $1) }
    if misses.contains(where: \.isNaN) { return .nan }
    let largest = misses.reduce(0, max)
    return largest == 0 ? 0 : largest / scale
  }

  /// Returns whether the solve reached its end and the law holds up to a share of ``scale``.
  public func holds(within tolerance: Double) -> Bool { drift <= tolerance }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A symplectic method for a ``SecondOrderField``: kicks and drifts in turn.
///
/// A kick moves the velocity, `v ← v + dᵢ h a(q, t)`, a drift the position, `q ← q + cᵢ h v`. A step
/// of size `h` begins with a kick; kicks and drifts alternate, and time passes with the drifts. Such
/// a step preserves the area of phase space, so that the energy of a Hamiltonian system stays near
/// its value for exponentially many steps instead of drifting away, and it can be undone exactly.
/// There is no error estimate: steps are fixed.
///
/// Inside a step positions and velocities are interpolated by Hermite's cubic.
///
/// Reference: E. Hairer, C. Lubich and G. Wanner, "Geometric Numerical Integration", 2nd edition,
/// Springer 2006, sections II.5, VI.3 and IX.8.
public struct SymplecticMethod: Sendable, Equatable {
  /// The name by which the method is chosen and reported.
  public let name: String

  /// The order of convergence.
  public let order: Int

  /// The coefficients `dᵢ`, in their order; there are as many as drifts, or one more.
  public let kicks: [Double]

  /// The coefficients `cᵢ`, in their order.
  public let drifts: [Double]

  /// The times of the kicks, as fractions of a step: the sums of the drifts before each.
  let nodes: [Double]

  /// Creates a method from its coefficients.
  ///
  /// - Precondition: There are as many kicks as drifts or one more, and each kind sums to 1.
  public init(name: String, order: Int, kicks: [Double], drifts: [Double]) {
    precondition(
      !drifts.isEmpty && (kicks.count == drifts.count || kicks.count == drifts.count + 1),
      "\(kicks.count) kicks do not alternate with \(drifts.count) drifts.")
    for sum in [kicks.reduce(0, +), drifts.reduce(0, +)] {
      precondition(abs(sum - 1) < 1e-13, "The coefficients sum to \(sum) instead of 1.")
    }
    self.name = name
    self.order = order
    self.kicks = kicks
    self.drifts = drifts
    var nodes = [0.0]
    for drift in drifts { nodes.append(nodes[nodes.count - 1] + drift) }
    nodes[drifts.count] = 1
    self.nodes = Array(nodes.prefix(kicks.count))
  }

  /// Whether the last kick is at the end of the step, so that its acceleration is also that of the
  /// next step's first.
  var endsWithKick: Bool { kicks.count > drifts.count }

  /// The semi-implicit (symplectic) Euler method, of order 1.
  ///
  /// Reference: Hairer, Lubich and Wanner, section I.1.
  public static let semiImplicitEuler = SymplecticMethod(
    name: "semi-implicit-euler", order: 1, kicks: [1], drifts: [1])

  /// The leapfrog or velocity Verlet method, of order 2 with one evaluation a step: a half kick, a
  /// drift, a half kick.
  ///
  /// Reference: L. Verlet, "Computer 'experiments' on classical fluids I", Physical Review 159, 1967;
  /// Hairer, Lubich and Wanner, section I.1.
  public static let leapfrog = SymplecticMethod(
    name: "leapfrog", order: 2, kicks: [0.5, 0.5], drifts: [1])

  /// Three leapfrog steps, the middle one backwards, of order 4 with three evaluations a step.
  ///
  /// Reference: H. Yoshida, "Construction of higher order symplectic integrators", Physics Letters A
  /// 150, 1990.
  public static let yoshida4: SymplecticMethod = {
    let outer = 1 / (2 - cbrt(2.0))
    let inner = 1 - 2 * outer
    return SymplecticMethod(
      name: "yoshida-4", order: 4,
      kicks: [outer / 2, (outer + inner) / 2, (outer + inner) / 2, outer / 2],
      drifts: [outer, inner, outer])
  }()

  /// Every built-in method, from the cheapest step to the dearest.
  public static let all: [SymplecticMethod] = [.semiImplicitEuler, .leapfrog, .yoshida4]
}

extension SymplecticMethod: CustomStringConvertible {
  /// The method's name.
  public var description: String { name }
}

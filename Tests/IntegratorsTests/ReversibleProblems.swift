import Integrators
import Tensors
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

extension Method {
  /// The reversible methods for every field, with usual and unusual parameters.
  static let reversibleAnywhere: [Method] = [
    .asynchronousLeapfrog(), .asynchronousLeapfrog(damping: 0.8), .reversibleHeun, .reversibleRK4,
    .reversibleDormandPrince5, .mcCallumFoster(.bogackiShampine3, coupling: 0.9),
  ]

  /// The methods for fields of second order only.
  static let symplectic = SymplecticMethod.all.map { Method.symplectic($0) }
}

/// `d²q/dt² = −stiffness · q (1 + q²) + forcing · cos t`, Duffing's oscillator.
struct Duffing: SecondOrderField {
  var stiffness: Tensor
  @noDerivative let forcing: Double

  @differentiable(reverse)
  init(stiffness: Tensor, forcing: Double) {
    self.stiffness = stiffness
    self.forcing = forcing
  }

  @differentiable(reverse)
  func acceleration(_ position: Tensor, at time: Double) -> Tensor {
    stiffness * position * (-1 - square(position)) + withoutDerivative(at: forcing) * cos(time)
  }

  /// The sum of kinetic and potential energy, which is constant without forcing.
  func energy(_ state: Pair<Tensor, Tensor>) -> Double {
    let square = square(state.first)
    let potential = stiffness * square * (2 + square) * 0.25
    return (0.5 * state.second * state.second + potential).sum().scalar
  }
}

/// Heat on a path of ten nodes whose ends are cold, `dy/dt = A y` with −2 on the diagonal of `A` and
/// 1 beside it: the problem C3 of the DETEST collection.
struct HeatOnPath: VectorField {
  var matrix: Tensor

  @differentiable(reverse)
  init(matrix: Tensor) { self.matrix = matrix }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { matmul(matrix, state) }

  static let example: HeatOnPath = {
    var elements = [Double](repeating: 0, count: 100)
    for node in 0..<10 {
      elements[11 * node] = -2
      if node > 0 { elements[11 * node - 1] = 1 }
      if node < 9 { elements[11 * node + 1] = 1 }
    }
    return HeatOnPath(matrix: Tensor(shape: [10, 10], elements: elements, scalarType: .float64))
  }()

  /// All heat in the first node.
  static let start = Tensor(
    shape: [10, 1], elements: [1] + [Double](repeating: 0, count: 9), scalarType: .float64)
}

/// Happens when the sum of a state reaches a level.
struct SumLevel: EventFunction {
  var level: Tensor

  @differentiable(reverse)
  init(_ level: Tensor) { self.level = level }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Double { state.sum().scalar - level.scalar }
}

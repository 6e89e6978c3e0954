import Integrators
import Tensors
import Testing

/// A field together with a start whose solution is known without an integrator of this library.
///
/// The names of a letter and a number are those of DETEST: Hull, Enright, Fellen and Sedgwick,
/// "Comparing numerical methods for ordinary differential equations", SIAM Journal on Numerical
/// Analysis 9, 1972.
protocol ClassicalProblem: VectorField<Tensor>, Sendable, CustomTestStringConvertible {
  var name: String { get }

  /// The float64 state at the start of the interval.
  var start: Tensor { get }

  var interval: ClosedRange<Double> { get }

  /// Whether explicit methods are held back by stability rather than accuracy.
  var isStiff: Bool { get }

  /// The size of the largest element of the solution, against which errors are judged.
  var scale: Double { get }

  /// Returns the state at a `time` of the interval, within `accuracy` of `scale`.
  func solution(at time: Double) -> Tensor

  /// The largest error of the reference, relative to `scale`.
  var accuracy: Double { get }

  /// What the solution keeps, of any state; constant where nothing is known to be kept.
  func invariant(of state: [Double]) -> Double
}

extension ClassicalProblem {
  var start: Tensor { solution(at: interval.lowerBound) }
  var interval: ClosedRange<Double> { 0...20 }
  var isStiff: Bool { false }
  var scale: Double { 1 }
  var accuracy: Double { 1e-13 }
  var testDescription: String { name }
  func invariant(of state: [Double]) -> Double { 0 }
}

/// The problems that the solvers are tested on.
enum ClassicalProblems {
  static let nonstiff: [any ClassicalProblem] = [
    ExponentialDecay(), SquareRootDecay(), CosineGrowth(), Logistic(), Spiral(),
    RigidBody(), LinearSystem.decayChain, LinearSystem.birthChain, LinearSystem.shortPath,
    Kepler("D1", eccentricity: 0.1), Kepler("D2", eccentricity: 0.3), Kepler("D3", eccentricity: 0.5),
    SineForcing(), LinearSystem.oscillator, LotkaVolterra(), VanDerPol(strength: 1, until: 20), Arenstorf(),
  ]

  static let stiff: [any ClassicalProblem] = [
    ProtheroRobinson(), FastForcing(), Robertson(), LinearSystem.kineticChain,
    VanDerPol(strength: 100, until: 10), VanDerPol(strength: 1000, until: 2), LinearSystem.heat,
  ]

  static let all = nonstiff + stiff
}

/// Returns a float64 tensor `[count]`.
func vector(_ elements: [Double]) -> Tensor {
  Tensor(shape: [elements.count], elements: elements, scalarType: .float64)
}

/// Returns the root of a rising function between two bounds, to the last bit.
func root(between low: Double, and high: Double, of function: (Double) -> Double) -> Double {
  var (low, high) = (low, high)
  while true {
    let middle = low + (high - low) / 2
    guard low < middle, middle < high else { return middle }
    if function(middle) < 0 { low = middle } else { high = middle }
  }
}

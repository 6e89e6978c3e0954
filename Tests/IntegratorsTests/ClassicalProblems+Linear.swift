import Integrators
import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// `y' = M y` over columns `[count, 1]`, with a closed solution of its own.
struct LinearSystem: ClassicalProblem {
  @noDerivative let name: String
  @noDerivative let matrix: Tensor
  @noDerivative let interval: ClosedRange<Double>
  @noDerivative let isStiff: Bool
  @noDerivative private let weights: [Double]
  @noDerivative private let elements: @Sendable (Double) -> [Double]

  /// Creates a system; `weights` tell what each element counts in a sum that is conserved.
  init(
    _ name: String, matrix: Tensor, over interval: ClosedRange<Double> = 0...20, isStiff: Bool = false,
    conserving weights: [Double] = [], solution: @escaping @Sendable (Double) -> [Double]
  ) {
    self.name = name
    self.matrix = matrix
    self.interval = interval
    self.isStiff = isStiff
    self.weights = weights
    self.elements = solution
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { matmul(matrix, state) }

  func solution(at time: Double) -> Tensor {
    let elements = elements(time)
    return Tensor(shape: [elements.count, 1], elements: elements, scalarType: .float64)
  }

  func invariant(of state: [Double]) -> Double { zip(weights, state).map(*).reduce(0, +) }
}

extension LinearSystem {
  /// C1: nine members that decay at the rate 1, the tenth takes what is left.
  ///
  /// The number of decays of an atom is Poisson's.
  static let decayChain = LinearSystem(
    "C1", matrix: chain([Double](repeating: 1, count: 9) + [0]), conserving: ones(10)
  ) { time in
    var members = [exp(-time)]
    for index in 1..<9 { members.append(members[index - 1] * time / Double(index)) }
    return members + [1 - members.reduce(0, +)]
  }

  /// C2: as C1 with the rates 1 to 9.
  ///
  /// It is Yule's birth process: the size of a population is distributed geometrically.
  static let birthChain = LinearSystem(
    "C2", matrix: chain((1...9).map(Double.init) + [0]), conserving: ones(10)
  ) { time in
    let (first, ratio) = (exp(-time), -expm1(-time))
    return (0..<9).map { first * pow(ratio, Double($0)) } + [pow(ratio, 9)]
  }

  /// C3: heat on a path of ten nodes between two cold ones, from the first.
  static let shortPath = LinearSystem("C3", matrix: path(10, endDegree: 2)) { time in
    // The eigenvectors are sines that vanish at the cold nodes 0 and 11.
    var state = [Double](repeating: 0, count: 10)
    for mode in 1...10 {
      let angle = Double(mode) * .pi / 11
      let amplitude = 2 / 11 * sin(angle) * exp(2 * (cos(angle) - 1) * time)
      for node in 1...10 { state[node - 1] += amplitude * sin(angle * Double(node)) }
    }
    return state
  }

  static let oscillator = LinearSystem(
    "oscillator", matrix: Tensor(shape: [2, 2], elements: [0, 1, -1, 0], scalarType: .float64)
  ) { [cos($0), -sin($0)] }

  /// Three reactions in a row whose rates are far apart: Bateman's formula.
  static let kineticChain = LinearSystem(
    "kinetic chain", matrix: chain([1e4, 1e2, 1, 0]), over: 0...2, isStiff: true, conserving: ones(4)
  ) { time in
    let rates = [1e4, 1e2, 1]
    var members = [0.0, 0, 0]
    for last in rates.indices {
      for index in 0...last {
        var share = exp(-rates[index] * time)
        for other in 0...last where other != index { share /= rates[other] - rates[index] }
        for earlier in 0..<last { share *= rates[earlier] }
        members[last] += share
      }
    }
    return members + [1 - members.reduce(0, +)]
  }

  /// Heat on a path of 50 nodes that is as long as one unit, from its warm half.
  static let heat = LinearSystem(
    "heat on a path", matrix: path(50, endDegree: 1) * 2500, over: 0...0.25, isStiff: true,
    conserving: ones(50)
  ) { time in
    // The eigenvectors are cosines that are level between a path's ends and their mirrors.
    var state = [Double](repeating: 0, count: 50)
    for mode in 0..<50 {
      let angle = Double(mode) * .pi / 50
      let cosines = (0..<50).map { cos(angle * (Double($0) + 0.5)) }
      let share = cosines[..<25].reduce(0, +) / (mode == 0 ? 50 : 25)
      let amplitude = share * exp(5000 * (cos(angle) - 1) * time)
      for node in state.indices { state[node] += amplitude * cosines[node] }
    }
    return state
  }

  private static func ones(_ count: Int) -> [Double] { [Double](repeating: 1, count: count) }

  /// Returns the matrix of a chain: what leaves a member at its rate enters the next.
  private static func chain(_ rates: [Double]) -> Tensor {
    var elements = [Double](repeating: 0, count: rates.count * rates.count)
    for (index, rate) in rates.enumerated() {
      elements[index * (rates.count + 1)] = -rate
      if index > 0 { elements[index * (rates.count + 1) - 1] = rates[index - 1] }
    }
    return Tensor(shape: [rates.count, rates.count], elements: elements, scalarType: .float64)
  }

  /// Returns minus the Laplacian of a path, whose end nodes have `endDegree` neighbours: one, or
  /// two with a node held at zero.
  private static func path(_ count: Int, endDegree: Double) -> Tensor {
    var elements = [Double](repeating: 0, count: count * count)
    for node in 0..<count {
      elements[node * (count + 1)] = node == 0 || node == count - 1 ? -endDegree : -2
      if node > 0 { elements[node * (count + 1) - 1] = 1 }
      if node < count - 1 { elements[node * (count + 1) + 1] = 1 }
    }
    return Tensor(shape: [count, count], elements: elements, scalarType: .float64)
  }
}

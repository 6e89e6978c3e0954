import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

// snippet: ten-line-field
/// The channels of each sample follow a small network: `dy/dt = tanh(y W + b) − y`.
struct Relaxation: VectorField {
  var weight: Tensor  // W, of shape [channels, channels]
  var bias: Tensor  // b, of shape [channels]

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    tanh(matmul(state, weight) + bias) - state
  }
}
// snippet: end

// snippet: split-field
/// Fast decay beside slow growth: `dy/dt = −κ y + tanh y`.
struct DecayAndGrowth: SplitVectorField {
  var rate: Tensor  // κ

  @differentiable(reverse)
  func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor { -rate * state }

  @differentiable(reverse)
  func softVelocity(_ state: Tensor, at time: Double) -> Tensor { tanh(state) }
}
// snippet: end

// snippet: second-order-field
/// A spring that hardens: `d²q/dt² = −k (q + q³)`.
struct HardeningSpring: SecondOrderField {
  var stiffness: Tensor  // k

  @differentiable(reverse)
  func acceleration(_ position: Tensor, at time: Double) -> Tensor {
    -stiffness * position * (1 + square(position))
  }
}
// snippet: end

/// The fields that a method is tried on.
private enum Kind: CaseIterable {
  case anyField, splitField, secondOrderField

  /// The smallest kind that the method moves.
  init(neededBy method: Method) {
    switch method {
    case .additiveRungeKutta: self = .splitField
    case .symplectic: self = .secondOrderField
    default: self = .anyField
    }
  }

  /// Whether a method that needs this kind moves a field of another one.
  func serves(_ field: Kind) -> Bool { self == .anyField || self == field }
}

extension GradientMethod {
  /// One of each, for solves of some dozen steps.
  fileprivate static let each: [GradientMethod] = [
    .checkpointed, .direct, .recursive(budget: 5), .reversible(tolerance: 1e-9), .recomputed(),
    .interpolated(), .backsolve(), .recomputed(.interpolated()),
  ]

  /// Whether it is the gradient of the computed solution.
  fileprivate var isDiscrete: Bool {
    switch self {
    case .checkpointed, .direct, .recursive, .reversible: true
    case .recomputed(let gradient): gradient.isDiscrete
    case .interpolated, .backsolve: false
    }
  }

  /// Whether it accepts a method.
  fileprivate func accepts(_ method: Method) -> Bool {
    switch (self, method) {
    case (.reversible, _): method.isReversible
    case (.recomputed(let gradient), _): gradient.accepts(method)
    case (.interpolated, .rungeKutta(let base)), (.backsolve, .rungeKutta(let base)):
      base.tableau.isExplicit
    case (.interpolated, _), (.backsolve, _): false
    default: true
    }
  }
}

/// Solves over a unit of time and returns the end's elements with the gradient of a weighted sum.
private func solved(_ kind: Kind, _ solver: Solver) -> (end: [Double], gradient: [Double]) {
  func run<Field: VectorField>(
    _ field: Field, _ start: Field.State, _ parameters: (Field.TangentVector) -> [Tensor],
    _ elements: (Field.State) -> [Tensor], _ upstream: (Field.State) -> Field.State
  ) -> (end: [Double], gradient: [Double]) {
    let (end, pullback) = valueWithPullback(at: field, start) {
      integrate($0, from: $1, over: 0...1, with: solver)
    }
    let gradient = pullback(upstream(end))
    return (
      elements(end).flatMap(\.elements),
      (parameters(gradient.0) + elements(gradient.1)).flatMap(\.elements)
    )
  }
  switch kind {
  case .anyField:
    let field = Relaxation(weight: samples([3, 3], from: -1, to: 1), bias: samples([3], seed: 1))
    return run(
      field, samples([2, 3], from: -1, to: 1, seed: 2), { [$0.weight, $0.bias] }, { [$0] },
      { weights(like: $0) })
  case .splitField:
    let field = DecayAndGrowth(rate: Tensor(4, scalarType: .float64))
    return run(field, samples([3], from: 0.5, to: 1), { [$0.rate] }, { [$0] }, { weights(like: $0) })
  case .secondOrderField:
    let field = HardeningSpring(stiffness: Tensor(2, scalarType: .float64))
    let start = Pair(samples([3], from: 0.5, to: 1), samples([3], from: -1, to: 1, seed: 3))
    return run(
      field, start, { [$0.stiffness] }, { [$0.first, $0.second] },
      { Pair(weights(like: $0.first), weights(like: $0.second)) })
  }
}

private func distance(_ first: [Double], _ second: [Double]) -> Double {
  first.count == second.count
    ? zip(first, second).map { abs($0 - $1) }.reduce(0) { $1.isNaN ? .nan : max($0, $1) } : .infinity
}

@Suite("A vector field of ten lines gets every solver and gradient")
struct TenLineFieldTests {
  private static let references = Dictionary(
    uniqueKeysWithValues: Kind.allCases.map {
      let solver = Solver(
        .dormandPrince8, .adaptive(relativeTolerance: 1e-12, absoluteTolerance: 1e-12))
      return ($0, solved($0, solver))
    })

  @Test("Every method solves it, and has every gradient that goes with it", arguments: Method.all)
  func everyMethod(_ method: Method) throws {
    let needed = Kind(neededBy: method)
    for kind in Kind.allCases where needed.serves(kind) {
      let reference = try #require(Self.references[kind])
      // An error of order p is some (4 h)ᵖ with steps of h = 1/40, since these fields' rates are up to 4.
      let tolerance = 2 * pow(0.1, Double(min(method.order, 5)))
      let exact = solved(kind, Solver(method, .steps(40)))
      #expect(distance(exact.end, reference.end) < tolerance)
      for gradient in GradientMethod.each where gradient.accepts(method) {
        let found = solved(kind, Solver(method, .steps(40), gradient: gradient)).gradient
        #expect(distance(found, reference.gradient) < 2 * tolerance, "\(gradient)")
        if gradient.isDiscrete {
          #expect(distance(found, exact.gradient) < 1e-7, "\(gradient)")
        }
      }
    }
  }

  @Test(
    "Every method with an error estimate chooses its steps",
    arguments: Method.all.filter { $0.errorOrder != nil })
  func adaptiveSteps(_ method: Method) throws {
    let needed = Kind(neededBy: method)
    let solver = Solver(method, .adaptive(relativeTolerance: 1e-5, absoluteTolerance: 1e-5))
    for kind in Kind.allCases where needed.serves(kind) {
      let reference = try #require(Self.references[kind])
      let found = solved(kind, solver)
      let allowed = method == .fehlberg2 ? 6.0 : 1
      #expect(distance(found.end, reference.end) < 1e-3 * allowed)
      #expect(distance(found.gradient, reference.gradient) < 1e-2 * allowed)
    }
  }

  /// Expects a process to stop; in debug, where they are printed, for a reason in these words.
  private func expectReason(_ words: String, in result: ExitTest.Result?) throws {
    #if DEBUG
      let output = try #require(result).standardErrorContent
      #expect(String(decoding: output, as: UTF8.self).contains(words))
    #endif
  }

  @Test("What does not go together is refused in words")
  func refusals() async throws {
    try expectReason(
      "The steps of dormand-prince-5 cannot be undone for a reversible gradient; use checkpoints, or a",
      in: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Solver(.dormandPrince5, .steps(40), gradient: .reversible(tolerance: 1e-8))
      })
    try expectReason(
      "Adjoints are solved by explicit Runge–Kutta methods, not by kvaerno-5; use one such as",
      in: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Solver(.kvaerno5, .steps(40), gradient: .interpolated())
      })
    try expectReason(
      "Adjoints are solved by explicit Runge–Kutta methods, not by adams-bashforth-4; use one such as",
      in: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Solver(.adamsBashforth4, .steps(40), gradient: .backsolve())
      })
    try expectReason(
      "The method rk4 has no estimate of its error to choose steps by; use fixed steps, or a method",
      in: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Solver(.rk4, .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3))
      })
    try expectReason(
      "The method kennedy-carpenter-4 needs to know the stiff and the soft part of the field;",
      in: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = solved(.anyField, Solver(.kennedyCarpenter4, .steps(40)))
      })
    try expectReason(
      "The method leapfrog moves positions and velocities in turn, but Relaxation is not a",
      in: await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = solved(.anyField, Solver(.leapfrog, .steps(40)))
      })
  }
}

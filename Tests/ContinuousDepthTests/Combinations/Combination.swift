import GraphODE
import Testing
import _TestSupport

/// What a field is, beside a right-hand side, that some methods ask for.
enum FieldKind {
  case split, affine, semilinear, secondOrder
}

/// One of the pieces on one of the fields, to be solved in every way.
///
/// Its closures hold values that nothing changes.
struct Combination: CustomTestStringConvertible, @unchecked Sendable {
  let name: String

  /// What the field should be, as stated by who combines and not as found by the library.
  let kinds: Set<FieldKind>

  /// Returns the library's reason against a method.
  let reasonAgainst: (Method) -> String?

  /// Solves in steps of a method, and returns how far the end is from the true one.
  let error: (_ solver: Solver) -> Double

  /// Returns all parts of the gradient of a weighted sum over the end: the state's and the parameters'.
  let gradient: (_ solver: Solver) -> CombinationGradient

  /// Returns how far the gradient along a direction is from a difference quotient.
  let quotientError: (_ solver: Solver) -> Double

  /// Returns how the Hamiltonian keeps to its law along the solve.
  let certificate: (_ solver: Solver) -> HamiltonianCertificate

  var testDescription: String { name }

  init<Field: VectorField & Parameterized>(
    _ name: String, _ field: Field, from start: Field.State, _ kinds: Set<FieldKind> = []
  ) {
    let problem = CombinationProblem(field: field, start: start)
    self.name = name
    self.kinds = kinds
    reasonAgainst = { $0.reasonAgainst(Field.self) }
    error = { problem.error(with: $0) }
    gradient = { problem.gradient(with: $0) }
    quotientError = { problem.quotientError(with: $0) }
    certificate = {
      hamiltonianCertificate(
        of: field, from: start, over: CombinationProblem<Field>.span, with: $0,
        gradientOfEnd: weights(like: start))
    }
  }

  /// Whether a method can follow a field of these kinds.
  func allows(_ method: Method) -> Bool {
    switch method {
    case .additiveRungeKutta: kinds.contains(.split)
    case .symplectic: kinds.contains(.secondOrder)
    case .exponential: kinds.contains(.affine)
    case .exponentialRungeKutta: kinds.contains(.semilinear)
    default: true
    }
  }
}

/// A gradient as a list of tensors, and whether it is computed as the solver asked for.
struct CombinationGradient {
  let parts: [Tensor]
  let fellBack: Bool

  /// The largest difference from another gradient, relative to the larger of 1 and its largest element.
  func distance(from other: CombinationGradient) -> Double {
    guard parts.count == other.parts.count else { return .infinity }
    return zip(parts, other.parts).reduce(0) { worst, pair in
      if pair.0.isShapelessZero || pair.1.isShapelessZero {
        let size = (pair.0.isShapelessZero ? pair.1 : pair.0)
        return max(worst, size.isShapelessZero ? 0 : size.elements.map(abs).max() ?? 0)
      }
      let size = max(1, pair.1.elements.map(abs).max() ?? 0)
      return max(worst, largestDifference(pair.0, pair.1) / size)
    }
  }
}

/// A field with a start, over a time in which nothing grows much.
private struct CombinationProblem<Field: VectorField & Parameterized> {
  static var span: TimeSpan { TimeSpan(from: 0, to: 0.8) }

  let field: Field
  let start: Field.State

  /// The end by the most exact method.
  private var end: Field.State {
    let control = StepControl.adaptive(relativeTolerance: 1e-10, absoluteTolerance: 1e-10)
    return solve(field, from: start, over: Self.span, with: Solver(.dormandPrince5, control)).end
  }

  func error(with solver: Solver) -> Double {
    let solution = solve(field, from: start, over: Self.span, with: solver)
    guard solution.outcome == .reachedEnd else { return .infinity }
    let exact = end
    return (0..<exact.tensorCount).reduce(0) {
      max($0, largestDifference(solution.end.tensor(at: $1), exact.tensor(at: $1)))
    }
  }

  func gradient(with solver: Solver) -> CombinationGradient {
    let (solution, pullback) = valueWithPullback(at: field, start) { field, start in
      solve(field, from: start, over: withoutDerivative(at: Self.span), with: solver)
    }
    let upstream = valueWithPullback(at: solution) { $0.end }.pullback(weights(like: solution.end))
    let (fieldPart, statePart) = pullback(upstream)
    var parts = (0..<statePart.tensorCount).map { statePart.tensor(at: $0) }
    var copy = field
    copy.visitParameters(along: fieldPart, with: ParameterVisitor { parts.append($2) })
    return CombinationGradient(parts: parts, fellBack: solution.gradientFallback != nil)
  }

  func quotientError(with solver: Solver) -> Double {
    let parts = gradient(with: solver).parts
    let directions = parts.enumerated().map { index, part in
      index < start.tensorCount
        ? samples(start.tensor(at: index).shape, seed: 11 + index)
        : samples(field.namedParameters[index - start.tensorCount].value.shape, seed: 11 + index)
    }
    func weightedEnd(_ step: Double) -> Double {
      var (movedField, movedStart) = (field, start)
      movedStart.updateTensors { $1 = $1 + directions[$0].scaled(by: step) }
      var index = start.tensorCount
      movedField.visitParameters(
        along: .zero,
        with: ParameterVisitor { _, parameter, _ in
          parameter = parameter + directions[index].scaled(by: step)
          index += 1
        })
      let end = solve(movedField, from: movedStart, over: Self.span, with: solver).end
      let weights = weights(like: end)
      return (0..<end.tensorCount).reduce(0) {
        $0 + end.tensor(at: $1).dotProduct(with: weights.tensor(at: $1))
      }
    }
    let quotient = (weightedEnd(1e-5) - weightedEnd(-1e-5)) / 2e-5
    let slope = zip(parts, directions).reduce(0) {
      $0 + ($1.0.isShapelessZero ? 0 : $1.0.dotProduct(with: $1.1))
    }
    return abs(slope - quotient) / max(1, abs(quotient))
  }
}

/// Returns fixed numbers between −1 and 1 in the shapes of a state's tensors.
private func weights<State: StateVector>(like state: State) -> State {
  var result = state
  result.updateTensors { index, tensor in tensor = samples(tensor.shape, seed: 7 + index) }
  return result
}

import Foundation
import Integrators
import Tensors
import Testing

@Suite("The documentation's table of methods")
struct MethodTableTests {
  /// A constant velocity, which every method follows without a rejection.
  private struct Steady: SecondOrderField {
    @differentiable(reverse)
    func acceleration(_ position: Tensor, at time: Double) -> Tensor { 0 * position }
  }

  /// The evaluations that fifty further steps take, divided by fifty.
  private func evaluationsAStep(_ method: Method, adaptive: Bool) -> Int {
    let state = Pair(Tensor(1, scalarType: .float64), Tensor(1, scalarType: .float64))
    let counts = [50, 100].map { count in
      let control =
        adaptive
        ? StepControl.adaptive(
          relativeTolerance: 1e-3, absoluteTolerance: 1e-3, largestStep: 1 / Double(count),
          firstStep: 1 / Double(count)) : .steps(count)
      let statistics = solve(Steady(), from: state, over: 0...1, with: Solver(method, control)).statistics
      #expect(statistics.steps == count)
      return statistics.evaluations
    }
    return (counts[1] - counts[0]) / 50
  }

  private func cost(of method: Method) -> String {
    switch method {
    case .additiveRungeKutta(let pair): return equations(pair.implicit)
    case .rungeKutta(let base) where !base.tableau.isExplicit: return equations(base.tableau)
    case .exponential: return "products"
    // Cox and Matthews' methods have as many stages as their order says.
    case .exponentialRungeKutta(let method): return "\(method.order), and products"
    default:
      let fixed = evaluationsAStep(method, adaptive: false)
      guard method.errorOrder != nil else { return "\(fixed)" }
      let adaptive = evaluationsAStep(method, adaptive: true)
      return fixed == adaptive ? "\(fixed)" : "\(fixed), adaptive \(adaptive)"
    }
  }

  private func equations(_ tableau: ButcherTableau) -> String {
    let count = tableau.diagonal.count { $0 != 0 }
    return count == 1 ? "1 equation" : "\(count) equations"
  }

  private func need(of method: Method) -> String {
    switch method {
    case .additiveRungeKutta: "``SplitVectorField``"
    case .symplectic: "``SecondOrderField``"
    case .exponential: "``AffineField``"
    case .exponentialRungeKutta: "``SemilinearField``"
    default: ""
    }
  }

  private func row(of method: Method) -> [String] {
    [
      "`\(method.name)`", method.order == .max ? "any" : "\(method.order)",
      method.errorOrder.map { "\($0)" } ?? "", cost(of: method),
      method.isReversible ? "yes" : "", need(of: method),
    ]
  }

  @Test("It has a row for each method, and each row is right")
  func isCurrent() throws {
    let page = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Integrators/Integrators.docc/Method.md")
    let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("| ``") }
      .map { line in
        line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
          .map { $0.trimmingCharacters(in: .whitespaces) }
      }
    // A row begins with the link to the method, whose spelling DocC checks.
    #expect(rows.map { Array($0.dropFirst()) } == (Method.all + Method.exponentials).map { row(of: $0) })
    if ProcessInfo.processInfo.environment["GRAPHODE_REPORT"] != nil {
      for method in Method.all + Method.exponentials {
        print((["| "] + row(of: method)).joined(separator: " | ") + " |")
      }
    }
  }
}

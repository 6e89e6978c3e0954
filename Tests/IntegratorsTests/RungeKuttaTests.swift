import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Runge–Kutta methods")
struct RungeKuttaTests {
  let start = samples([3], from: 0.5, to: 1.5)

  @Test("The error falls at the stated order on a field that depends on time", arguments: RungeKutta.all)
  func convergence(of method: RungeKutta) {
    let field = SeasonalDecay(rate: samples([3], from: 1, to: 2, seed: 1))
    func error(_ steps: Int) -> Double {
      let end = integrate(field, from: start, over: 0...2, with: Solver(method, .steps(steps)))
      return largestDifference(end, field.solution(from: start, at: 2))
    }
    let steps = method.order > 4 ? 24 : 64
    let observed = log2(error(steps) / error(2 * steps))
    // Two grids estimate the order to about 0.1; a wrong coefficient costs a whole order.
    #expect(abs(observed - Double(method.order)) < 0.15, "\(method.name): observed order \(observed)")
  }

  @Test("The embedded method's weights satisfy the conditions of its order, but not of the next")
  func embeddedOrder() throws {
    let tableau = RungeKutta.dormandPrince5.tableau
    let embedded = zip(tableau.weights, try #require(tableau.errorWeights)).map { $0 - $1 }
    // Quadrature conditions Σ bᵢ cᵢᵏ⁻¹ = 1/k, exact for order k.
    func defect(_ weights: [Double], _ order: Int) -> Double {
      zip(weights, tableau.nodes).reduce(-1 / Double(order)) { $0 + $1.0 * pow($1.1, Double(order - 1)) }
    }
    for order in 1...4 { #expect(abs(defect(embedded, order)) < 1e-14) }
    #expect(abs(defect(embedded, 5)) > 1e-5)
    for order in 1...5 { #expect(abs(defect(tableau.weights, order)) < 1e-14) }
  }

  @Test("Weights satisfy every condition up to order 4, those of nested stages too")
  func orderConditions() throws {
    for method in RungeKutta.all {
      let tableau = method.tableau
      check(tableau, tableau.weights, order: method.order)
      if let errorWeights = tableau.errorWeights, let order = method.embeddedOrder {
        check(tableau, zip(tableau.weights, errorWeights).map { $0 - $1 }, order: order)
      }
    }
  }

  /// Hairer, Nørsett and Wanner, section II.1, equations 1.11: one condition for each rooted tree.
  private func check(_ tableau: ButcherTableau, _ weights: [Double], order: Int) {
    let c = tableau.nodes
    func inner(_ values: [Double]) -> [Double] {
      [0] + tableau.stages.map { zip($0, values).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    func times(_ first: [Double], _ second: [Double]) -> [Double] { zip(first, second).map { $0 * $1 } }
    let squares = times(c, c)
    let trees: [(order: Int, values: [Double], sum: Double)] = [
      (1, c.map { _ in 1 }, 1), (2, c, 1 / 2), (3, squares, 1 / 3), (3, inner(c), 1 / 6),
      (4, times(squares, c), 1 / 4), (4, times(c, inner(c)), 1 / 8), (4, inner(squares), 1 / 12),
      (4, inner(inner(c)), 1 / 24),
    ]
    for tree in trees where tree.order <= order {
      let sum = times(weights, tree.values).reduce(0, +)
      #expect(abs(sum - tree.sum) < 1e-14, "order \(tree.order), sum \(tree.sum)")
    }
  }

  @Test("The nodes are row sums, and the last stage of Dormand–Prince is the next step's first")
  func structure() {
    let tableau = RungeKutta.dormandPrince5.tableau
    let nodes: [Double] = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1]
    #expect(zip(tableau.nodes, nodes).allSatisfy { abs($0 - $1) < 1e-14 })
    #expect(tableau.isFirstSameAsLast && !RungeKutta.rk4.tableau.isFirstSameAsLast)
    #expect(!RungeKutta.euler.tableau.isFirstSameAsLast)
  }
}

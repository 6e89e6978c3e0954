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

  let rate = samples([3], from: 1, to: 2, seed: 1)

  @Test("The error falls at the stated order on a field that depends on time", arguments: RungeKutta.explicit)
  func convergence(of method: RungeKutta) {
    let field = SeasonalDecay(rate: rate)
    expectStatedOrder(
      of: method, on: field, over: 2...4, reaching: field.solution(from: start, at: 4, since: 2),
      steps: [5: 64, 6: 48, 8: 8])
  }

  @Test("So it does on a field that is not linear either", arguments: RungeKutta.explicit)
  func nonlinearConvergence(of method: RungeKutta) {
    let field = SeasonalLogistic(rate: rate)
    expectStatedOrder(
      of: method, on: field, over: 0...1.75, reaching: field.solution(from: start, at: 1.75),
      steps: [5: 32, 6: 24, 8: 5])
  }

  private func expectStatedOrder(
    of method: RungeKutta, on field: some VectorField<Tensor>, over interval: ClosedRange<Double>,
    reaching end: Tensor, steps ladder: [Int: Int]
  ) {
    func error(_ steps: Int) -> Double {
      largestDifference(
        integrate(field, from: start, over: interval, with: Solver(.rungeKutta(method), .steps(steps))), end)
    }
    // Steps so small that the leading term rules, but so large that it is far above round-off.
    let steps = ladder[method.order] ?? 128
    #expect(error(2 * steps) > 1e-13, "\(method.name) reaches round-off")
    let observed = log2(error(steps) / error(2 * steps))
    // Two grids estimate the order to about 0.1; a wrong coefficient costs a whole order.
    #expect(abs(observed - Double(method.order)) < 0.15, "\(method.name): observed order \(observed)")
  }

  @Test("The nodes, derived as row sums, are the published ones")
  func nodes() {
    let published: [(RungeKutta, [Double])] = [
      (.bogackiShampine3, [0, 1 / 2, 3 / 4, 1]),
      (.rk4ThreeEighths, [0, 1 / 3, 2 / 3, 1]),
      (.dormandPrince5, [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1]),
      (.tsitouras5, [0, 0.161, 0.327, 0.9, 0.980_025_540_904_509_7, 1, 1]),
      (.implicitEuler, [1]),
      (.trapezoid, [0, 1]),
      (.kvaerno3, [0, 0.871_733_043_016_918, 1, 1]),
      (
        .kvaerno5,
        [0, 0.52, 1.230_333_209_967_908, 0.895_765_984_350_075_9, 0.436_393_609_858_647_6, 1, 1]
      ),
      (.verner6, [0, 1 / 6, 4 / 15, 2 / 3, 5 / 6, 1, 1 / 15, 1]),
      (
        .dormandPrince8,
        [
          0, 1 / 18, 1 / 12, 1 / 8, 5 / 16, 3 / 8, 59 / 400, 93 / 200,
          5_490_023_248 / 9_719_169_821, 13 / 20, 1_201_146_811 / 1_299_019_798, 1, 1,
        ]
      ),
    ]
    for (method, nodes) in published {
      // Rows with entries up to 16 lose three bits of their sums.
      let differences = zip(method.tableau.nodes, nodes).map { abs($0 - $1) }
      #expect(differences.count == method.tableau.stageCount)
      #expect(differences.allSatisfy { $0 < 1e-14 }, "\(method.name): \(differences)")
    }
  }

  @Test("The error weights are the differences of both members' weights", arguments: RungeKutta.all)
  func errorWeights(of method: RungeKutta) throws {
    let tableau = method.tableau
    guard method.embeddedOrder != nil else { return #expect(tableau.errorWeights == nil) }
    let embedded = try #require(tableau.embeddedWeights)
    #expect(tableau.errorWeights == zip(tableau.weights, embedded).map { $0 - $1 })
    #expect(tableau.errorWeights?.contains { $0 != 0 } == true)
  }

  @Test("The last stage of six methods is the next step's first, the stiffly accurate ones included")
  func lastStages() {
    let reusing = RungeKutta.all.filter(\.tableau.isFirstSameAsLast)
    #expect(
      reusing == [
        .bogackiShampine3, .dormandPrince5, .tsitouras5, .trapezoid, .kvaerno3, .kvaerno5,
      ])
  }

  @Test("Every method is found by its name, and nothing by another name")
  func names() {
    for method in RungeKutta.all { #expect(RungeKutta.named(method.name) == method) }
    #expect(Set(RungeKutta.all.map(\.name)).count == RungeKutta.all.count)
    for name in ["", "RK4", "rk 4", "dormand-prince"] { #expect(RungeKutta.named(name) == nil) }
  }
}

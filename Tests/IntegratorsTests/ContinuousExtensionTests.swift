import Testing

@testable import Integrators

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Continuous extensions")
struct ContinuousExtensionTests {
  static let trees = RootedTree.all(upTo: 8)

  /// The methods whose extensions know the field at both ends of a step.
  static let smooth = RungeKutta.all.filter { $0.order > 1 }

  @Test("The order conditions hold as identities of polynomials", arguments: RungeKutta.all)
  func conditions(of method: RungeKutta) {
    let defects = method.defects(of: method.continuousExtension, trees: Self.trees)
    let order = method.continuousExtension.order
    #expect(defects[..<order].allSatisfy { $0 < method.continuousExtension.rounding }, "\(defects)")
    #expect(defects[order] > 1e-4, "\(method.name)'s extension has more than its stated order")
    #expect(order >= method.order - 1)
  }

  @Test("A change of any coefficient breaks a condition", arguments: RungeKutta.all)
  func sensitivity(of method: RungeKutta) {
    let own = method.continuousExtension
    let trees = Self.trees.filter { $0.order <= own.order }
    for (stage, polynomial) in own.polynomials.enumerated() {
      for power in polynomial.indices where polynomial[power] != 0 {
        var polynomials = own.polynomials
        // A hundred times what rounding may do.
        polynomials[stage][power] += Double(100 * own.rounding)
        let changed = ContinuousExtension(
          order: own.order, extraStages: own.extraStages, polynomials: polynomials)
        let isBroken = method.defects(of: changed, trees: trees).contains { $0 > own.rounding }
        #expect(isBroken, "stage \(stage), power \(power + 1)")
      }
    }
  }

  @Test("An extension begins and ends where the step does", arguments: RungeKutta.all)
  func ends(of method: RungeKutta) {
    let own = method.continuousExtension
    let extra = [Double](repeating: 0, count: own.extraStages.count)
    #expect(own.weights(at: 0).allSatisfy { $0 == 0 })
    #expect(differences(own.weights(at: 1), method.tableau.weights + extra) < Double(own.rounding))
  }

  @Test("Its slopes at both ends are those of the field", arguments: smooth)
  func slopes(of method: RungeKutta) {
    let own = method.continuousExtension
    var (first, last) = (own.weights(at: 0), own.weights(at: 0))
    first[0] = 1
    last[method.tableau.isFirstSameAsLast ? method.tableau.stageCount - 1 : method.tableau.stageCount] = 1
    #expect(differences(own.slopes(at: 0), first) < 1e-13)
    #expect(differences(own.slopes(at: 1), last) < Double(own.rounding))
    if !method.tableau.isFirstSameAsLast {
      #expect(own.extraStages.first == method.tableau.weights)
    }
  }

  @Test("The slopes are the derivatives of the weights", arguments: RungeKutta.all)
  func derivatives(of method: RungeKutta) {
    let own = method.continuousExtension
    for fraction in [0.1, 0.5, 0.8] {
      let ahead = own.weights(at: fraction + 1e-5)
      let behind = own.weights(at: fraction - 1e-5)
      let quotients = zip(ahead, behind).map { ($0 - $1) / 2e-5 }
      // Third derivatives of up to 1e3 times (1e-5)²/6, and the rounding of 1e1 over 1e-5.
      #expect(differences(quotients, own.slopes(at: fraction)) < 1e-6)
    }
  }

  @Test("Extra stages are few, explicit and within the step, and implicit methods have none")
  func extraStages() {
    for method in RungeKutta.all {
      let own = method.continuousExtension
      var nodes: [Double] = []
      if method.tableau.isExplicit && !method.tableau.isFirstSameAsLast && method.order > 1 {
        nodes = [1]
      }
      if method == .verner6 { nodes += [0.44] }
      if method == .dormandPrince8 { nodes += [0.67, 0.25, 0.52, 0.95] }
      #expect(own.extraNodes.count == nodes.count)
      #expect(differences(own.extraNodes, nodes) < 1e-13, "\(method.name): \(own.extraNodes)")
    }
  }

  @Test("Within a step the error falls at the stated order", arguments: RungeKutta.all)
  func convergence(of method: RungeKutta) {
    let order = method.continuousExtension.order
    func error(_ size: Double) -> Double {
      stride(from: 0.05, through: 1, by: 0.05).map { fraction in
        abs(method.logistic(size, at: fraction) - exactLogistic(size * fraction))
      }.max() ?? 0
    }
    // Steps whose errors are far above round-off for each order.
    let size = [4: 0.05, 5: 0.03, 7: 0.2][order] ?? 0.01
    let observed = log2(error(size) / error(size / 2))
    // Two sizes estimate the order to about 0.2; a wrong coefficient costs a whole order.
    #expect(abs(observed - Double(order + 1)) < 0.3, "\(method.name): \(observed)")
  }

  @Test("Interpolation alone gives any explicit method an extension one order below its own")
  func interpolation() {
    let nodes = [
      5: [0.28], 6: [1, 0.28, 0.18, 0.82],
      8: [1, 0.28, 0.18, 0.82, 0.13, 0.37, 0.87, 0.1, 0.285, 0.715, 0.9],
    ]
    for method in [RungeKutta.dormandPrince5, .tsitouras5, .verner6, .dormandPrince8] {
      let generic = ContinuousExtension(of: method.tableau, methodOrder: method.order)
      #expect(generic.order == method.order - 1)
      #expect(differences(generic.extraNodes, nodes[method.order] ?? []) < 1e-13)
      let defects = method.defects(of: generic, trees: Self.trees)
      // Four rounds of interpolation, each with the rounding of the one before.
      #expect(defects[..<generic.order].allSatisfy { $0 < 10 * generic.rounding }, "\(defects)")
      #expect(defects[generic.order] > 1e-4)
    }
  }

  @Test("An implicit method takes the cubic where it knows both slopes, or else straight lines")
  func implicitInterpolation() {
    let smooth = ContinuousExtension(of: RungeKutta.kvaerno5.tableau, methodOrder: 5)
    #expect(smooth.order == 3 && smooth.extraStages.isEmpty)

    // Alexander's method of two implicit stages is stiffly accurate, but its first is no last one.
    let gamma = 1 - 0.5.squareRoot()
    let alexander = ButcherTableau(
      stages: [[1 - gamma]], diagonal: [gamma, gamma], weights: [1 - gamma, gamma])
    // The implicit midpoint rule behind an explicit stage, as some codes have it.
    let midpoint = ButcherTableau(stages: [[1 / 4]], diagonal: [0, 1 / 4], weights: [0, 1])
    for tableau in [alexander, midpoint] {
      #expect(!tableau.isFirstSameAsLast && !tableau.isExplicit)
      let lines = ContinuousExtension(of: tableau, methodOrder: 2)
      #expect(lines.order == 1 && lines.extraStages.isEmpty)
      #expect(lines.polynomials == tableau.weights.map { [$0] })
    }
  }

  private func differences(_ left: [Double], _ right: [Double]) -> Double {
    guard left.count == right.count else { return .infinity }
    return zip(left, right).map { abs($0 - $1) }.max() ?? 0
  }
}

/// Returns the solution of `y' = 3 y (1 − y)` from 0.2.
private func exactLogistic(_ time: Double) -> Double { 1 / (1 + 4 * exp(-3 * time)) }

extension ContinuousExtension {
  /// What rounding may leave of sums of some twenty terms that cancel from the largest coefficient.
  fileprivate var rounding: Extended {
    4e-15 * Extended(polynomials.joined().map(\.magnitude).max() ?? 1)
  }
}

extension RungeKutta {
  /// Returns, for each order, the largest defect of a coefficient of `Σ bᵢ(θ) Φᵢ(t) − θⁿ/γ(t)`.
  func defects(of own: ContinuousExtension, trees: [RootedTree]) -> [Extended] {
    let rows = tableau.rows + own.extraStages.map { $0 + [0] }
    let powers = own.polynomials.map(\.count).max() ?? 0
    var defects = [Extended](repeating: 0, count: trees.map(\.order).max() ?? 0)
    for power in 0..<max(powers, defects.count) {
      let weights = own.polynomials.map { power < $0.count ? Extended($0[power]) : 0 }
      let sums = elementaryWeights(
        of: trees, rows: rows.map { $0.map { Extended($0) } }, weights: weights)
      for (tree, sum) in zip(trees, sums) {
        let expected = tree.order == power + 1 ? 1 / Extended(tree.density) : 0
        defects[tree.order - 1] = max(defects[tree.order - 1], abs(sum - expected))
      }
    }
    return defects
  }

  /// Returns the extension's solution of `y' = 3 y (1 − y)` from 0.2, within one step of a size.
  fileprivate func logistic(_ size: Double, at fraction: Double) -> Double {
    var slopes: [Double] = []
    for row in tableau.rows + continuousExtension.extraStages.map({ $0 + [0] }) {
      let known = zip(row, slopes).reduce(0.2) { $0 + size * $1.0 * $1.1 }
      let corner = row.count > slopes.count ? row[slopes.count] : 0
      var slope = 0.0
      // The steps are so small that the iteration gains a digit each time.
      for _ in 0..<(corner == 0 ? 1 : 40) {
        let state = known + size * corner * slope
        slope = 3 * state * (1 - state)
      }
      slopes.append(slope)
    }
    return zip(continuousExtension.weights(at: fraction), slopes).reduce(0.2) {
      $0 + size * $1.0 * $1.1
    }
  }
}

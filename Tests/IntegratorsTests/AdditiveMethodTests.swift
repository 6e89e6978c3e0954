import Testing

@testable import Integrators

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Additive Runge–Kutta pairs")
struct AdditiveMethodTests {
  static let trees = RootedTree.all(upTo: 5, colourCount: 2)

  static let published: [(AdditiveRungeKutta, FractionalPair)] = [
    (.kennedyCarpenter3, .kennedyCarpenter3), (.kennedyCarpenter4, .kennedyCarpenter4),
  ]

  @Test("There are 2, 4, 14, 52 and 214 rooted trees of 1 to 5 vertices in two colours")
  func treeCounts() {
    #expect((1...5).map { order in Self.trees.count { $0.order == order } } == [2, 4, 14, 52, 214])
  }

  @Test("Exact arithmetic: the published fractions satisfy all conditions to 23 places", arguments: published)
  func fractions(of pair: AdditiveRungeKutta, as published: FractionalPair) throws {
    let rows = published.explicit + published.implicit
    let integers = try #require(
      CommonDenominator(rows + [published.weights, published.embeddedWeights]))
    let count = published.weights.count
    let parts = [Array(integers.rows[..<count]), Array(integers.rows[count..<(2 * count)])]

    func defect(_ order: Int, _ parts: [[[BigInteger]]], row: Int) -> (BigInteger, scale: BigInteger) {
      let trees = RootedTree.all(upTo: order, colourCount: parts.count)
      let scale = integers.denominator.power(order)
      let sums = elementaryWeights(of: trees, colouredRows: parts, weights: integers.rows[row])
      let defects = zip(trees, sums).filter { $0.0.order == order }.map { tree, sum in
        (BigInteger(tree.density) * sum - scale).magnitude
      }
      return (defects.max() ?? scale, scale)
    }
    func isSatisfied(_ order: Int, row: Int) -> Bool {
      let (defect, scale) = defect(order, parts, row: row)
      return defect * BigInteger(10).power(23) < scale
    }
    for order in 1...pair.order { #expect(isSatisfied(order, row: 2 * count)) }
    for order in 1...pair.embeddedOrder { #expect(isSatisfied(order, row: 2 * count + 1)) }
    #expect(!isSatisfied(pair.order + 1, row: 2 * count))
    #expect(!isSatisfied(pair.embeddedOrder + 1, row: 2 * count + 1))

    // The implicit method of order 4 is exact, and the others are not.
    let isExact = (1...pair.order).allSatisfy {
      defect($0, [parts[1]], row: 2 * count).0 == BigInteger(0)
    }
    #expect(isExact == (pair == .kennedyCarpenter4))
  }

  @Test("The numbers of the pairs are the published fractions", arguments: published)
  func coefficients(of pair: AdditiveRungeKutta, as published: FractionalPair) {
    func rounded(_ row: [String]) -> [Double] {
      row.map { text in
        let parts = text.split(separator: "/").compactMap { Double($0) }
        return parts.count == 2 ? parts[0] / parts[1] : parts[0]
      }
    }
    #expect(pair.explicit.rows == published.explicit.map(rounded))
    #expect(pair.implicit.rows == published.implicit.map(rounded))
    for tableau in [pair.explicit, pair.implicit] {
      #expect(tableau.weights == rounded(published.weights))
      #expect(tableau.embeddedWeights == rounded(published.embeddedWeights))
    }
  }

  @Test(
    "The rounded coefficients satisfy them up to rounding, changed ones do not",
    arguments: AdditiveRungeKutta.all)
  func sensitivity(of pair: AdditiveRungeKutta) throws {
    let embedded = try #require(pair.explicit.embeddedWeights)
    let members = [(pair.order, pair.explicit.weights), (pair.embeddedOrder, embedded)]
    let rows = [pair.explicit.rows, pair.implicit.rows]
    func defects(_ rows: [[[Double]]], _ weights: [Double], order: Int) -> [Extended] {
      let trees = Self.trees.filter { $0.order <= order }
      let sums = elementaryWeights(
        of: trees, colouredRows: rows.map { $0.map { $0.map { Extended($0) } } },
        weights: weights.map { Extended($0) })
      return zip(trees, sums).map { abs($1 - 1 / Extended($0.density)) }
    }
    func isBroken(_ rows: [[[Double]]]) -> Bool {
      members.contains { defects(rows, $0.1, order: $0.0).contains { $0 > 2e-15 } }
    }
    #expect(!isBroken(rows))
    for part in 0...1 {
      for (row, coefficients) in rows[part].enumerated() {
        for column in coefficients.indices where coefficients[column] != 0 {
          var changed = rows
          changed[part][row][column] *= 1 + 1e-9
          #expect(isBroken(changed), "part \(part), row \(row), column \(column)")
        }
      }
    }
    for (order, weights) in members {
      for index in weights.indices where weights[index] != 0 {
        var changed = weights
        changed[index] *= 1 + 1e-9
        #expect(defects(rows, changed, order: order).contains { $0 > 2e-15 }, "weight \(index)")
      }
    }
  }

  @Test("The nodes are the published ones, with implicit stages of order 2")
  func nodes() {
    func isOfOrderTwo(_ tableau: ButcherTableau, stage: Int) -> Bool {
      let sum = zip(tableau.rows[stage], tableau.nodes).reduce(0) { $0 + $1.0 * $1.1 }
      return abs(sum - tableau.nodes[stage] * tableau.nodes[stage] / 2) < 1e-15
    }
    let published: [(AdditiveRungeKutta, [Double])] = [
      (.kennedyCarpenter3, [0, 0.871_733_043_016_918, 0.6, 1]),
      (.kennedyCarpenter4, [0, 0.5, 0.332, 0.62, 0.85, 1]),
    ]
    for (pair, nodes) in published {
      for tableau in [pair.explicit, pair.implicit] {
        #expect(zip(tableau.nodes, nodes).allSatisfy { abs($0 - $1) < 1e-15 })
      }
      for stage in nodes.indices { #expect(isOfOrderTwo(pair.implicit, stage: stage)) }
    }
    // An explicit second stage is of order 1; those after it are of order 2 in the larger pair.
    for stage in 2..<6 {
      #expect(isOfOrderTwo(AdditiveRungeKutta.kennedyCarpenter4.explicit, stage: stage))
    }
  }

  @Test(
    "The extension satisfies the coupled conditions as identities, and ends where the step does",
    arguments: AdditiveRungeKutta.all)
  func extensions(of pair: AdditiveRungeKutta) {
    let own = pair.continuousExtension
    #expect(own.order == pair.order - 1)
    let rows = [pair.explicit.rows, pair.implicit.rows].map { $0.map { $0.map { Extended($0) } } }
    var largest: [Extended] = [0, 0, 0, 0, 0]
    for power in 0..<5 {
      let weights = own.polynomials.map { power < $0.count ? Extended($0[power]) : 0 }
      let sums = elementaryWeights(of: Self.trees, colouredRows: rows, weights: weights)
      for (tree, sum) in zip(Self.trees, sums) {
        let expected = tree.order == power + 1 ? 1 / Extended(tree.density) : 0
        largest[tree.order - 1] = max(largest[tree.order - 1], abs(sum - expected))
      }
    }
    // The coefficients reach 12.5 before they cancel.
    #expect(largest[..<own.order].allSatisfy { $0 < 1e-14 } && largest[own.order] > 1e-2)
    #expect(zip(own.weights(at: 1), pair.explicit.weights).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test(
    "On a split logistic equation the errors fall at the stated orders", arguments: AdditiveRungeKutta.all)
  func convergence(of pair: AdditiveRungeKutta) {
    func error(_ size: Double, at fraction: Double) -> Double {
      abs(pair.logistic(size, at: fraction) - 1 / (1 + 4 * exp(-3 * size * fraction)))
    }
    // One step errs by h^(p + 1) at its end, and by h^p within; two sizes estimate that to 0.2.
    let end = log2(error(0.02, at: 1) / error(0.01, at: 1))
    let within = log2(error(0.02, at: 0.4) / error(0.01, at: 0.4))
    #expect(abs(end - Double(pair.order + 1)) < 0.2, "\(pair): \(end)")
    #expect(abs(within - Double(pair.order)) < 0.2, "\(pair): \(within)")
  }

  @Test("Every pair is found by its name")
  func names() {
    for pair in AdditiveRungeKutta.all { #expect(AdditiveRungeKutta.named(pair.name) == pair) }
    #expect(AdditiveRungeKutta.all.map(\.description) == ["kennedy-carpenter-3", "kennedy-carpenter-4"])
    #expect(AdditiveRungeKutta.named("kvaerno-3") == nil)
  }
}

/// Rows of fractions, as integers over one denominator.
private struct CommonDenominator {
  let denominator: BigInteger
  let rows: [[BigInteger]]

  /// Reads fractions such as "-1743/31250"; `nil` where one is none.
  init?(_ texts: [[String]]) {
    let fractions = texts.map { row in
      row.map { text in text.split(separator: "/").compactMap { Int($0) } + [1] }
    }
    guard fractions.joined().allSatisfy({ $0.count > 1 }) else { return nil }
    let denominators = Set(fractions.joined().map { $0[1] }).sorted()
    denominator = denominators.reduce(BigInteger(1)) { $0 * BigInteger($1) }
    rows = fractions.map { row in
      row.map { fraction in
        denominators.filter { $0 != fraction[1] }.reduce(BigInteger(fraction[0])) {
          $0 * BigInteger($1)
        }
      }
    }
  }
}

extension AdditiveRungeKutta {
  /// Returns the extension's solution of `y' = 3y − 3y²`, the first term explicit and the second
  /// implicit, from 0.2 within one step of a size.
  fileprivate func logistic(_ size: Double, at fraction: Double) -> Double {
    var (soft, stiff): ([Double], [Double]) = ([], [])
    for (first, second) in zip(explicit.rows, implicit.rows) {
      let known =
        zip(first, soft).reduce(0.2) { $0 + size * $1.0 * $1.1 }
        + zip(second, stiff).reduce(0) { $0 + size * $1.0 * $1.1 }
      var state = known
      // The steps are so small that the iteration gains a digit each time.
      for _ in 0..<40 { state = known - size * second[second.count - 1] * 3 * state * state }
      soft.append(3 * state)
      stiff.append(-3 * state * state)
    }
    return zip(continuousExtension.weights(at: fraction), zip(soft, stiff)).reduce(0.2) {
      $0 + size * $1.0 * ($1.1.0 + $1.1.1)
    }
  }
}

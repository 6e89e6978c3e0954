extension ContinuousExtension {
  /// Creates the extension that any method has, by interpolation of values and slopes.
  ///
  /// - A method of order 1 is joined by straight lines.
  /// - Orders 2 to 4 take the cubic through both ends of the step with the field's slopes.
  /// - Higher orders rise from that cubic: the field, evaluated on a polynomial of order `q` at
  ///   `q − 2` points within the step, gives slopes exact enough for a polynomial of order `q + 1`
  ///   through the same ends. This is repeated up to one less than the method's order, 7 at most.
  ///
  /// The field at the end of the step is the last stage, or else the first extra one. An implicit
  /// method gets no extra stages, since an explicit evaluation would amplify what is stiff: without
  /// its slopes at both ends it is joined by straight lines, with them by the cubic.
  ///
  /// Reference: W. H. Enright, K. R. Jackson, S. P. Nørsett and P. G. Thomsen, "Interpolants for
  /// Runge–Kutta formulas", ACM Transactions on Mathematical Software 12, 1986.
  ///
  /// - Parameters:
  ///   - tableau: The method's coefficients.
  ///   - methodOrder: The order of the step that is taken.
  public init(of tableau: ButcherTableau, methodOrder: Int) {
    let hasSlopes = tableau.isExplicit || tableau.isFirstSameAsLast
    guard methodOrder > 1 && hasSlopes else {
      self.init(order: 1, polynomials: tableau.weights.map { [$0] })
      return
    }
    var rows = tableau.isFirstSameAsLast ? [] : [tableau.weights]
    let end = tableau.stageCount - 1 + rows.count
    var order = min(methodOrder, 3)
    var polynomials = Self.interpolant(
      weights: tableau.weights, slopes: [(0, stage: 0), (1, stage: end)], stageCount: end + 1)
    while tableau.isExplicit && order < methodOrder - 1, let points = Self.interiorPoints[order] {
      let lower = ContinuousExtension(order: order, extraStages: rows, polynomials: polynomials)
      var slopes = [(node: 0.0, stage: 0), (node: 1, stage: end)]
      for point in points {
        let stage = tableau.stageCount + rows.count
        let row = lower.weights(at: point)
        rows.append(row + [Double](repeating: 0, count: stage - row.count))
        slopes.append((node: point, stage: stage))
      }
      order += 1
      polynomials = Self.interpolant(
        weights: tableau.weights, slopes: slopes, stageCount: tableau.stageCount + rows.count)
    }
    self.init(order: order, extraStages: rows, polynomials: polynomials)
  }

  /// Creates an extension from what it adds to the cubic through both ends of the step with the
  /// field's slopes: `θ² (1 − θ)² Σᵢ (dᵢ₀ + dᵢ₁ θ + …) kᵢ`.
  ///
  /// Its order is 3 and the number of powers.
  ///
  /// - Parameters:
  ///   - tableau: The method's coefficients.
  ///   - extraStages: The rows of the extra stages; the first is the weights unless the last stage of
  ///     the tableau is evaluated at the end of the step.
  ///   - additions: For each power, the coefficients `dᵢ` of all stages, extra ones last.
  init(of tableau: ButcherTableau, extraStages: [[Double]] = [], additions: [[Double]]) {
    let end = tableau.isFirstSameAsLast ? tableau.stageCount - 1 : tableau.stageCount
    let cubics = Self.interpolant(
      weights: tableau.weights, slopes: [(0, stage: 0), (1, stage: end)],
      stageCount: tableau.stageCount + extraStages.count)
    self.init(
      order: 3 + additions.count, extraStages: extraStages,
      polynomials: cubics.indices.map { stage in
        var polynomial = cubics[stage] + [Double](repeating: 0, count: additions.count)
        for (power, coefficients) in additions.enumerated() {
          for (offset, factor) in [1.0, -2, 1].enumerated() {
            polynomial[1 + power + offset] += factor * coefficients[stage]
          }
        }
        return polynomial
      })
  }

  /// For each order, where the slopes for the next one are evaluated.
  ///
  /// The points minimise the product of what an error of the slopes and what the next power of `θ`
  /// contribute to the error, rounded to hundredths or so. That the integral of `Π (θ − c)` over all
  /// nodes is far from 0 is part of that: so 1/2 alone would not do.
  private static let interiorPoints: [Int: [Double]] = [
    3: [0.28], 4: [0.18, 0.82], 5: [0.13, 0.37, 0.87], 6: [0.1, 0.285, 0.715, 0.9],
  ]

  /// Returns the polynomials of the interpolant that starts at `y`, ends at `y + h Σ bᵢ kᵢ` and has
  /// the slope of a stage at each of some nodes.
  ///
  /// With the Lagrange polynomials `Lⱼ` of the nodes, their product `κ(θ) = Π (θ − cⱼ)` and
  /// antiderivatives `∫` from 0, it is `u = y + h Σⱼ kⱼ (∫Lⱼ − ∫Lⱼ(1) q) + h q Σᵢ bᵢ kᵢ`, where
  /// `q = ∫κ/∫κ(1)`.
  private static func interpolant(
    weights: [Double], slopes: [(node: Double, stage: Int)], stageCount: Int
  ) -> [[Double]] {
    let end = integral(ofProductWithRoots: slopes.map(\.node))
    let shape = end.map { $0 / end.reduce(0, +) }
    var polynomials = (0..<stageCount).map { stage in
      shape.map { stage < weights.count ? weights[stage] * $0 : 0 }
    }
    for (index, slope) in slopes.enumerated() {
      var others = slopes.map(\.node)
      others.remove(at: index)
      let scale = others.reduce(1) { $0 * (slope.node - $1) }
      let lagrange = integral(ofProductWithRoots: others).map { $0 / scale } + [0]
      let rise = lagrange.reduce(0, +)
      for power in shape.indices {
        polynomials[slope.stage][power] += lagrange[power] - rise * shape[power]
      }
    }
    return polynomials
  }

  /// Returns the coefficients of `θ, θ², …` in the antiderivative of `Π (θ − root)`.
  private static func integral(ofProductWithRoots roots: [Double]) -> [Double] {
    let product = roots.reduce([1.0]) { product, root in
      zip([0] + product, product + [0]).map { $0 - root * $1 }
    }
    return product.enumerated().map { $0.element / Double($0.offset + 1) }
  }
}

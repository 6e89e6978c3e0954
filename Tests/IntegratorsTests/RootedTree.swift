/// A rooted tree: each one is a condition on the coefficients of a Runge–Kutta method.
///
/// Reference: E. Hairer, S. P. Nørsett and G. Wanner, "Solving Ordinary Differential Equations I",
/// 2nd edition, Springer 1993, section II.2.
///
/// Where a field has two parts, the vertices have one of two colours, each of which stands for a part.
struct RootedTree {
  /// The trees that hang from the root, as indices into the list that this tree is of; the largest
  /// index is first.
  let branches: [Int]

  /// The colour of the root; those of the other vertices are their branches'.
  let colour: Int

  /// The number of vertices: the order of the condition.
  let order: Int

  /// `γ(t)`: the order times the densities of the branches.
  let density: Int

  /// `σ(t)`: the number of ways to map the tree onto itself.
  let symmetry: Int

  init(branches: [Int], of trees: [RootedTree], colour: Int = 0) {
    self.colour = colour
    self.branches = branches
    let order = branches.reduce(1) { $0 + trees[$1].order }
    self.order = order
    density = branches.reduce(order) { $0 * trees[$1].density }
    let counts = Dictionary(branches.map { ($0, 1) }, uniquingKeysWith: +)
    symmetry = counts.reduce(branches.reduce(1) { $0 * trees[$1].symmetry }) {
      $0 * factorial($1.value)
    }
  }

  /// Returns every tree of at most `order` vertices once in every colouring, each one after its
  /// branches.
  static func all(upTo order: Int, colourCount: Int = 1) -> [RootedTree] {
    var trees: [RootedTree] = []
    for vertexCount in 1...order {
      let forests = forests(of: trees[...], vertexCount: vertexCount - 1)
      trees += (0..<colourCount).flatMap { colour in
        forests.map { RootedTree(branches: $0, of: trees, colour: colour) }
      }
    }
    return trees
  }

  /// Returns every choice of trees, with repetition, that have `vertexCount` vertices together.
  private static func forests(of trees: ArraySlice<RootedTree>, vertexCount: Int) -> [[Int]] {
    if vertexCount == 0 { return [[]] }
    return trees.indices.filter { trees[$0].order <= vertexCount }.flatMap { first in
      forests(of: trees[...first], vertexCount: vertexCount - trees[first].order)
        .map { [first] + $0 }
    }
  }
}

/// Returns `1 · 2 ⋯ number`.
func factorial(_ number: Int) -> Int { number < 2 ? 1 : (2...number).reduce(1, *) }

/// Numbers that order conditions can be evaluated in.
protocol Ring {
  init(_ value: Int)
  static func + (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
}

/// Returns `Σ bᵢ Φᵢ(t)` for each of `trees`, which must contain their branches.
///
/// `Φᵢ(t)` is the product of `Σ aᵢⱼ Φⱼ(u)` over the branches `u`.
///
/// - Parameters:
///   - trees: The trees, each one after its branches.
///   - rows: The rows `aᵢⱼ`, one for each stage, each up to and with its diagonal entry.
///   - weights: The weights `bᵢ`.
/// - Returns: The sums, in the order of `trees`.
func elementaryWeights<Scalar: Ring>(
  of trees: [RootedTree], rows: [[Scalar]], weights: [Scalar]
) -> [Scalar] {
  elementaryWeights(of: trees, colouredRows: [rows], weights: weights)
}

/// Returns `Σ bᵢ Φᵢ(t)` for each of `trees`, with one set of rows `aᵢⱼ` for each colour: a branch `u`
/// takes that of its root.
func elementaryWeights<Scalar: Ring>(
  of trees: [RootedTree], colouredRows: [[[Scalar]]], weights: [Scalar]
) -> [Scalar] {
  // The sums Σ aᵢⱼ Φⱼ(t) of each tree, for each stage i.
  var branchSums: [[Scalar]] = []
  return trees.map { tree in
    let products = weights.indices.map { stage in
      tree.branches.reduce(Scalar(1)) { $0 * branchSums[$1][stage] }
    }
    branchSums.append(colouredRows[tree.colour].map { dotProduct($0, products) })
    return dotProduct(weights, products)
  }
}

/// Returns the sum of the products of two rows, as far as the shorter one goes.
private func dotProduct<Scalar: Ring>(_ left: [Scalar], _ right: [Scalar]) -> Scalar {
  zip(left, right).reduce(Scalar(0)) { $0 + $1.0 * $1.1 }
}

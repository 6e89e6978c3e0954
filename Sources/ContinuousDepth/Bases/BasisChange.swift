public import Tensors
public import Training

/// How coefficients over one basis become those over another, for the same function or the nearest one.
public struct BasisChange: Sendable {
  /// The basis before.
  public let old: DepthBasis

  /// The basis behind.
  public let new: DepthBasis

  /// The matrix `[new, old]` in float64 that takes coefficients `[old, …]` to `[new, …]`.
  public let matrix: Tensor

  /// How gradients by the old coefficients lead to those by the new ones: by the transpose of the projection
  /// `B` of functions over the new basis onto the old one.
  ///
  /// Coefficients `θ` over the new basis stand for the function that `B θ` stands for over the old one, or
  /// for the nearest to it; a loss of that function has the gradient `Bᵀ g` by `θ`, if it is `g` by the old
  /// coefficients. Where the new basis can do all that the old one can, this is exact as far as the loss does
  /// not depend on what only the new one can do; in a change to functions that the old basis can do, it is
  /// exact.
  public var gradients: GradientTransformation {
    GradientTransformation(new.projectionMatrix(onto: old).transposed())
  }

  /// Returns what coefficients `[old, …]` become, in their scalar type.
  public func callAsFunction(_ coefficients: Tensor) -> Tensor {
    matmul(matrix.converted(to: coefficients.scalarType), coefficients)
  }
}

extension DepthBasis {
  /// Returns the change to a finer basis, in which every function is exactly what it was.
  ///
  /// Cells are halved, nodes put in the middle between others; degrees and numbers of frequencies are
  /// doubled, 0 to 1.
  public func refined() -> BasisChange {
    switch kind {
    case .piecewiseConstant:
      let new = DepthBasis.piecewiseConstant(cells: 2 * count, over: span)
      return BasisChange(old: self, new: new, matrix: matrix(rows: new.count) { $0 / 2 == $1 ? 1 : 0 })
    case .hat:
      let new = DepthBasis.hat(nodes: 2 * count - 1, over: span)
      return BasisChange(
        old: self, new: new, matrix: matrix(rows: new.count) { max(1 - 0.5 * abs(Double($0 - 2 * $1)), 0) })
    case .monomial: return padded(to: .monomial(degree: max(2 * degree, 1), over: span))
    case .chebyshev: return padded(to: .chebyshev(degree: max(2 * degree, 1), over: span))
    case .fourier: return padded(to: .fourier(frequencies: max(2 * highestFrequency, 1), over: span))
    }
  }

  /// Returns the change to the nearest functions over another basis: those whose square distance, integrated
  /// over the span, is least.
  ///
  /// The integrals are sums at Gauss's nodes between the borders of both bases: exact for polynomials, and to
  /// rounding for cosines and sines. The least distance is found by orthogonalising the functions.
  ///
  /// Reference: A. Queiruga, N. B. Erichson, L. Hodgkinson and M. W. Mahoney, "Stateful ODE-Nets using
  /// Basis Function Expansions", NeurIPS 2021, section 5.
  ///
  /// - Parameter new: The basis to go to.
  /// - Returns: The change.
  /// - Precondition: Both bases have the same span.
  public func projection(onto new: DepthBasis) -> BasisChange {
    BasisChange(old: self, new: new, matrix: projectionMatrix(onto: new))
  }

  /// Returns the matrix `[new, old]` of ``projection(onto:)``.
  func projectionMatrix(onto new: DepthBasis) -> Tensor {
    precondition(
      span == new.span, "A function over \(span) has no projection onto a basis over \(new.span).")
    let points = quadrature(with: new)
    func samples(_ basis: DepthBasis) -> [[Double]] {
      let rows = points.map { point in
        basis.values(at: point.time).map { $0 * point.weight.squareRoot() }
      }
      return (0..<basis.count).map { column in rows.map { $0[column] } }
    }
    let columns = OrthogonalColumns(samples(new))
    let solutions = samples(self).map { columns.leastSquares($0) }
    return matrix(rows: new.count) { solutions[$1][$0] }
  }

  /// Returns times and weights by which products of two functions, one of each basis, are integrated.
  private func quadrature(with other: DepthBasis) -> [(time: Double, weight: Double)] {
    let ends = Set(jumpTimes + other.jumpTimes + [span.lowerBound, span.upperBound]).sorted()
    let length = span.upperBound - span.lowerBound
    return zip(ends, ends.dropFirst()).flatMap { start, end in
      // Products of two functions of one basis are integrated too.
      let degree = 2 * max(self.degree, other.degree)
      let turns = 2 * Double(max(highestFrequency, other.highestFrequency)) * (end - start) / length
      // Waves are as good as polynomials of a degree somewhat above the radians in half a piece.
      let waves = turns > 0 ? Int(turns * .pi) + 32 : 0
      return GaussLegendre.rule(points: (degree + waves) / 2 + 1).map { node, weight in
        (
          time: start + (end - start) * (1 + node) / 2, weight: weight * (end - start) / 2
        )
      }
    }
  }

  /// Returns the change to a basis that begins with the functions of this one.
  private func padded(to new: DepthBasis) -> BasisChange {
    BasisChange(old: self, new: new, matrix: matrix(rows: new.count) { $0 == $1 ? 1 : 0 })
  }

  private func matrix(rows: Int, _ element: (_ row: Int, _ column: Int) -> Double) -> Tensor {
    Tensor(
      shape: [rows, count],
      elements: (0..<rows * count).map { element($0 / count, $0 % count) }, scalarType: .float64)
  }
}

/// A way to turn the adjacency matrix `A` of a graph into an operator.
///
/// Below, `s` is a self-loop weight, `Ã = A + s I`, `D` and `D̃` are the diagonal matrices of
/// the row sums of `A` and `Ã`, and `I` is the identity. The inverse of a zero degree is taken
/// as zero, so that an isolated node never gives a NaN.
///
/// Intervals of eigenvalues hold for weights that are not negative.
public enum Normalisation: Sendable, Hashable {
  /// The index of a matrix that is summed over.
  public enum Axis: Sendable, Hashable, CaseIterable {
    /// The entries of a row sum to one: `D̃⁻¹ Ã`.
    case row

    /// The entries of a column sum to one: `Ã D̃⁻¹`, with column sums in `D̃`.
    case column
  }

  /// A graph Laplacian.
  ///
  /// F. Chung, "Spectral Graph Theory", AMS 1997, chapter 1.
  public enum Laplacian: Sendable, Hashable, CaseIterable {
    /// `L = D − A`. In an undirected graph it is symmetric, with eigenvalues in
    /// `0...2 d` where `d` is the largest degree. It maps constants to zero.
    case combinatorial

    /// `L = D^-1/2 (D − A) D^-1/2` of an undirected graph. It is symmetric, with eigenvalues in
    /// `0...2`, and maps `D^1/2 1` to zero. The row of an isolated node is zero.
    case symmetric

    /// `L = D⁻¹ (D − A)`. It maps constants to zero and is similar to the symmetric Laplacian
    /// of an undirected graph. The row of an isolated node is zero.
    case randomWalk
  }

  /// The adjacency matrix itself, `A`.
  case none

  /// The symmetrically normalised adjacency, `Â = D̃^-1/2 Ã D̃^-1/2`.
  ///
  /// In an undirected graph it is symmetric with eigenvalues in `(2s / d − 1)...1` where `d` is
  /// the largest entry of `D̃`, and `D̃^1/2 1` is an eigenvector with eigenvalue 1. In a directed
  /// graph the left factor has the row sums and the right one the column sums of `Ã`, and no
  /// singular value exceeds 1. The weight `s` is added to that of a self-loop of the graph.
  ///
  /// T. Kipf and M. Welling, "Semi-Supervised Classification with Graph Convolutional
  /// Networks", ICLR 2017, equation 2, has `s = 1`.
  case symmetric(selfLoopWeight: Double = 0)

  /// The matrix of a random walk, `D̃⁻¹ Ã` by row or `Ã D̃⁻¹` by column.
  ///
  /// The two are not interchangeable. By row, `(A x)ᵢ` is an average over the neighbours of
  /// `i`: constants are kept, but the sum of the states is not. By column, each state is shared
  /// out among the neighbours: the sum over the nodes is kept, but constants are not. Papers
  /// on graph diffusion write "row-stochastic" where published code divides by the degree of
  /// the column; compare with the code before choosing.
  ///
  /// Eigenvalues lie in the unit disc; in an undirected graph they are those of
  /// ``symmetric(selfLoopWeight:)``.
  case randomWalk(by: Axis, selfLoopWeight: Double = 0)

  /// A Laplacian of the graph.
  case laplacian(Laplacian)

  /// The regularised adjacency of the CGNN paper without its factor `α`,
  /// `½ (I + D^-1/2 A D^-1/2)`.
  ///
  /// For undirected graphs. It is symmetric with eigenvalues in `0...1`.
  ///
  /// L.-P. Xhonneux, M. Qu and J. Tang, "Continuous Graph Neural Networks", ICML 2020,
  /// equation 1, where `α` multiplies it.
  case cgnnPaper

  /// The operator in the code published with the CGNN paper, `Â = D̃^-1/2 (A₀ + s I) D̃^-1/2`.
  ///
  /// Here `A₀` is the adjacency without the graph's own self-loops, and `D̃` has the row sums of
  /// `A₀ + s I`. For undirected graphs. Symmetric, with eigenvalues in `(2s / d − 1)...1` where
  /// `d` is the largest entry of `D̃`. The code has no identity beside it as the paper has:
  /// self-loops of weight `s` are all that a node keeps of its own state.
  ///
  /// L.-P. Xhonneux, M. Qu and J. Tang, "Continuous Graph Neural Networks", ICML 2020;
  /// repository DeepGraphLearning/ContinuousGNN, `loader.py`.
  case cgnnCode(selfLoopWeight: Double)
}

public import Layers
public import Tensors

/// A learned symmetric matrix with eigenvalues in 0…1: `W = U diag(M) Uᵀ`.
///
/// `U` is kept close to orthogonal by a retraction after each update, and `M` is clamped to 0…1
/// where it is used, so that a state multiplied by `W` never grows.
///
/// Reference: L.-P. Xhonneux, M. Qu and J. Tang, "Continuous Graph Neural Networks", ICML 2020,
/// the second of its two cases; the retraction is that of M. Cisse et al., "Parseval Networks: Improving
/// Robustness to Adversarial Examples", ICML 2017, equation 6.
public struct SymmetricMixing: Parameterized, Sendable {
  /// The eigenvectors `U`, one a column: `[channels, channels]`.
  public var basis: Tensor

  /// The eigenvalues `M` before clamping: `[channels]`.
  public var spectrum: Tensor

  /// Creates the identity on `channels` channels.
  public init(identityOn channels: Int, scalarType: ScalarType = .float32) {
    var elements = [Double](repeating: 0, count: channels * channels)
    for channel in 0..<channels { elements[channel * (channels + 1)] = 1 }
    basis = Tensor(shape: [channels, channels], elements: elements, scalarType: scalarType)
    spectrum = .ones([channels], scalarType: scalarType)
  }

  /// Returns `W`, of shape `[channels, channels]`.
  @differentiable(reverse)
  public func matrix() -> Tensor {
    matmul(basis * spectrum.clamped(to: 0...1), basis, transposing: .second)
  }

  /// Moves `U` towards the nearest orthogonal matrix: `U ← 1.5 U − 0.5 U Uᵀ U`.
  ///
  /// A singular value `s` becomes `1.5 s − 0.5 s³`, so a distance ε from 1 shrinks to 1.5 ε².
  public mutating func retract() {
    let gram = matmul(basis, basis, transposing: .first)
    basis = basis.scaled(by: 1.5).adding([matmul(basis, gram)], times: [-0.5])
  }

  /// Moves `U` towards the nearest orthogonal matrix.
  public mutating func projectParameters() { retract() }

  /// Shows `basis` and `spectrum` to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("basis", &basis, gradient.basis)
    visitor.visit("spectrum", &spectrum, gradient.spectrum)
  }
}

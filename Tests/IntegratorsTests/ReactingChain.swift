import Integrators
import Tensors
import _TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A bistable reaction on a chain: `dY/dt = M Y + B + ρ Y (1 − Y²) + s p(t) + s³ q(t)` for a profile `s`.
///
/// Where `M` is diffusion between two cold ends and `s` its slowest mode, with the eigenvalue `μ`, the forces
/// `p = −sin t − (μ + 1) cos t` and `q = cos³ t` make `s cos t` the solution for `ρ = 1` and `B = 0`, however stiff the
/// diffusion is.
struct ReactingChain: SemilinearField {
  var matrix: Tensor
  var source: Tensor
  var rate: Tensor
  @noDerivative let profile: Tensor
  @noDerivative let eigenvalue: Double
  @noDerivative let spectrum: OperatorSpectrum
  @noDerivative let counter: ProductCounter?

  @differentiable(reverse)
  init(
    _ matrix: Tensor, source: Tensor, rate: Tensor, profile: Tensor, eigenvalue: Double = 0,
    spectrum: OperatorSpectrum = .general, counter: ProductCounter? = nil
  ) {
    self.matrix = matrix
    self.source = source
    self.rate = rate
    self.profile = withoutDerivative(at: profile)
    self.eigenvalue = withoutDerivative(at: eigenvalue)
    self.spectrum = withoutDerivative(at: spectrum)
    self.counter = withoutDerivative(at: counter)
  }

  @differentiable(reverse)
  func softVelocity(_ state: Tensor, at time: Double) -> Tensor {
    let cosine = cos(time)
    let force = profile * (-sin(time) - (withoutDerivative(at: eigenvalue) + 1) * cosine)
    return rate * state * (1 - square(state)) + force + profile * square(profile)
      * (cosine * cosine * cosine)
  }

  var linearOperator: DenseMatrixOperator {
    DenseMatrixOperator(matrix: matrix, spectrum: spectrum, counter: counter)
  }

  var affineSource: Tensor { source }

  func tangentVector(
    from gradient: Tensor, of linearOperator: DenseMatrixOperator, source: Tensor
  ) -> TangentVector {
    TangentVector(matrix: gradient, source: source, rate: .zero)
  }

  /// Diffusion between cold ends over `size` places of a rod of length π; eigenvalues from about −1 down to
  /// `−4 (size + 1)²/π²`.
  static func stiff(_ size: Int, spectrum: (ClosedRange<Double>) -> OperatorSpectrum) -> ReactingChain {
    let scale = Double((size + 1) * (size + 1)) / (Double.pi * Double.pi)
    let elements = (0..<size * size).map { index in
      let distance = abs(index / size - index % size)
      return distance == 0 ? -2 * scale : distance == 1 ? scale : 0
    }
    let angle = Double.pi / Double(size + 1)
    return ReactingChain(
      Tensor(shape: [size, size], elements: elements, scalarType: .float64),
      source: .zeros([size, 1], scalarType: .float64), rate: Tensor(1, scalarType: .float64),
      profile: Tensor(
        shape: [size, 1], elements: (1...size).map { sin(Double($0) * angle) }, scalarType: .float64),
      eigenvalue: -2 * scale * (1 - cos(angle)), spectrum: spectrum(-4 * scale...0))
  }

  /// The known solution.
  func solution(at time: Double) -> Tensor { profile.scaled(by: cos(time)) }
}

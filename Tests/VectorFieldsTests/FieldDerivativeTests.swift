import Graphs
import Integrators
import Tensors
import Testing
import VectorFields
import _TestSupport

private let tolerance = 1e-8

@Suite("Derivatives of the fields agree with central differences")
struct FieldDerivativeTests {
  let adjacency: GraphOperator
  let state = samples([5, 3])
  let rate = samples([5], from: 0.2, to: 0.9, seed: 1)
  let source = samples([5, 3], seed: 2)
  let mixing = samples([3, 3], seed: 3)

  init() throws {
    // Walks by row are not symmetric, so a missing transpose shows.
    adjacency = try Graph(nodeCount: 5, edges: [(0, 1), (1, 2), (2, 0), (2, 3)]).operator(
      normalised: .randomWalk(by: .row, selfLoopWeight: 0.5), scalarType: .float64)
  }

  @Test("SourcedDiffusion: in the state, the rates and the source")
  func sourcedDiffusion() {
    let (a, r, s, x) = (adjacency, rate, source, state)
    #expect(
      gradientError(at: x, of: { SourcedDiffusion(rate: r, source: s, over: a)($0, at: 0) })
        < tolerance)
    #expect(
      gradientError(at: r, of: { SourcedDiffusion(rate: $0, source: s, over: a)(x, at: 0) })
        < tolerance)
    #expect(
      gradientError(at: s, of: { SourcedDiffusion(rate: r, source: $0, over: a)(x, at: 0) })
        < tolerance)
  }

  @Test("DampedDiffusion: in the state, the shares and the source, also for a batch")
  func dampedDiffusion() {
    let (a, r) = (adjacency, rate)
    let (x, s) = (samples([5, 2, 3]), samples([5, 2, 3], seed: 1))
    #expect(
      gradientError(at: x, of: { DampedDiffusion(alpha: r, source: s, over: a)($0, at: 0) })
        < tolerance)
    #expect(
      gradientError(at: r, of: { DampedDiffusion(alpha: $0, source: s, over: a)(x, at: 0) })
        < tolerance)
    #expect(
      gradientError(at: s, of: { DampedDiffusion(alpha: r, source: $0, over: a)(x, at: 0) })
        < tolerance)
  }

  @Test("ChannelMixing, through a solve: in the start, the rates and the mixing")
  func channelMixing() {
    let (a, r, s, x, w) = (adjacency, rate, source, state, mixing)
    let solver = Solver(.rk4, .steps(3))
    #expect(
      gradientError(
        at: x,
        of: {
          integrate(
            ChannelMixing(base: SourcedDiffusion(rate: r, source: s, over: a), mixing: w),
            from: $0, over: 0...1, with: solver)
        }) < tolerance)
    #expect(
      gradientError(
        at: r,
        of: {
          integrate(
            ChannelMixing(base: SourcedDiffusion(rate: $0, source: s, over: a), mixing: w),
            from: x, over: 0...1, with: solver)
        }) < tolerance)
    #expect(
      gradientError(
        at: w,
        of: {
          integrate(
            ChannelMixing(base: SourcedDiffusion(rate: r, source: s, over: a), mixing: $0),
            from: x, over: 0...1, with: solver)
        }) < tolerance)
  }

  @Test("SymmetricMixing: in the basis and, where it is not clamped, in the spectrum")
  func symmetricMixing() {
    var mixing = SymmetricMixing(identityOn: 3, scalarType: .float64)
    mixing.basis = samples([3, 3])
    mixing.spectrum = Tensor(shape: [3], elements: [0.5, 1.5, -0.5], scalarType: .float64)
    let (start, basis, spectrum) = (mixing, mixing.basis, mixing.spectrum)
    #expect(gradientError(at: basis, of: { matrix(of: start, basis: $0, spectrum: spectrum) }) < tolerance)
    #expect(gradientError(at: spectrum, of: { matrix(of: start, basis: basis, spectrum: $0) }) < tolerance)
    // U diag(0.5, 1, 0) Uᵀ, from the first two columns of U.
    let (first, second) = (
      basis.sliced(alongAxis: 1, 0..<1), basis.sliced(alongAxis: 1, 1..<2)
    )
    let truth =
      matmul(first, first, transposing: .second).scaled(by: 0.5)
      + matmul(second, second, transposing: .second)
    #expect(largestDifference(mixing.matrix(), truth) < 1e-14)
  }

  @Test("The retraction takes a singular value s to 1.5 s − 0.5 s³")
  func retraction() {
    var mixing = SymmetricMixing(identityOn: 2, scalarType: .float64)
    let (c, s) = (0.6, 0.8)
    let rotation = Tensor(shape: [2, 2], elements: [c, -s, s, c], scalarType: .float64)
    mixing.basis = rotation * Tensor(shape: [2], elements: [1.1, 0.9], scalarType: .float64)
    mixing.retract()
    let expected = [1.1, 0.9].map { 1.5 * $0 - 0.5 * $0 * $0 * $0 }
    let truth = rotation * Tensor(shape: [2], elements: expected, scalarType: .float64)
    #expect(largestDifference(mixing.basis, truth) < 1e-14)
    for _ in 0..<5 { mixing.retract() }
    let gram = matmul(mixing.basis, mixing.basis, transposing: .first)
    #expect(largestDifference(gram, identityMatrix(2)) < 1e-14)
  }
}

/// Returns the matrix of a mixing with the given parameters.
@differentiable(reverse,wrt: (basis, spectrum))
private func matrix(of mixing: SymmetricMixing, basis: Tensor, spectrum: Tensor) -> Tensor {
  var mixing = mixing
  mixing.basis = basis
  mixing.spectrum = spectrum
  return mixing.matrix()
}

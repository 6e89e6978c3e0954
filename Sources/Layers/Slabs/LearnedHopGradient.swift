import CKernels
import Graphs
import Tensors

/// The gradient in a learned adjacency `A`, from those of the outputs of a convolution.
///
/// With the gradient `g` of the outputs of one entry, its steps back `gⱼ = (Aᵀ)ʲ g` and the parts
/// `uₖ = x Wₖ` of the outputs before their walks, the gradient is `Σⱼ gⱼ qⱼᵀ` with
/// `qⱼ = uⱼ₊₁ + A qⱼ₊₁` for `j` from `K − 1` down to 0.
struct LearnedHopGradient<Scalar: CellScalar> {
  let chains: HopChains<Scalar>
  let weights: ConvolutionWeights<Scalar>
  let chain: Int

  /// Nothing where no adjacency is learned.
  init?(_ chains: HopChains<Scalar>, _ weights: ConvolutionWeights<Scalar>) {
    guard let chain = chains.learnedChain, chains.stepCount > 0 else { return nil }
    self.chains = chains
    self.weights = weights
    self.chain = chain
  }

  private var partsWidth: Int { chains.stepCount * weights.width }
  private var paddedNodeCount: Int { Scalar.padded(chains.nodeCount) }

  /// The elements of the packed weights, and of the two buffers that each group needs.
  var packedCount: Int { weights.inputCount * partsWidth }
  var partsCount: Int { chains.nodeCount * partsWidth }
  var transposedCount: Int { partsWidth * paddedNodeCount }

  /// Writes the weights of the learned hops beside each other, for inputs in the order of `parts`.
  func pack(_ parts: [Range<Int>], into target: UnsafeMutablePointer<Scalar>) {
    target.clear(packedCount)
    let rows = Rows(target, stride: partsWidth)
    for power in 1...chains.stepCount {
      let hop = chains.hop(chain: chain, power: power)
      var first = 0
      for inputs in parts {
        weights.pack(
          inputs, hops: hop..<hop + 1, into: rows.from(row: first, column: (power - 1) * weights.width))
        first += inputs.count
      }
    }
  }

  /// Adds the gradient of one entry to a sum `[nodeCount, padded nodeCount]`.
  ///
  /// - Parameters:
  ///   - inputs: The entry's rows.
  ///   - spans: Where the parts of the packed weights are in them.
  ///   - packed: The packed weights.
  ///   - adjoints: The gradient of the outputs, and its steps back along all hops.
  ///   - sum: The sum.
  ///   - buffers: Memory for `partsCount` and `transposedCount` elements, the latter without NaNs.
  func add(
    inputs: Rows<Scalar>, spans: [graphode_span], packed: UnsafeMutablePointer<Scalar>,
    adjoints: Rows<Scalar>, to sum: UnsafeMutablePointer<Scalar>,
    buffers: (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>)
  ) {
    let nodeCount = chains.nodeCount
    let parts = Rows(buffers.0, stride: partsWidth)
    Scalar.panelProduct(
      inputs, isTransposed: false, spans, Rows(packed, stride: partsWidth), parts, rows: nodeCount,
      columns: partsWidth, adds: false)
    for power in (0..<chains.stepCount - 1).reversed() {
      chains.step(
        chain, parts.from(column: (power + 1) * weights.width),
        parts.from(column: power * weights.width), width: weights.width, transposed: false, adds: true)
    }
    let transposed = Rows(buffers.1, stride: paddedNodeCount)
    parts.transpose(to: transposed, rows: nodeCount, columns: partsWidth)
    for power in 0..<chains.stepCount {
      Scalar.panelProduct(
        adjoints.from(column: chains.hop(chain: chain, power: power) * weights.width),
        isTransposed: false, [graphode_span(first: 0, count: weights.width)],
        transposed.from(row: power * weights.width), Rows(sum, stride: paddedNodeCount),
        rows: nodeCount, columns: paddedNodeCount, adds: true)
    }
  }

  /// Returns a sum without its padding, `[nodeCount, nodeCount]`.
  func unpack(_ sum: UnsafeMutablePointer<Scalar>) -> Tensor {
    let nodeCount = chains.nodeCount
    let gradient = Tensor(
      uninitialized: [nodeCount, nodeCount], scalarType: Scalar.scalarType)
    Rows(sum, stride: paddedNodeCount).copy(
      to: Rows(of: gradient, stride: nodeCount), rows: nodeCount, columns: nodeCount)
    return gradient
  }
}

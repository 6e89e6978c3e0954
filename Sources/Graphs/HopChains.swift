import CKernels
package import Tensors

/// The hops of a diffusion convolution as kernels take them, on the rows of one batch entry.
///
/// Hop 0 is the node itself; the powers `1…K` of each walk follow, then those of the learned adjacency.
package struct HopChains<Scalar: KernelScalar> {
  private let supports: DiffusionSupports
  private let chainCount: Int

  /// Creates the hops of supports of this scalar type.
  package init(_ supports: DiffusionSupports) {
    precondition(
      supports.scalarType == Scalar.scalarType,
      "The supports are \(supports.scalarType), but the states \(Scalar.scalarType).")
    self.supports = supports
    chainCount = supports.walks.count + (supports.learnedAdjacency.isShapelessZero ? 0 : 1)
  }

  /// The number of nodes, which is that of rows.
  package var nodeCount: Int { supports.nodeCount }

  /// The number of hops, the node itself included.
  package var hopCount: Int { supports.hopCount }

  /// The number of steps `K`.
  package var stepCount: Int { supports.stepCount }

  /// The chain of the learned adjacency, if there is one.
  package var learnedChain: Int? { chainCount > supports.walks.count ? supports.walks.count : nil }

  /// Returns the hop that is `power` steps along a chain; power 0 is the node itself.
  package func hop(chain: Int, power: Int) -> Int {
    power == 0 ? 0 : 1 + chain * stepCount + power - 1
  }

  /// Fills the blocks of hops 1 and up, `hopWidth` columns apart, from the first block: `Pᵏ x`, or
  /// `(Pᵀ)ᵏ x` for the transposed chains.
  package func fill(_ rows: Rows<Scalar>, hopWidth: Int, width: Int, transposed: Bool) {
    for chain in 0..<chainCount {
      var source = rows
      for power in 0..<stepCount {
        let target = rows.from(column: hop(chain: chain, power: power + 1) * hopWidth)
        step(chain, source, target, width: width, transposed: transposed, adds: false)
        source = target
      }
    }
  }

  /// Returns in the first of two buffers the sum of the blocks of all hops, each brought back by its
  /// chain: `Σ (Pᵏ)ᵀ vₖ`, with Horner's rule.
  ///
  /// - Parameters:
  ///   - blocks: The blocks `vₖ`, side by side.
  ///   - blockWidth: The columns of a block.
  ///   - result: Room for `blockWidth` columns padded to panels.
  ///   - first: As much room again.
  ///   - second: And again.
  package func collapse(
    _ blocks: Rows<Scalar>, blockWidth: Int, into result: Rows<Scalar>, using first: Rows<Scalar>,
    _ second: Rows<Scalar>
  ) {
    func copy(hop: Int, to target: Rows<Scalar>) {
      blocks.from(column: hop * blockWidth).copy(to: target, rows: nodeCount, columns: blockWidth)
    }
    let width = Scalar.padded(blockWidth)
    copy(hop: 0, to: result)
    for chain in 0..<chainCount where stepCount > 0 {
      var (sum, next) = (first, second)
      copy(hop: hop(chain: chain, power: stepCount), to: sum)
      for power in (1..<stepCount).reversed() {
        copy(hop: hop(chain: chain, power: power), to: next)
        step(chain, sum, next, width: width, transposed: true, adds: true)
        (sum, next) = (next, sum)
      }
      step(chain, sum, result, width: width, transposed: true, adds: true)
    }
  }

  /// Writes or adds one step along a chain, or along its transpose.
  package func step(
    _ chain: Int, _ input: Rows<Scalar>, _ result: Rows<Scalar>, width: Int, transposed: Bool, adds: Bool
  ) {
    if width == 0 { return }
    if chain == learnedChain {
      Scalar.panelProduct(
        Rows(of: supports.learnedAdjacency, stride: nodeCount), isTransposed: transposed,
        [graphode_span(first: 0, count: nodeCount)], input, result, rows: nodeCount, columns: width,
        adds: adds)
      return
    }
    let walk = supports.walks[chain]
    let matrix = transposed ? walk.transposedMatrix : walk.matrix
    Scalar.walkRows(
      SparseRows(of: matrix.pattern, values: matrix.values), input, start: adds ? result : nil, result,
      rows: nodeCount, width: width)
  }
}

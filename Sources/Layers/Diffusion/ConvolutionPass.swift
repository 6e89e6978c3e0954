import CKernels
import Graphs
import Tensors

/// One evaluation of a diffusion convolution, slab by slab, in one number format.
struct ConvolutionPass<Scalar: CellScalar> {
  let input: Tensor
  let weights: ConvolutionWeights<Scalar>
  let bias: Tensor
  let ending: ConvolutionEnding
  let chains: HopChains<Scalar>
  let plan: SlabPlan
  let inputCount: Int
  let outputCount: Int
  let nodeCount: Int

  init(
    _ layer: DiffusionConvolution, _ input: Tensor, _ ending: ConvolutionEnding,
    _ supports: DiffusionSupports
  ) {
    nodeCount = supports.nodeCount
    inputCount = layer.inputCount
    outputCount = layer.outputCount
    precondition(
      (2...3).contains(input.rank) && input.shape[0] == nodeCount && input.shape.last == inputCount,
      "An input of shape \(input.shape) does not fit a convolution of \(inputCount) channels over "
        + "\(nodeCount) nodes.")
    precondition(
      layer.hopCount == supports.hopCount,
      "A convolution over \(layer.hopCount) hops does not fit supports of \(supports.hopCount).")
    input.requireSameScalarType(as: layer.weight)
    self.input = input
    self.ending = ending
    weights = ConvolutionWeights(
      weight: layer.weight.reshaped(to: [layer.hopCount * inputCount, outputCount]),
      hopCount: layer.hopCount, channels: outputCount, blockCount: 1)
    bias = layer.bias
    chains = HopChains(supports)
    plan = SlabPlan(rowCount: nodeCount, entryCount: input.rank == 3 ? input.shape[1] : 1)
  }

  var hopCount: Int { weights.hopCount }

  /// The columns of a hop's inputs, padded, and the distance of rows that hold those of all hops.
  var hopWidth: Int { Scalar.padded(inputCount) }
  var inputStride: Int { Scalar.oddlyPadded(hopCount * hopWidth) }

  /// The channels of what is returned: a relaxation has two outputs for each.
  var resultCount: Int {
    if case .relaxation = ending { outputCount / 2 } else { outputCount }
  }

  var outputShape: Shape { input.shape.replacing(axis: input.rank - 1, with: resultCount) }

  /// Returns the rows of one entry of a tensor `[nodes, batch, channels]`.
  func rows(of tensor: Tensor, entry: Int, channels: Int) -> Rows<Scalar> {
    Rows(of: tensor, stride: plan.entryCount * channels).from(column: entry * channels)
  }

  /// Returns the output, and if `saves` the values behind the activations for the gradient.
  func output(saves: Bool) -> (output: Tensor, saved: Tensor) {
    if outputShape.elementCount == 0 {
      return (.zeros(outputShape, scalarType: Scalar.scalarType), .zero)
    }
    let output = Tensor(uninitialized: outputShape, scalarType: Scalar.scalarType)
    let saved =
      saves
      ? Tensor(
        uninitialized: [plan.entryCount * nodeCount, weights.width], scalarType: Scalar.scalarType)
      : .zero
    withScratch(of: Scalar.self, counts: [hopCount * inputCount * weights.width]) { packed in
      packed[0].clear(hopCount * inputCount * weights.width)
      let packed = Rows(packed[0], stride: weights.width)
      weights.pack(0..<inputCount, hops: 0..<hopCount, into: packed)
      plan.forEachSlab { slab in
        withScratch(
          of: Scalar.self,
          counts: [plan.slabRowCount * inputStride, saves ? 0 : plan.slabRowCount * weights.width]
        ) { buffers in
          let inputs = Rows(buffers[0], stride: inputStride)
          // Padding is read by walks as well.
          if hopWidth > inputCount { inputs.clear(rows: plan.slabRowCount, columns: hopWidth) }
          let products =
            saves
            ? Rows(of: saved, stride: weights.width).from(row: slab.lowerBound * nodeCount)
            : Rows(buffers[1], stride: weights.width)
          write(output, products, inputs, packed, slab)
        }
      }
    }
    return (output, saved)
  }

  private func write(
    _ output: Tensor, _ products: Rows<Scalar>, _ inputs: Rows<Scalar>, _ packed: Rows<Scalar>,
    _ slab: Range<Int>
  ) {
    for (index, entry) in slab.enumerated() {
      let rows = inputs.from(row: index * nodeCount)
      self.rows(of: input, entry: entry, channels: inputCount).copy(
        to: rows, rows: nodeCount, columns: inputCount)
      chains.fill(rows, hopWidth: hopWidth, width: hopWidth, transposed: false)
    }
    Scalar.panelProduct(
      inputs, isTransposed: false,
      ConvolutionWeights<Scalar>.spans(hopCount: hopCount, hopWidth: hopWidth, width: inputCount),
      packed, products, rows: slab.count * nodeCount, columns: weights.width, adds: false)
    let biases = Rows<Scalar>(of: bias, stride: 0).start
    for (index, entry) in slab.enumerated() {
      let from = products.from(row: index * nodeCount)
      let to = rows(of: output, entry: entry, channels: resultCount)
      switch ending {
      case .plain:
        Scalar.biased(from, bias: biases, to, rows: nodeCount, channels: outputCount)
      case .ratedTanh(let rate):
        Scalar.ratedTanh(
          from, bias: biases, rate: Rows(of: rate, stride: 0).start, to, rows: nodeCount,
          channels: outputCount)
      case .relaxation(let offset):
        Scalar.relaxation(
          from, bias: biases,
          offset: offset.isShapelessZero ? nil : Rows(of: offset, stride: 0).start,
          state: rows(of: input, entry: entry, channels: inputCount), to, rows: nodeCount,
          channels: resultCount)
      }
    }
  }
}

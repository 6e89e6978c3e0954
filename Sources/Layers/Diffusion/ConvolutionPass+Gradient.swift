import CKernels
import Graphs
import Tensors

extension ConvolutionPass {
  /// Returns the gradients, given that of the output, of shape `[nodes, batch, outputs]`.
  ///
  /// The gradient `g` of the outputs goes back along the walks, `gₖ = Pₖᵀ g`, so that the inputs need not
  /// be diffused again: that of the input is `Σₖ gₖ Wₖᵀ`, and that of `Wₖ` is `xᵀ gₖ`.
  func gradient(_ upstream: Tensor, _ saved: Tensor, ofInput: Bool) -> ConvolutionGradient {
    precondition(
      upstream.shape == outputShape && upstream.scalarType == Scalar.scalarType,
      "A gradient of shape \(upstream.shape), \(upstream.scalarType), does not fit an output of shape "
        + "\(outputShape), \(Scalar.scalarType).")
    if outputShape.elementCount == 0 { return ConvolutionGradient() }
    let learned = LearnedHopGradient(chains, weights)
    let gradientWidth = hopCount * weights.width
    let sums = PartialSums<Scalar>(
      groupCount: plan.groupCount,
      counts: [
        inputCount * gradientWidth, outputCount, endingSumCount,
        learned == nil ? 0 : nodeCount * Scalar.padded(nodeCount),
      ])
    let inputGradient =
      ofInput ? Tensor(uninitialized: input.shape, scalarType: Scalar.scalarType) : .zero

    let transposedCount = ofInput ? gradientWidth * hopWidth : 0
    withScratch(of: Scalar.self, counts: [transposedCount, learned?.packedCount ?? 0]) { packed in
      if ofInput {
        packed[0].clear(transposedCount)
        weights.packTransposed(0..<inputCount, into: Rows(packed[0], stride: hopWidth))
      }
      learned?.pack([0..<inputCount], into: packed[1])
      plan.forEachGroup { group, entries in
        sums.clear(group: group, from: 0)
        addGradients(
          of: entries, upstream, saved, packed, learned, to: sums.sums(ofGroup: group), inputGradient)
      }
    }
    return collected(sums.total(), learned, inputGradient)
  }

  private func addGradients(
    of entries: Range<Int>, _ upstream: Tensor, _ saved: Tensor,
    _ packed: [UnsafeMutablePointer<Scalar>], _ learned: LearnedHopGradient<Scalar>?,
    to sums: [UnsafeMutablePointer<Scalar>], _ inputGradient: Tensor
  ) {
    let gradientWidth = hopCount * weights.width
    let adjointStride = Scalar.oddlyPadded(gradientWidth)
    let counts = [
      plan.slabRowCount * hopWidth, plan.slabRowCount * adjointStride, plan.slabRowCount * hopWidth,
      learned?.partsCount ?? 0, learned?.transposedCount ?? 0,
    ]
    withScratch(of: Scalar.self, counts: counts) { buffers in
      // Padding and unused columns are read as well, and must be numbers.
      for index in [0, 1, 4] { buffers[index].clear(counts[index]) }
      let inputs = Rows(buffers[0], stride: hopWidth)
      let adjoints = Rows(buffers[1], stride: adjointStride)
      let products = Rows(buffers[2], stride: hopWidth)
      plan.forEachSlab(of: entries) { slab in
        let rowCount = slab.count * nodeCount
        for (index, entry) in slab.enumerated() {
          rows(of: input, entry: entry, channels: inputCount).copy(
            to: inputs.from(row: index * nodeCount), rows: nodeCount, columns: inputCount)
          startAdjoints(
            adjoints.from(row: index * nodeCount), of: entry, upstream, saved, to: sums)
          if let learned {
            learned.add(
              inputs: inputs.from(row: index * nodeCount),
              spans: [graphode_span(first: 0, count: inputCount)], packed: packed[1],
              adjoints: adjoints.from(row: index * nodeCount), to: sums[3],
              buffers: (buffers[3], buffers[4]))
          }
        }
        Scalar.panelProduct(
          inputs, isTransposed: true, [graphode_span(first: 0, count: rowCount)], adjoints,
          Rows(sums[0], stride: gradientWidth), rows: inputCount, columns: gradientWidth, adds: true)
        if inputGradient.isShapelessZero { return }
        Scalar.panelProduct(
          adjoints, isTransposed: false, [graphode_span(first: 0, count: gradientWidth)],
          Rows(packed[0], stride: hopWidth), products, rows: rowCount, columns: hopWidth, adds: false)
        for (index, entry) in slab.enumerated() {
          let result = rows(of: inputGradient, entry: entry, channels: inputCount)
          products.from(row: index * nodeCount).copy(
            to: result, rows: nodeCount, columns: inputCount)
          if case .relaxation = ending {
            Scalar.relaxationDecay(
              Rows(of: saved, stride: weights.width).from(row: entry * nodeCount),
              upstream: rows(of: upstream, entry: entry, channels: resultCount), gradient: result,
              rows: nodeCount, channels: resultCount)
          }
        }
      }
    }
  }

  /// Writes the gradient before bias and activation, and takes it back along the walks.
  private func startAdjoints(
    _ adjoints: Rows<Scalar>, of entry: Int, _ upstream: Tensor, _ saved: Tensor,
    to sums: [UnsafeMutablePointer<Scalar>]
  ) {
    let upstream = rows(of: upstream, entry: entry, channels: resultCount)
    switch ending {
    case .plain:
      Scalar.biasedPullback(
        upstream: upstream, gradient: adjoints, biasSums: sums[1], rows: nodeCount, channels: outputCount)
    case .ratedTanh(let rate):
      Scalar.ratedTanhPullback(
        Rows(of: saved, stride: weights.width).from(row: entry * nodeCount),
        rate: Rows(of: rate, stride: 0).start, upstream: upstream, gradient: adjoints,
        biasSums: sums[1], rateSums: sums[2], rows: nodeCount, channels: outputCount)
    case .relaxation(let offset):
      Scalar.relaxationPullback(
        Rows(of: saved, stride: weights.width).from(row: entry * nodeCount),
        state: rows(of: input, entry: entry, channels: inputCount), upstream: upstream,
        gradient: adjoints, biasSums: sums[1], offsetSums: offset.isShapelessZero ? nil : sums[2],
        rows: nodeCount, channels: resultCount)
    }
    chains.fill(adjoints, hopWidth: weights.width, width: weights.width, transposed: true)
  }

  /// The number of sums for the parameters of the ending.
  private var endingSumCount: Int {
    switch ending {
    case .plain: 0
    case .ratedTanh: outputCount
    case .relaxation(let offset): offset.elementCount
    }
  }

  private func collected(
    _ sums: [UnsafeMutablePointer<Scalar>], _ learned: LearnedHopGradient<Scalar>?,
    _ inputGradient: Tensor
  ) -> ConvolutionGradient {
    func tensor(_ source: UnsafeMutablePointer<Scalar>, _ shape: Shape) -> Tensor {
      let result = Tensor(uninitialized: shape, scalarType: Scalar.scalarType)
      Rows<Scalar>(of: result, stride: 0).start.update(from: source, count: shape.elementCount)
      return result
    }
    var gradient = ConvolutionGradient()
    let weight = Tensor(
      uninitialized: [hopCount, inputCount, outputCount], scalarType: Scalar.scalarType)
    weights.unpack(
      Rows(sums[0], stride: hopCount * weights.width), 0..<inputCount, into: weight)
    gradient.layer = DiffusionConvolution.TangentVector(weight: weight, bias: tensor(sums[1], [outputCount]))
    gradient.input = inputGradient
    switch ending {
    case .plain: break
    case .ratedTanh(let rate): gradient.ending = tensor(sums[2], rate.shape)
    case .relaxation(let offset):
      if !offset.isShapelessZero { gradient.ending = tensor(sums[2], offset.shape) }
    }
    if let learned { gradient.supports.learnedAdjacency = learned.unpack(sums[3]) }
    return gradient
  }
}

import CKernels
import Graphs
import Tensors

extension GraphGRUPass {
  /// The columns of a row of adjoints: those of the gates with all hops, and in the room of their later
  /// hops, before these are needed, those of the candidate.
  private var adjointStride: Int {
    Scalar.oddlyPadded(max(2 * hopCount, 2 + hopCount) * stateWidth)
  }

  /// The columns of the input's gradient before it is brought back along the hops.
  private var inputBlocksWidth: Int { Scalar.padded(hopCount * inputCount) }

  /// The gradients of the learned adjacency through either convolution.
  private typealias Learned = (gates: LearnedHopGradient<Scalar>, candidate: LearnedHopGradient<Scalar>)

  /// What a group works with: packed weights that all share, and buffers of its own.
  private struct Workspace {
    let packed: [UnsafeMutablePointer<Scalar>]
    let buffers: [UnsafeMutablePointer<Scalar>]
    let states: Rows<Scalar>
    let adjoints: Rows<Scalar>
    let resetGradient: Rows<Scalar>
    let stateGradient: Rows<Scalar>
    let inputBlocks: Rows<Scalar>
  }

  /// Returns the gradients, given that of the next state.
  ///
  /// The gradient before each activation goes back along the walks, so that the states need not be
  /// diffused again: with the gradient `g` of a convolution's outputs and `gₖ = Pₖᵀ g`, that of its
  /// inputs is `Σₖ gₖ Wₖᵀ`, and that of `Wₖ` is `[x, h]ᵀ gₖ`.
  func gradient(_ upstream: Tensor, _ saved: Tensor, ofInput: Bool) -> GraphGRUCell.Gradient {
    precondition(
      upstream.shape == stateShape && upstream.scalarType == Scalar.scalarType,
      "A gradient of shape \(upstream.shape), \(upstream.scalarType), does not fit a state of shape "
        + "\(stateShape), \(Scalar.scalarType).")
    if stateShape.elementCount == 0 { return GraphGRUCell.Gradient() }
    let learned: Learned? =
      if let gates = LearnedHopGradient(chains, gates),
        let candidate = LearnedHopGradient(chains, candidate)
      { (gates, candidate) } else { nil }
    let (gateWidth, candidateWidth) = (hopCount * gates.width, hopCount * candidate.width)
    let sums = PartialSums<Scalar>(
      groupCount: plan.groupCount,
      counts: [
        channels * gateWidth, inputCount * gateWidth, channels * candidateWidth,
        inputCount * candidateWidth, 2 * channels, channels,
        learned == nil ? 0 : nodeCount * Scalar.padded(nodeCount),
      ])
    let stateGradient =
      hasState ? Tensor(uninitialized: stateShape, scalarType: Scalar.scalarType) : .zero
    let inputGradient =
      ofInput ? Tensor(uninitialized: input.shape, scalarType: Scalar.scalarType) : .zero

    let counts = [
      hasState ? gateWidth * stateWidth : 0, hasState ? candidateWidth * stateWidth : 0,
      ofInput ? gates.width * inputBlocksWidth : 0, ofInput ? candidate.width * inputBlocksWidth : 0,
      learned?.gates.packedCount ?? 0, learned?.candidate.packedCount ?? 0,
    ]
    withScratch(of: Scalar.self, counts: counts) { packed in
      // What is padded and not packed must be numbers.
      for index in (stateWidth > channels ? 0 : 2)..<4 { packed[index].clear(counts[index]) }
      for (index, weights) in [gates, candidate].enumerated() {
        if hasState {
          weights.packTransposed(statePart, into: Rows(packed[index], stride: stateWidth))
        }
        if ofInput {
          weights.packTransposedBesideEachOther(
            inputPart, into: Rows(packed[2 + index], stride: inputBlocksWidth))
        }
      }
      learned?.gates.pack([statePart, inputPart], into: packed[4])
      learned?.candidate.pack([statePart, inputPart], into: packed[5])
      plan.forEachGroup { group, entries in
        sums.clear(group: group, from: 4)
        withWorkspace(packed, learned) { workspace in
          plan.forEachSlab(of: entries) { slab in
            addGradients(
              of: slab, isFirst: slab.lowerBound == entries.lowerBound, upstream, saved,
              workspace, learned, to: sums.sums(ofGroup: group),
              stateGradient, inputGradient)
          }
        }
      }
    }
    return collected(sums.total(), learned, stateGradient, inputGradient)
  }

  private func withWorkspace(
    _ packed: [UnsafeMutablePointer<Scalar>], _ learned: Learned?, _ body: (Workspace) -> Void
  ) {
    let rowCount = plan.slabRowCount
    let stateStride = Scalar.oddlyPadded(stateWidth + inputWidth)
    let counts = [
      rowCount * stateStride, rowCount * adjointStride, rowCount * stateWidth, rowCount * stateWidth,
      rowCount * inputBlocksWidth, nodeCount * inputWidth, nodeCount * inputWidth,
      nodeCount * inputWidth, learned?.gates.partsCount ?? 0, learned?.gates.transposedCount ?? 0,
    ]
    withScratch(of: Scalar.self, counts: counts) { buffers in
      // Padding is read as well, and must be numbers; so are all states where there are none.
      if !hasState || stateWidth > channels {
        for index in 0...1 { buffers[index].clear(counts[index]) }
      } else {
        clearPadding(of: Rows(buffers[0], stride: stateStride), hopCount: 1)
      }
      for index in [5, 6, 7, 9] { buffers[index].clear(counts[index]) }
      body(
        Workspace(
          packed: packed, buffers: buffers, states: Rows(buffers[0], stride: stateStride),
          adjoints: Rows(buffers[1], stride: adjointStride),
          resetGradient: Rows(buffers[2], stride: stateWidth),
          stateGradient: Rows(buffers[3], stride: stateWidth),
          inputBlocks: Rows(buffers[4], stride: inputBlocksWidth)))
    }
  }

  private func addGradients(
    of slab: Range<Int>, isFirst: Bool, _ upstream: Tensor, _ saved: Tensor,
    _ work: Workspace, _ learned: Learned?,
    to sums: [UnsafeMutablePointer<Scalar>], _ stateGradient: Tensor, _ inputGradient: Tensor
  ) {
    let rowCount = slab.count * nodeCount
    let ofInput = !inputGradient.isShapelessZero
    let candidateAdjoints = work.adjoints.from(column: 2 * stateWidth)
    let saved = Rows<Scalar>(of: saved, stride: savedStride).from(row: slab.lowerBound * nodeCount)

    // Through h′ and c.
    for (index, entry) in slab.enumerated() {
      let first = index * nodeCount
      rows(of: input, entry: entry, channels: inputCount).copy(
        to: work.states.from(row: first, column: stateWidth), rows: nodeCount, columns: inputCount)
      Scalar.outputPullback(
        saved.from(row: first), block: stateWidth, state: stateRows(entry: entry),
        observed: observedRows(entry: entry),
        upstream: rows(of: upstream, entry: entry, channels: channels),
        candidateGradient: candidateAdjoints.from(row: first),
        updateGradient: work.adjoints.from(row: first, column: stateWidth),
        stateGradient: work.stateGradient.from(row: first), resetState: work.states.from(row: first),
        candidateSums: sums[5], updateSums: sums[4] + channels, rows: nodeCount, channels: channels)
      chains.fill(
        candidateAdjoints.from(row: first), hopWidth: stateWidth, width: stateWidth, transposed: true)
      if let learned {
        add(learned.candidate, work, work.packed[5], candidateAdjoints, first, to: sums[6])
      }
    }
    addWeightGradients(
      candidate, work, candidateAdjoints, rowCount, sums[2], sums[3], adds: !isFirst)
    if ofInput { addInputBlocks(candidate, work, work.packed[3], candidateAdjoints, rowCount, adds: false) }
    if hasState {
      addStateGradient(
        candidate, work.packed[1], candidateAdjoints, rowCount, to: work.resetGradient, adds: false)
    }

    // Through r and u.
    for (index, entry) in slab.enumerated() {
      let first = index * nodeCount
      if let state = stateRows(entry: entry) {
        Scalar.resetPullback(
          saved.from(row: first), state: state, resetGradient: work.resetGradient.from(row: first),
          gateGradient: work.adjoints.from(row: first),
          stateGradient: work.stateGradient.from(row: first), sums: sums[4], rows: nodeCount,
          channels: channels)
        state.copy(to: work.states.from(row: first), rows: nodeCount, columns: channels)
      }
      chains.fill(
        work.adjoints.from(row: first), hopWidth: gates.width, width: gates.width, transposed: true)
      if let learned { add(learned.gates, work, work.packed[4], work.adjoints, first, to: sums[6]) }
    }
    addWeightGradients(gates, work, work.adjoints, rowCount, sums[0], sums[1], adds: !isFirst)
    if hasState {
      addStateGradient(gates, work.packed[0], work.adjoints, rowCount, to: work.stateGradient, adds: true)
      for (index, entry) in slab.enumerated() {
        work.stateGradient.from(row: index * nodeCount).copy(
          to: rows(of: stateGradient, entry: entry, channels: channels), rows: nodeCount,
          columns: channels)
      }
    }
    if ofInput {
      addInputBlocks(gates, work, work.packed[2], work.adjoints, rowCount, adds: true)
      for (index, entry) in slab.enumerated() {
        let result = Rows(work.buffers[5], stride: inputWidth)
        chains.collapse(
          work.inputBlocks.from(row: index * nodeCount), blockWidth: inputCount, into: result,
          using: Rows(work.buffers[6], stride: inputWidth), Rows(work.buffers[7], stride: inputWidth))
        result.copy(
          to: rows(of: inputGradient, entry: entry, channels: inputCount), rows: nodeCount,
          columns: inputCount)
      }
    }
  }

  /// Writes or adds `[h, x]ᵀ g` for the gradients `g` of all hops.
  private func addWeightGradients(
    _ weights: ConvolutionWeights<Scalar>, _ work: Workspace, _ adjoints: Rows<Scalar>, _ rowCount: Int,
    _ stateSum: UnsafeMutablePointer<Scalar>, _ inputSum: UnsafeMutablePointer<Scalar>, adds: Bool
  ) {
    let width = hopCount * weights.width
    let all = [graphode_span(first: 0, count: rowCount)]
    // An empty product is zero.
    Scalar.panelProduct(
      work.states, isTransposed: true, hasState ? all : [], adjoints, Rows(stateSum, stride: width),
      rows: channels, columns: width, adds: adds)
    Scalar.panelProduct(
      work.states.from(column: stateWidth), isTransposed: true, all, adjoints,
      Rows(inputSum, stride: width), rows: inputCount, columns: width, adds: adds)
  }

  /// Writes or adds the gradient in the state, `Σₖ gₖ Wₖᵀ`.
  private func addStateGradient(
    _ weights: ConvolutionWeights<Scalar>, _ packed: UnsafeMutablePointer<Scalar>,
    _ adjoints: Rows<Scalar>, _ rowCount: Int, to gradient: Rows<Scalar>, adds: Bool
  ) {
    Scalar.panelProduct(
      adjoints, isTransposed: false, [graphode_span(first: 0, count: hopCount * weights.width)],
      Rows(packed, stride: stateWidth), gradient, rows: rowCount, columns: stateWidth, adds: adds)
  }

  /// Writes or adds the gradient in the input of each hop, `g Wₖᵀ`, before the walks: they are narrower
  /// than the outputs.
  private func addInputBlocks(
    _ weights: ConvolutionWeights<Scalar>, _ work: Workspace, _ packed: UnsafeMutablePointer<Scalar>,
    _ adjoints: Rows<Scalar>, _ rowCount: Int, adds: Bool
  ) {
    Scalar.panelProduct(
      adjoints, isTransposed: false, [graphode_span(first: 0, count: weights.width)],
      Rows(packed, stride: inputBlocksWidth), work.inputBlocks, rows: rowCount,
      columns: inputBlocksWidth, adds: adds)
  }

  private func add(
    _ learned: LearnedHopGradient<Scalar>, _ work: Workspace, _ packed: UnsafeMutablePointer<Scalar>,
    _ adjoints: Rows<Scalar>, _ firstRow: Int, to sum: UnsafeMutablePointer<Scalar>
  ) {
    var spans = [graphode_span(first: 0, count: channels)]
    spans.append(graphode_span(first: stateWidth, count: inputCount))
    learned.add(
      inputs: work.states.from(row: firstRow), spans: spans, packed: packed,
      adjoints: adjoints.from(row: firstRow), to: sum, buffers: (work.buffers[8], work.buffers[9]))
  }

  private func collected(
    _ sums: [UnsafeMutablePointer<Scalar>], _ learned: Learned?, _ stateGradient: Tensor,
    _ inputGradient: Tensor
  ) -> GraphGRUCell.Gradient {
    func layer(
      _ weights: ConvolutionWeights<Scalar>, _ stateSum: UnsafeMutablePointer<Scalar>,
      _ inputSum: UnsafeMutablePointer<Scalar>, _ biasSum: UnsafeMutablePointer<Scalar>
    ) -> DiffusionConvolution.TangentVector {
      let outputCount = weights.blockCount * channels
      let weight = Tensor(
        uninitialized: [hopCount, weights.inputCount, outputCount], scalarType: Scalar.scalarType)
      let width = hopCount * weights.width
      weights.unpack(Rows(stateSum, stride: width), statePart, into: weight)
      weights.unpack(Rows(inputSum, stride: width), inputPart, into: weight)
      let bias = Tensor(uninitialized: [outputCount], scalarType: Scalar.scalarType)
      Rows<Scalar>(of: bias, stride: 0).start.update(from: biasSum, count: outputCount)
      return DiffusionConvolution.TangentVector(weight: weight, bias: bias)
    }
    var gradient = GraphGRUCell.Gradient()
    gradient.cell = GraphGRUCell.TangentVector(
      gates: layer(gates, sums[0], sums[1], sums[4]),
      candidate: layer(candidate, sums[2], sums[3], sums[5]))
    gradient.state = stateGradient
    gradient.input = inputGradient
    if let learned { gradient.supports.learnedAdjacency = learned.gates.unpack(sums[6]) }
    return gradient
  }
}

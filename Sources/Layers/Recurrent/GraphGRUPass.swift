import CKernels
import Graphs
import Tensors

/// One step of a graph GRU cell, slab by slab, in one number format.
///
/// A row of a slab holds the state and then the input, each with all its hops: `[h, P h, …, x, P x, …]`.
/// The gates `r, u, c` of all rows are kept for the gradient; nothing else is.
struct GraphGRUPass<Scalar: CellScalar> {
  let input: Tensor
  /// The state, or the shapeless zero.
  let state: Tensor
  /// Where the state jumps, or the shapeless zero for everywhere.
  let observed: Tensor
  let gates: ConvolutionWeights<Scalar>
  let candidate: ConvolutionWeights<Scalar>
  let gateBias: Tensor
  let candidateBias: Tensor
  let chains: HopChains<Scalar>
  let plan: SlabPlan
  let nodeCount: Int
  let inputCount: Int
  let channels: Int

  init(
    _ cell: GraphGRUCell, _ input: Tensor, _ state: Tensor, _ supports: DiffusionSupports,
    _ observed: Tensor
  ) {
    nodeCount = supports.nodeCount
    inputCount = cell.inputCount
    channels = cell.channelCount
    precondition(
      input.rank == 3 && input.shape[0] == nodeCount && input.shape[2] == inputCount,
      "An input of shape \(input.shape) does not fit a cell of \(inputCount) inputs over "
        + "\(nodeCount) nodes.")
    let stateShape = input.shape.replacing(axis: 2, with: channels)
    precondition(
      state.isShapelessZero || state.shape == stateShape,
      "A state of shape \(state.shape) does not fit: the cell and its input ask for \(stateShape).")
    let observedShape = input.shape.replacing(axis: 2, with: 1)
    precondition(
      observed.isShapelessZero || observed.shape == observedShape,
      "A mask of shape \(observed.shape) does not fit: the input asks for \(observedShape).")
    precondition(
      cell.gates.hopCount == supports.hopCount,
      "A cell over \(cell.gates.hopCount) hops does not fit supports of \(supports.hopCount).")
    for tensor in [input, state, observed] where !tensor.isShapelessZero {
      tensor.requireSameScalarType(as: cell.gates.weight)
    }
    self.input = input
    self.state = state
    self.observed = observed
    func weights(_ layer: DiffusionConvolution, blockCount: Int) -> ConvolutionWeights<Scalar> {
      ConvolutionWeights(
        weight: layer.weight.reshaped(to: [layer.hopCount * layer.inputCount, layer.outputCount]),
        hopCount: layer.hopCount, channels: layer.outputCount / blockCount, blockCount: blockCount)
    }
    gates = weights(cell.gates, blockCount: 2)
    candidate = weights(cell.candidate, blockCount: 1)
    gateBias = cell.gates.bias
    candidateBias = cell.candidate.bias
    chains = HopChains(supports)
    plan = SlabPlan(rowCount: nodeCount, entryCount: input.shape[1])
  }

  var hopCount: Int { gates.hopCount }
  var hasState: Bool { !state.isShapelessZero }
  var stateShape: Shape { input.shape.replacing(axis: 2, with: channels) }

  /// The places of input and state among the inputs of the convolutions.
  var inputPart: Range<Int> { 0..<inputCount }
  var statePart: Range<Int> { inputCount..<inputCount + channels }

  /// The columns of a hop of the state and of the input, padded.
  var stateWidth: Int { Scalar.padded(channels) }
  var inputWidth: Int { Scalar.padded(inputCount) }

  /// The distance of rows that hold all hops, and of saved rows.
  var hopStride: Int { Scalar.oddlyPadded(hopCount * (stateWidth + inputWidth)) }
  var savedStride: Int { 3 * stateWidth }

  /// Returns the rows of one entry of a tensor `[nodes, batch, channels]`.
  func rows(of tensor: Tensor, entry: Int, channels: Int) -> Rows<Scalar> {
    Rows(of: tensor, stride: plan.entryCount * channels).from(column: entry * channels)
  }

  func stateRows(entry: Int) -> Rows<Scalar>? {
    hasState ? rows(of: state, entry: entry, channels: channels) : nil
  }

  func observedRows(entry: Int) -> Rows<Scalar>? {
    observed.isShapelessZero ? nil : rows(of: observed, entry: entry, channels: 1)
  }

  /// The columns of a row that are multiplied by the weights.
  private var spans: [graphode_span] {
    let input = ConvolutionWeights<Scalar>.spans(
      from: hopCount * stateWidth, hopCount: hopCount, hopWidth: inputWidth, width: inputCount)
    if !hasState { return input }
    return ConvolutionWeights<Scalar>.spans(
      hopCount: hopCount, hopWidth: stateWidth, width: channels) + input
  }

  /// Returns the next state, and if `saves` the gates `[batch · nodes, 3 · padded channels]`.
  func output(saves: Bool) -> (output: Tensor, saved: Tensor) {
    if stateShape.elementCount == 0 {
      return (.zeros(stateShape, scalarType: Scalar.scalarType), .zero)
    }
    let output = Tensor(uninitialized: stateShape, scalarType: Scalar.scalarType)
    let saved =
      saves
      ? Tensor(uninitialized: [plan.entryCount * nodeCount, savedStride], scalarType: Scalar.scalarType)
      : .zero
    let packedRows = hopCount * ((hasState ? channels : 0) + inputCount)
    let counts = [packedRows * gates.width, packedRows * candidate.width]
    withScratch(of: Scalar.self, counts: counts) { packed in
      for (weights, (start, count)) in zip([gates, candidate], zip(packed, counts)) {
        if stateWidth > channels { start.clear(count) }
        let target = Rows(start, stride: weights.width)
        if hasState { weights.pack(statePart, hops: 0..<hopCount, into: target) }
        weights.pack(
          inputPart, hops: 0..<hopCount, into: target.from(row: hasState ? hopCount * channels : 0))
      }
      plan.forEachSlab { slab in
        let rowCount = plan.slabRowCount
        let counts = [rowCount * hopStride, saves ? 0 : rowCount * savedStride]
        withScratch(of: Scalar.self, counts: counts) { buffers in
          let hops = Rows(buffers[0], stride: hopStride)
          clearPadding(of: hops, hopCount: hopCount)
          let saved =
            saves
            ? Rows(of: saved, stride: savedStride).from(row: slab.lowerBound * nodeCount)
            : Rows(buffers[1], stride: savedStride)
          write(output, saved, hops, packed, slab)
        }
      }
    }
    return (output, saved)
  }

  /// Sets the columns of the first hop that are padded to zero: walks read them as well.
  ///
  /// Rows hold the state with all hops, and then the input.
  func clearPadding(of rows: Rows<Scalar>, hopCount: Int) {
    if stateWidth > channels { rows.clear(rows: plan.slabRowCount, columns: stateWidth) }
    rows.from(column: hopCount * stateWidth).clear(rows: plan.slabRowCount, columns: inputWidth)
  }

  private func write(
    _ output: Tensor, _ saved: Rows<Scalar>, _ hops: Rows<Scalar>,
    _ packed: [UnsafeMutablePointer<Scalar>], _ slab: Range<Int>
  ) {
    let rowCount = slab.count * nodeCount
    for (index, entry) in slab.enumerated() {
      let hops = hops.from(row: index * nodeCount)
      let inputs = hops.from(column: hopCount * stateWidth)
      rows(of: input, entry: entry, channels: inputCount).copy(
        to: inputs, rows: nodeCount, columns: inputCount)
      chains.fill(inputs, hopWidth: inputWidth, width: inputWidth, transposed: false)
      if let state = stateRows(entry: entry) {
        state.copy(to: hops, rows: nodeCount, columns: channels)
        chains.fill(hops, hopWidth: stateWidth, width: stateWidth, transposed: false)
      }
    }
    let spans = spans
    Scalar.panelProduct(
      hops, isTransposed: false, spans, Rows(packed[0], stride: gates.width), saved, rows: rowCount,
      columns: gates.width, adds: false)
    for (index, entry) in slab.enumerated() {
      let hops = hops.from(row: index * nodeCount)
      Scalar.gates(
        saved.from(row: index * nodeCount), block: stateWidth,
        bias: Rows(of: gateBias, stride: 0).start, state: stateRows(entry: entry), resetState: hops,
        rows: nodeCount, channels: channels)
      if hasState { chains.fill(hops, hopWidth: stateWidth, width: stateWidth, transposed: false) }
    }
    Scalar.panelProduct(
      hops, isTransposed: false, spans, Rows(packed[1], stride: candidate.width),
      saved.from(column: 2 * stateWidth), rows: rowCount, columns: candidate.width, adds: false)
    for (index, entry) in slab.enumerated() {
      Scalar.output(
        saved.from(row: index * nodeCount), block: stateWidth,
        bias: Rows(of: candidateBias, stride: 0).start, state: stateRows(entry: entry),
        observed: observedRows(entry: entry),
        rows(of: output, entry: entry, channels: channels), rows: nodeCount, channels: channels)
    }
  }
}

import CKernels
import Tensors

extension GRUPass {
  /// Where the gates `r, u, c` of the input and `r, u, q` of the state lie in a row of adjoints.
  private var inputSpans: [graphode_span] { [graphode_span(first: 0, count: 3 * gateWidth)] }
  private var stateSpans: [graphode_span] {
    [
      graphode_span(first: 0, count: 2 * gateWidth),
      graphode_span(first: 3 * gateWidth, count: gateWidth),
    ]
  }

  /// Writes weights as the adjoints of their gates are multiplied by them, `[3 · gateWidth, inputs]`.
  private func packTransposed(_ weight: Tensor, into target: Rows<Scalar>) {
    for gate in 0..<3 {
      Rows(of: weight, stride: 3 * channels).from(column: gate * channels).transpose(
        to: target.from(row: gate * gateWidth), rows: weight.shape[0], columns: channels)
    }
  }

  /// Returns the gradients, given that of the next state.
  func gradient(_ upstream: Tensor, _ saved: Tensor, ofInput: Bool) -> GRUCell.Gradient {
    precondition(
      upstream.shape == stateShape && upstream.scalarType == Scalar.scalarType,
      "A gradient of shape \(upstream.shape), \(upstream.scalarType), does not fit a state of shape "
        + "\(stateShape), \(Scalar.scalarType).")
    if stateShape.elementCount == 0 { return GRUCell.Gradient() }
    let sums = PartialSums<Scalar>(
      groupCount: plan.groupCount,
      counts: [inputCount * 3 * gateWidth, channels * 3 * gateWidth, 4 * channels])
    var gradient = GRUCell.Gradient()
    if hasState {
      gradient.state = Tensor(uninitialized: stateShape, scalarType: Scalar.scalarType)
    }
    if ofInput { gradient.input = Tensor(uninitialized: input.shape, scalarType: Scalar.scalarType) }
    let inputWidth = Scalar.padded(inputCount)
    let counts = [
      ofInput ? 3 * gateWidth * inputWidth : 0, hasState ? 3 * gateWidth * gateWidth : 0,
    ]
    withScratch(of: Scalar.self, counts: counts) { packed in
      for (start, count) in zip(packed, counts) { start.clear(count) }
      if ofInput { packTransposed(cell.inputWeight, into: Rows(packed[0], stride: inputWidth)) }
      if hasState { packTransposed(cell.stateWeight, into: Rows(packed[1], stride: gateWidth)) }
      plan.forEachGroup { group, entries in
        sums.clear(group: group, from: 0)
        addGradients(
          of: entries, upstream, saved, Rows(packed[0], stride: inputWidth),
          Rows(packed[1], stride: gateWidth), to: sums.sums(ofGroup: group), gradient)
      }
    }
    gradient.cell = collected(sums.total())
    return gradient
  }

  private func addGradients(
    of entries: Range<Int>, _ upstream: Tensor, _ saved: Tensor, _ inputWeights: Rows<Scalar>,
    _ stateWeights: Rows<Scalar>, to sums: [UnsafeMutablePointer<Scalar>], _ gradient: GRUCell.Gradient
  ) {
    let counts = [savedStride, gateWidth, Scalar.padded(inputCount)].map { plan.slabRowCount * $0 }
    withScratch(of: Scalar.self, counts: counts) { buffers in
      // Padding is read as well, and must be numbers.
      buffers[0].clear(counts[0])
      let adjoints = Rows(buffers[0], stride: savedStride)
      let stateGradients = Rows(buffers[1], stride: gateWidth)
      let inputGradients = Rows(buffers[2], stride: Scalar.padded(inputCount))
      plan.forEachSlab(of: entries) { slab in
        let first = slab.lowerBound
        Scalar.stepPullback(
          Rows(of: saved, stride: savedStride).from(row: first), block: gateWidth,
          state: states?.from(row: first), observed: observations?.from(row: first),
          upstream: Rows(of: upstream, stride: channels).from(row: first), gradient: adjoints,
          stateGradient: stateGradients, sums: sums[2], rows: slab.count, channels: channels)
        addWeightGradients(adjoints, slab, to: sums)
        if hasState {
          Scalar.panelProduct(
            adjoints, isTransposed: false, stateSpans, stateWeights, stateGradients, rows: slab.count,
            columns: gateWidth, adds: true)
          stateGradients.copy(
            to: Rows(of: gradient.state, stride: channels).from(row: first), rows: slab.count,
            columns: channels)
        }
        if !gradient.input.isShapelessZero {
          Scalar.panelProduct(
            adjoints, isTransposed: false, inputSpans, inputWeights, inputGradients, rows: slab.count,
            columns: inputGradients.stride, adds: false)
          inputGradients.copy(
            to: Rows(of: gradient.input, stride: inputCount).from(row: first), rows: slab.count,
            columns: inputCount)
        }
      }
    }
  }

  private func addWeightGradients(
    _ adjoints: Rows<Scalar>, _ slab: Range<Int>, to sums: [UnsafeMutablePointer<Scalar>]
  ) {
    let all = [graphode_span(first: 0, count: slab.count)]
    Scalar.panelProduct(
      inputs.from(row: slab.lowerBound), isTransposed: true, all, adjoints,
      Rows(sums[0], stride: 3 * gateWidth), rows: inputCount, columns: 3 * gateWidth, adds: true)
    guard let states = states?.from(row: slab.lowerBound) else { return }
    let target = Rows(sums[1], stride: 3 * gateWidth)
    Scalar.panelProduct(
      states, isTransposed: true, all, adjoints, target, rows: channels, columns: 2 * gateWidth,
      adds: true)
    Scalar.panelProduct(
      states, isTransposed: true, all, adjoints.from(column: 3 * gateWidth),
      target.from(column: 2 * gateWidth), rows: channels, columns: gateWidth, adds: true)
  }

  private func collected(_ sums: [UnsafeMutablePointer<Scalar>]) -> GRUCell.TangentVector {
    func weight(_ sum: UnsafeMutablePointer<Scalar>, rows: Int) -> Tensor {
      let result = Tensor(uninitialized: [rows, 3 * channels], scalarType: Scalar.scalarType)
      for gate in 0..<3 {
        Rows(sum, stride: 3 * gateWidth).from(column: gate * gateWidth).copy(
          to: Rows(of: result, stride: 3 * channels).from(column: gate * channels), rows: rows,
          columns: channels)
      }
      return result
    }
    /// The sums of three gates, of which the last is `c` beside the input and `q` beside the state.
    func bias(last: Int) -> Tensor {
      let result = Tensor(uninitialized: [3 * channels], scalarType: Scalar.scalarType)
      let start = Rows<Scalar>(of: result, stride: 0).start
      start.update(from: sums[2], count: 2 * channels)
      (start + 2 * channels).update(from: sums[2] + last * channels, count: channels)
      return result
    }
    return GRUCell.TangentVector(
      inputWeight: weight(sums[0], rows: inputCount), stateWeight: weight(sums[1], rows: channels),
      inputBias: bias(last: 2), stateBias: bias(last: 3))
  }
}

import CKernels
import Tensors

/// One step of a GRU cell, slab by slab, in one number format.
///
/// Saved rows hold the gates `r, u, c` and `q`, the state's part of the candidate before the gate `r`.
struct GRUPass<Scalar: CellScalar> {
  let cell: GRUCell
  let input: Tensor
  /// The state, or the shapeless zero.
  let state: Tensor
  /// Where the state jumps, or the shapeless zero for everywhere.
  let observed: Tensor
  let plan: SlabPlan

  init(_ cell: GRUCell, _ input: Tensor, _ state: Tensor, _ observed: Tensor) {
    precondition(
      input.rank >= 1 && input.shape.last == cell.inputCount,
      "An input of shape \(input.shape) does not fit a cell of \(cell.inputCount) inputs.")
    let stateShape = input.shape.replacing(axis: input.rank - 1, with: cell.channelCount)
    precondition(
      state.isShapelessZero || state.shape == stateShape,
      "A state of shape \(state.shape) does not fit: the cell and its input ask for \(stateShape).")
    let observedShape = input.shape.replacing(axis: input.rank - 1, with: 1)
    precondition(
      observed.isShapelessZero || observed.shape == observedShape,
      "A mask of shape \(observed.shape) does not fit: the input asks for \(observedShape).")
    for tensor in [input, state, observed] where !tensor.isShapelessZero {
      tensor.requireSameScalarType(as: cell.stateWeight)
    }
    self.cell = cell
    self.input = input
    self.state = state
    self.observed = observed
    plan = SlabPlan(rowCount: 1, entryCount: input.shape.dropLast().reduce(1, *))
  }

  var hasState: Bool { !state.isShapelessZero }
  var inputCount: Int { cell.inputCount }
  var channels: Int { cell.channelCount }
  var stateShape: Shape { input.shape.replacing(axis: input.rank - 1, with: channels) }

  /// The columns of a gate, padded, and of a saved row.
  var gateWidth: Int { Scalar.padded(channels) }
  var savedStride: Int { 4 * gateWidth }

  var inputs: Rows<Scalar> { Rows(of: input, stride: inputCount) }
  var states: Rows<Scalar>? { hasState ? Rows(of: state, stride: channels) : nil }
  var observations: Rows<Scalar>? { observed.isShapelessZero ? nil : Rows(of: observed, stride: 1) }

  private func biases(_ tensor: Tensor) -> UnsafePointer<Scalar> {
    UnsafePointer(Rows(of: tensor, stride: 0).start)
  }

  /// Writes weights with each gate padded, `[rows, 3 · gateWidth]`.
  private func pack(_ weight: Tensor, into target: Rows<Scalar>) {
    for gate in 0..<3 {
      Rows(of: weight, stride: 3 * channels).from(column: gate * channels).copy(
        to: target.from(column: gate * gateWidth), rows: weight.shape[0], columns: channels)
    }
  }

  /// Returns the next state, and if `saves` what the gradient needs, `[rows, 4 · padded channels]`.
  func output(saves: Bool) -> (output: Tensor, saved: Tensor) {
    if stateShape.elementCount == 0 {
      return (.zeros(stateShape, scalarType: Scalar.scalarType), .zero)
    }
    let output = Tensor(uninitialized: stateShape, scalarType: Scalar.scalarType)
    let saved =
      saves
      ? Tensor(uninitialized: [plan.entryCount, savedStride], scalarType: Scalar.scalarType) : .zero
    let counts = [inputCount * 3 * gateWidth, channels * 3 * gateWidth]
    withScratch(of: Scalar.self, counts: counts) { packed in
      for (index, weight) in [cell.inputWeight, cell.stateWeight].enumerated() {
        packed[index].clear(counts[index])
        pack(weight, into: Rows(packed[index], stride: 3 * gateWidth))
      }
      plan.forEachSlab { slab in
        withScratch(of: Scalar.self, counts: [saves ? 0 : plan.slabRowCount * savedStride]) { buffers in
          let saved =
            saves
            ? Rows(of: saved, stride: savedStride).from(row: slab.lowerBound)
            : Rows(buffers[0], stride: savedStride)
          write(output, saved, packed.map { Rows($0, stride: 3 * gateWidth) }, slab)
        }
      }
    }
    return (output, saved)
  }

  private func write(
    _ output: Tensor, _ saved: Rows<Scalar>, _ packed: [Rows<Scalar>], _ slab: Range<Int>
  ) {
    let first = slab.lowerBound
    Scalar.panelProduct(
      inputs.from(row: first), isTransposed: false, [graphode_span(first: 0, count: inputCount)],
      packed[0], saved, rows: slab.count, columns: 3 * gateWidth, adds: false)
    // The state's part of the candidate is kept apart from the input's.
    let all = [graphode_span(first: 0, count: hasState ? channels : 0)]
    let states = states?.from(row: first) ?? inputs
    Scalar.panelProduct(
      states, isTransposed: false, all, packed[1], saved, rows: slab.count, columns: 2 * gateWidth,
      adds: true)
    Scalar.panelProduct(
      states, isTransposed: false, all, packed[1].from(column: 2 * gateWidth),
      saved.from(column: 3 * gateWidth), rows: slab.count, columns: gateWidth, adds: false)
    Scalar.step(
      saved, block: gateWidth, inputBias: biases(cell.inputBias), stateBias: biases(cell.stateBias),
      state: self.states?.from(row: first), observed: observations?.from(row: first),
      Rows(of: output, stride: channels).from(row: first), rows: slab.count, channels: channels)
  }
}

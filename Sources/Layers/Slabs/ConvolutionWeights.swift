import CKernels
import Tensors

/// The weights of a diffusion convolution, copied into the order in which kernels read them.
///
/// Outputs come in one or more blocks of `channels`, each padded to whole panels. Inputs come in parts,
/// such as the input and the state of a cell.
struct ConvolutionWeights<Scalar: CellScalar> {
  /// The weights as the layer holds them, `[hopCount · inputCount, blockCount · channels]`.
  let weight: Tensor
  let hopCount: Int
  let channels: Int
  let blockCount: Int

  /// The number of inputs of a hop, all parts together.
  var inputCount: Int { weight.shape[0] / hopCount }

  /// The columns of a block, padded.
  var blockWidth: Int { Scalar.padded(channels) }

  /// The columns of all blocks.
  var width: Int { blockCount * blockWidth }

  private func row(_ hop: Int, _ input: Int) -> Rows<Scalar> {
    Rows(of: weight, stride: blockCount * channels).from(row: hop * inputCount + input)
  }

  /// Writes the weights of some inputs as they are multiplied from the left: a row for each hop and
  /// input, `width` columns, zeros where those are padded.
  func pack(_ inputs: Range<Int>, hops: Range<Int>, into target: Rows<Scalar>) {
    for (index, hop) in hops.enumerated() {
      for block in 0..<blockCount {
        row(hop, inputs.lowerBound).from(column: block * channels).copy(
          to: target.from(row: index * inputs.count, column: block * blockWidth), rows: inputs.count,
          columns: channels)
      }
    }
  }

  /// Writes the weights of some inputs as gradients of all hops are multiplied by them: a row for each
  /// hop and padded output, a column for each input.
  func packTransposed(_ inputs: Range<Int>, into target: Rows<Scalar>) {
    for hop in 0..<hopCount {
      packTransposed(inputs, hop: hop, into: target.from(row: hop * width))
    }
  }

  /// Writes the weights of some inputs as the gradient of hop 0 is multiplied by them before it is
  /// brought back along the hops: a row for each padded output, a column for each hop and input.
  func packTransposedBesideEachOther(_ inputs: Range<Int>, into target: Rows<Scalar>) {
    for hop in 0..<hopCount {
      packTransposed(inputs, hop: hop, into: target.from(column: hop * inputs.count))
    }
  }

  private func packTransposed(_ inputs: Range<Int>, hop: Int, into target: Rows<Scalar>) {
    for block in 0..<blockCount {
      row(hop, inputs.lowerBound).from(column: block * channels).transpose(
        to: target.from(row: block * blockWidth), rows: inputs.count, columns: channels)
    }
  }

  /// Copies gradients of the weights of some inputs, a row for each input, and columns for each hop
  /// and padded output, to their places in `gradient`.
  func unpack(_ source: Rows<Scalar>, _ inputs: Range<Int>, into gradient: Tensor) {
    let target = Rows<Scalar>(of: gradient, stride: blockCount * channels)
    for hop in 0..<hopCount {
      for block in 0..<blockCount {
        source.from(column: hop * width + block * blockWidth).copy(
          to: target.from(row: hop * inputCount + inputs.lowerBound, column: block * channels),
          rows: inputs.count, columns: channels)
      }
    }
  }

  /// The places of a part's columns where hops are `hopWidth` apart, first the given column.
  static func spans(from first: Int = 0, hopCount: Int, hopWidth: Int, width: Int) -> [graphode_span] {
    hopWidth == width
      ? [graphode_span(first: first, count: hopCount * width)]
      : (0..<hopCount).map { graphode_span(first: first + $0 * hopWidth, count: width) }
  }
}

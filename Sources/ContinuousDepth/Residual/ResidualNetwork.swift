public import Integrators
public import Layers
public import Tensors

/// A residual network close to the identity: `x ← x + h f_k(x, t_k)` for its blocks `k = 0, …, K − 1`.
///
/// The step `h` is the length of the span divided by `K`, and `t_k = t₀ + k h`. This is Euler's explicit
/// method with `K` steps for the field that is `f_k` from `t_k` to `t_{k+1}`, exactly and not in the limit.
/// With blocks that start alike a fresh block moves the state by `1 / K` of what the whole network does, so
/// that networks of every depth start equally far from the identity, and with blocks that change slowly
/// over depth they converge to one flow, with an error of order `1 / K`.
///
/// Reference: J. Ruseckas, "Differential equations as models of deep neural networks", 2019,
/// arXiv:1909.03767; E. Haber and L. Ruthotto, "Stable architectures for deep neural networks", Inverse
/// Problems 34, 2018.
public struct ResidualNetwork<Block: VectorField & Parameterized>: Parameterized
where Block.State == Tensor {
  /// The blocks `f_k`, at least one.
  public var blocks: [Block]

  /// The depths from the first block to behind the last.
  @noDerivative public let span: TimeSpan

  /// Creates a network from its blocks.
  ///
  /// - Parameters:
  ///   - blocks: The blocks `f_k`, at least one.
  ///   - span: The depths from the first block to behind the last.
  @differentiable(reverse)
  public init(_ blocks: [Block], over span: TimeSpan = TimeSpan(from: 0, to: 1)) {
    precondition(!blocks.isEmpty, "A network of 0 blocks has no step.")
    self.blocks = blocks
    self.span = withoutDerivative(at: span)
  }

  /// Creates a network of a number of blocks, each as `block` makes it.
  ///
  /// - Parameters:
  ///   - depth: The number of blocks, positive.
  ///   - span: The depths from the first block to behind the last.
  ///   - generator: The source of random numbers; each block draws from a stream of its own, so that the
  ///     first ones are the same in networks of every depth.
  ///   - block: Makes a block from its index and a source of random numbers. It need not be scaled: the
  ///     step does that.
  public init(
    depth: Int, over span: TimeSpan = TimeSpan(from: 0, to: 1), using generator: RandomGenerator,
    block: (_ index: Int, _ generator: inout RandomGenerator) -> Block
  ) {
    precondition(depth > 0, "The number of blocks is \(depth), but must be positive.")
    self.init(
      (0..<depth).map { index in
        var generator = generator.split(UInt64(index))
        return block(index, &generator)
      }, over: span)
  }

  /// The step `h` from block to block.
  public var step: Double { grid.step }

  /// The depths `t_k` of the blocks.
  public var times: [Double] { blocks.indices.map(grid.time) }

  private var grid: DepthGrid {
    DepthGrid(start: span.start, step: (span.end - span.start) / Double(blocks.count))
  }

  /// Returns the output for an input of any shape that the blocks accept, of its shape.
  @differentiable(reverse)
  public func callAsFunction(_ input: Tensor) -> Tensor {
    output(of: input, through: blocks, on: withoutDerivative(at: grid))
  }

  /// Shows the parameters of each block, as those of `blocks`, to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("blocks", &blocks, gradient.blocks)
  }

  /// Lets each block bring its parameters back to where they must lie.
  public mutating func projectParameters() {
    for index in blocks.indices { blocks[index].projectParameters() }
  }
}

extension ResidualNetwork: Sendable where Block: Sendable {}

/// The depths of the blocks.
private struct DepthGrid {
  let start: Double
  let step: Double

  func time(_ index: Int) -> Double { start + Double(index) * step }
}

/// Returns `x + h f(x, t)`.
@differentiable(reverse)
private func residualStep<Block: VectorField>(
  _ block: Block, _ state: Tensor, _ index: Int, on grid: DepthGrid
) -> Tensor where Block.State == Tensor {
  state
    + block(state, at: withoutDerivative(at: grid.time(index))).scaled(by: withoutDerivative(at: grid.step))
}

/// Returns the output of the last block.
@differentiable(reverse)
private func output<Block: VectorField>(
  of input: Tensor, through blocks: [Block], on grid: DepthGrid
) -> Tensor where Block.State == Tensor {
  var state = input
  for index in blocks.indices { state = residualStep(blocks[index], state, index, on: grid) }
  return state
}

@derivative(of: output)
private func _vjpOutput<Block: VectorField>(
  of input: Tensor, through blocks: [Block], on grid: DepthGrid
) -> (value: Tensor, pullback: (Tensor) -> (Tensor, [Block].TangentVector)) where Block.State == Tensor {
  var state = input
  var pullbacks: [(Tensor) -> (Block.TangentVector, Tensor)] = []
  for index in blocks.indices {
    let (next, pullback) = valueWithPullback(at: blocks[index], state) {
      residualStep($0, $1, index, on: grid)
    }
    state = next
    pullbacks.append(pullback)
  }
  return (
    state,
    { upstream in
      if upstream.isShapelessZero { return (.zero, .zero) }
      var gradient = upstream
      var parts: [Block.TangentVector] = []
      for pullback in pullbacks.reversed() {
        let (part, before) = pullback(gradient)
        parts.append(part)
        gradient = before
      }
      return (gradient, .init(parts.reversed()))
    }
  )
}

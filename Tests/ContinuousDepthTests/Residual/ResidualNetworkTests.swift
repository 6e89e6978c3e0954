import ContinuousDepth
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `f(x, t) = tanh(x W) (1 + t)`.
private struct Block: VectorField, Parameterized, Sendable {
  var weight: Tensor

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    tanh(matmul(state, weight)) * (1 + time)
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("weight", &weight, gradient.weight)
  }
}

/// The field that is one block after the other, each for the same time, and sees the time at which it began.
private struct Stairs: VectorField {
  @noDerivative let blocks: [Block]
  @noDerivative let times: [Double]

  var jumpTimes: [Double] { Array(times.dropFirst()) }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let index = withoutDerivative(at: (times.lastIndex { $0 <= time } ?? 0))
    return withoutDerivative(at: blocks[index])(state, at: withoutDerivative(at: times[index]))
  }
}

@Suite("Residual networks close to the identity")
struct ResidualNetworkTests {
  let input = samples([4, 3], seed: 1)

  private func blocks(_ count: Int) -> [Block] {
    (0..<count).map { Block(weight: samples([3, 3], from: -2, to: 2, seed: 10 + $0)) }
  }

  @Test(
    "A network is Euler's method for the field that is one block after the other",
    arguments: [1, 2, 7], [TimeSpan(from: 0, to: 1), TimeSpan(from: 0.4, to: 2.9)])
  func euler(_ count: Int, _ span: TimeSpan) {
    let network = ResidualNetwork(blocks(count), over: span)
    let stairs = Stairs(blocks: network.blocks, times: network.times)
    let solution = solve(stairs, from: input, over: span, with: Solver(.euler, .steps(count)))
    #expect(solution.statistics.steps == count)
    // Steps end and begin a few rounding errors from each jump.
    #expect(largestDifference(network(input), solution.end) < 1e-12)
  }

  @Test("Gradients in the input and in each block are exact")
  func gradients() {
    let (input, blocks) = (input, blocks(3))
    let network = ResidualNetwork(blocks, over: TimeSpan(from: 0.2, to: 1.7))
    #expect(gradientError(at: input) { network($0) } < 1e-8)
    for index in blocks.indices {
      let error = gradientError(at: blocks[index].weight) { weight in
        changed(network, index, to: weight)(input)
      }
      #expect(error < 1e-8)
    }
  }

  @Test("A gradient of nothing is nothing")
  func zeroGradient() {
    let network = ResidualNetwork(blocks(3))
    let (networkGradient, inputGradient) = pullback(at: network, input) { $0($1) }(.zero)
    #expect(inputGradient.isShapelessZero && networkGradient.blocks.base.isEmpty)
  }

  @Test("With weights that change slowly over depth, networks converge to one flow as 1/K")
  func convergence() {
    func weight(_ time: Double) -> Tensor { samples([3, 3], from: -2, to: 2, seed: 3) * cos(time) }
    func end(_ depth: Int) -> Tensor {
      let times = (0..<depth).map { Double($0) / Double(depth) }
      return ResidualNetwork(times.map { Block(weight: weight($0)) })(input)
    }
    let limit = end(1 << 12).scaled(by: 2) - end(1 << 11)
    let errors = [32, 64].map { largestDifference(end($0), limit) }
    #expect(abs(log2(errors[0] / errors[1]) - 1) < 0.1)
  }

  @Test("A fresh network of any depth is equally far from the identity, and each of its blocks 1/K of that")
  func nearTheIdentity() {
    let networks = [8, 32, 128].map { depth in
      ResidualNetwork(depth: depth, using: RandomGenerator(seed: 4)) { _, generator in
        Block(
          weight: Initialiser.glorotUniform.weight(3, 3, scalarType: .float64, using: &generator))
      }
    }
    for network in networks {
      let (whole, one) = (network(input) - input, network.blocks[0](input, at: 0).scaled(by: network.step))
      #expect(network.step == 1 / Double(network.blocks.count))
      // Velocities are below 2 in each element, since tanh is below 1.
      #expect(largestDifference(whole, .zeros(like: whole)) < 2)
      #expect(largestDifference(one, .zeros(like: one)) < 1 / Double(network.blocks.count))
    }
    let first = networks.map { $0.blocks[3].weight.elements }
    #expect(first[0] == first[1] && first[1] == first[2])
    #expect(networks[0].blocks[0].weight.elements != networks[0].blocks[1].weight.elements)
  }

  @Test("Parameters are those of the blocks, in their order")
  func names() {
    #expect(
      ResidualNetwork(blocks(2)).namedParameters.map(\.name) == ["blocks.0.weight", "blocks.1.weight"])
  }
}

/// Returns the network with another weight in one of its blocks.
@differentiable(reverse,wrt: weight)
private func changed(
  _ network: ResidualNetwork<Block>, _ index: Int, to weight: Tensor
) -> ResidualNetwork<Block> {
  let before = withoutDerivative(at: Array(network.blocks[..<index]))
  let after = withoutDerivative(at: Array(network.blocks[(index + 1)...]))
  let span = withoutDerivative(at: network.span)
  return ResidualNetwork(before + [Block(weight: weight)] + after, over: span)
}

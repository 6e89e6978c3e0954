import Foundation
import Layers
import Tensors
import Testing
import _TestSupport

@testable import GraphODE

@Suite("Read-outs of forecasts")
struct ForecastReadoutTests {
  private func readout() -> ForecastReadout {
    var generator = RandomGenerator(seed: 1)
    return ForecastReadout(
      channels: 3, clockChannels: 2, embeddingChannels: 2, hiddenChannels: 4, scalarType: .float64,
      using: &generator)
  }

  @Test("The last reading is forgotten at its rate, and all else does not see it")
  func forgetting() {
    var readout = readout()
    readout.forgetting = Tensor(shape: [1], elements: [0.4], scalarType: .float64)
    let (states, nodes) = (samples([5, 2, 3], seed: 1), samples([5, 2, 4], seed: 2))
    let moment = samples([5, 2, 3], from: 0.1, to: 2, seed: 3)
    let last = samples([5, 2, 1], seed: 4)
    let without = readout(states, at: moment, of: nodes, from: .zero)
    let found = readout(states, at: moment, of: nodes, from: last) - without
    // The time since the last reading is the last channel of the moment.
    let rate = log(1 + exp(0.4))
    let expected = last.elements.indices.map { exp(-rate * moment.elements[3 * $0 + 2]) * last.elements[$0] }
    #expect(
      largestDifference(found, Tensor(shape: [5, 2, 1], elements: expected, scalarType: .float64)) < 1e-14)
  }

  @Test("Without a last reading it is a network of two layers")
  func layers() {
    let readout = readout()
    let (states, nodes) = (samples([5, 2, 3], seed: 1), samples([5, 2, 4], seed: 2))
    let moment = samples([5, 2, 3], seed: 3)
    let joint = Linear(
      weight: concatenated([readout.state.weight, readout.time.weight], alongAxis: 0),
      bias: readout.state.bias)
    let hidden = relu(joint(concatenated([states, moment], alongAxis: 2)) + nodes)
    #expect(
      largestDifference(
        readout(states, at: moment, of: nodes, from: .zero), readout.output(hidden)) < 1e-14)
  }
}

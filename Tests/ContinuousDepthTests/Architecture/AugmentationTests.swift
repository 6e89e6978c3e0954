import ContinuousDepth
import Integrators
import Layers
import Tensors
import Testing
import _TestSupport

@Suite("Augmentation")
struct AugmentationTests {
  let input = samples([5, 2], seed: 1)
  let solver = Solver(.rk4, .steps(8))

  private func model(
    _ augmentation: Augmentation, weight: Tensor, decoder: Tensor
  ) -> AugmentedFlow<Perceptron> {
    AugmentedFlow(
      augmentation,
      through: DepthFlow(Perceptron(weight: weight), over: TimeSpan(from: 0, to: 1), with: solver),
      to: Linear(weight: decoder))
  }

  @Test("Channels are appended: zeros, or a layer of the input, at any rank")
  func channels() {
    let zeros = Augmentation(byZeros: 3)
    #expect(
      largestDifference(
        zeros(input), concatenated([input, .zeros([5, 3], scalarType: .float64)], alongAxis: 1)) == 0)
    let layer = Linear(weight: samples([2, 3], seed: 5), bias: samples([3], seed: 6))
    let learned = Augmentation(by: layer)
    #expect(learned.addedChannels == 3)
    #expect(largestDifference(learned(input), concatenated([input, layer(input)], alongAxis: 1)) == 0)
    let batch = input.reshaped(to: [5, 1, 2])
    #expect(learned(batch).shape == [5, 1, 5] && zeros(batch).shape == [5, 1, 5])
    #expect(Augmentation(byZeros: 0)(input).elements == input.elements)
  }

  @Test("Gradients in input, layer, field and decoder are exact")
  func gradients() {
    let (input, solver) = (input, solver)
    let (layer, bias) = (samples([2, 2], seed: 5), samples([2], seed: 6))
    let (weight, decoder) = (samples([4, 4], seed: 7), samples([4, 3], seed: 8))
    let errors = [
      gradientError(at: input) { output($0, layer, bias, weight, decoder, solver) },
      gradientError(at: layer) { output(input, $0, bias, weight, decoder, solver) },
      gradientError(at: bias) { output(input, layer, $0, weight, decoder, solver) },
      gradientError(at: weight) { output(input, layer, bias, $0, decoder, solver) },
      gradientError(at: decoder) { output(input, layer, bias, weight, $0, solver) },
      gradientError(at: input) { Augmentation(byZeros: 2)($0) },
    ]
    for error in errors { #expect(error < 1e-8) }
  }

  @Test("A decoder that reads all channels reads what the flow put into added ones, and learns from it")
  func readsAddedChannels() {
    var generator = RandomGenerator(seed: 3)
    let augmentation = Augmentation(byZeros: 2)
    let decoder = augmentation.decoder(of: 2, to: 3, scalarType: .float64, using: &generator)
    #expect(decoder.weight.shape == [4, 3])
    let model = model(augmentation, weight: samples([4, 4], seed: 7), decoder: decoder.weight)
    let gradient = pullback(at: model) { [input] in $0(input) }(
      weights(like: .zeros([5, 3], scalarType: .float64)))
    let added = gradient.decoder.weight.sliced(alongAxis: 0, 2..<4)
    #expect(added.norm().scalar > 0.1)
    let crossing = gradient.flow.field.weight.sliced(alongAxis: 0, 2..<4).sliced(alongAxis: 1, 0..<2)
    #expect(crossing.norm().scalar > 0.01)
  }

  @Test("Added zeros are inert where no weight leads to them or away, and the decoder does not read them")
  func inert() {
    let mixing = samples([2, 2], seed: 7)
    let blocks = concatenated(
      [
        concatenated([mixing, .zeros([2, 2], scalarType: .float64)], alongAxis: 1),
        concatenated([.zeros([2, 2], scalarType: .float64), samples([2, 2], seed: 9)], alongAxis: 1),
      ], alongAxis: 0)
    let reader = concatenated(
      [samples([2, 3], seed: 8), .zeros([2, 3], scalarType: .float64)], alongAxis: 0)
    let augmented = model(Augmentation(byZeros: 2), weight: blocks, decoder: reader)
    let plain = model(Augmentation(byZeros: 0), weight: mixing, decoder: samples([2, 3], seed: 8))
    #expect(largestDifference(augmented(input), plain(input)) < 1e-14)
    let upstream = weights(like: .zeros([5, 3], scalarType: .float64))
    let gradient = pullback(at: augmented) { [input] in $0(input) }(upstream)
    // Neither what is read of them, nor what is done with them, nor what leads to them gets a gradient.
    #expect(gradient.decoder.weight.sliced(alongAxis: 0, 2..<4).norm().scalar == 0)
    #expect(gradient.flow.field.weight.sliced(alongAxis: 0, 2..<4).norm().scalar == 0)
    #expect(gradient.flow.field.weight.sliced(alongAxis: 1, 2..<4).norm().scalar == 0)
    #expect(gradient.flow.field.weight.norm().scalar > 0.1)
  }

  @Test("Two values on a line change places with an added channel, which no flow on the line can do")
  func crossing() {
    // The added channel turns the plane by half a turn.
    let turn = Turn()
    let start = Augmentation(byZeros: 1)(Tensor(shape: [2, 1], elements: [-1, 1], scalarType: .float64))
    let end = integrate(turn, from: start, over: 0...Double.pi, with: Solver(.dormandPrince8, .steps(40)))
    #expect(largestDifference(end.sliced(alongAxis: 1, 0..<1), -start.sliced(alongAxis: 1, 0..<1)) < 1e-12)
  }

  @Test("Zeros have no parameters, and a model passes a solver on to its flow")
  func parameters() {
    var model = model(
      Augmentation(by: Linear(weight: samples([2, 2]), bias: samples([2]))), weight: samples([4, 4]),
      decoder: samples([4, 1]))
    #expect(
      model.namedParameters.map(\.name) == [
        "augmentation.weight", "augmentation.bias", "flow.field.weight", "decoder.weight",
      ])
    #expect(Augmentation(byZeros: 2).namedParameters.isEmpty)
    model.solver = Solver(.euler, .steps(1))
    #expect(model.flow.solver == model.solver)
    model.solver.stepLimit = 1
    model.solver.stepControl = .steps(4)
    let lost = model(input).elements
    #expect(lost.allSatisfy { $0.isNaN })
  }
}

/// A rotation of the plane, one radian a unit of time.
private struct Turn: VectorField {
  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    matmul(state, Tensor(shape: [2, 2], elements: [0, 1, -1, 0], scalarType: .float64))
  }
}

@differentiable(reverse)
private func output(
  _ input: Tensor, _ layer: Tensor, _ bias: Tensor, _ weight: Tensor, _ decoder: Tensor, _ solver: Solver
) -> Tensor {
  let flow = DepthFlow(Perceptron(weight: weight), over: TimeSpan(from: 0, to: 1), with: solver)
  let model = AugmentedFlow(
    Augmentation(by: Linear(weight: layer, bias: bias)), through: flow, to: Linear(weight: decoder))
  return model(input)
}

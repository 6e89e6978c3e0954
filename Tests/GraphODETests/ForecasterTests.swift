import GraphODE
import Testing
import _TestSupport

@Suite("Forecasters of graph GRU cells")
struct ForecasterTests {
  let past = (0..<3).map { samples([5, 4, 2], seed: $0) }
  let ahead = (0..<2).map { samples([5, 4, 1], seed: 10 + $0) }

  private func supports() throws -> DiffusionSupports {
    let graph = try Graph(
      nodeCount: 5, edges: [(0, 1), (1, 2), (2, 0), (3, 1)], direction: .directed)
    return DiffusionSupports(of: graph, stepCount: 2, scalarType: .float64)
  }

  private func forecaster(_ supports: DiffusionSupports) -> GraphGRUForecaster {
    var generator = RandomGenerator(seed: 2)
    return GraphGRUForecaster(
      inputs: 2, known: 1, channels: 3, hopCount: supports.hopCount, scalarType: .float64,
      using: &generator)
  }

  @Test("Predictions are those of its cells, called one after the other")
  func unrolled() throws {
    let supports = try supports()
    let model = forecaster(supports)
    let predictions = model(past: past, ahead: ahead, along: supports)
    var state = Tensor.zeros([5, 4, 3], scalarType: .float64)
    for step in past { state = model.encoder(step, state, along: supports) }
    var last = Tensor.zeros([5, 4, 1], scalarType: .float64)
    #expect(predictions.count == 2)
    for (step, prediction) in zip(ahead, predictions) {
      state = model.decoder(concatenated([last, step], alongAxis: 2), state, along: supports)
      last = matmul(state, model.head.weight) + model.head.bias
      #expect(prediction.shape == [5, 4, 1])
      // The first state is left out of sums there.
      #expect(largestDifference(prediction, last) < 1e-14)
    }
  }

  @Test("The gradient in every parameter agrees with central differences")
  func derivatives() throws {
    let supports = try supports()
    let model = forecaster(supports)
    func loss(_ model: GraphGRUForecaster) -> Double {
      let predictions = model(past: past, ahead: ahead, along: supports)
      return predictions.reduce(0) { $0 + square($1).sum().scalar }
    }
    let (past, ahead) = (past, ahead)
    let slope = gradient(at: model) {
      let predictions = $0(past: past, ahead: ahead, along: supports)
      return square(predictions[0]).sum().scalar + square(predictions[1]).sum().scalar
    }
    var parts: [(name: String, gradient: Tensor)] = []
    var copy = model
    copy.visitParameters(
      along: slope, with: ParameterVisitor { name, _, gradient in parts.append((name, gradient)) })
    #expect(parts.count == 10)
    for (name, gradient) in parts {
      for index in stride(from: 0, to: gradient.elementCount, by: 7) {
        func moved(by step: Double) -> Double {
          var copy = model
          copy.visitParameters(
            along: .zero,
            with: ParameterVisitor { other, parameter, _ in
              if other != name { return }
              var elements = parameter.elements
              elements[index] += step
              parameter = Tensor(shape: parameter.shape, elements: elements, scalarType: .float64)
            })
          return loss(copy)
        }
        let quotient = (moved(by: 1e-5) - moved(by: -1e-5)) / 2e-5
        #expect(
          Swift.abs(gradient.elements[index] - quotient) < 1e-8 * max(1, Swift.abs(quotient)),
          "\(name), element \(index)")
      }
    }
  }

  @Test("It has as many parameters as its peer in PyTorch")
  func parameterCount() {
    var generator = RandomGenerator(seed: 0)
    let model = GraphGRUForecaster(
      inputs: 4, known: 2, channels: 64, hopCount: 3, using: &generator)
    #expect(model.parameterCount == 78_209)
  }

  @Test("A learned adjacency has its gradient through all steps")
  func learnedAdjacency() throws {
    let walks = try supports()
    let (past, ahead) = (past, ahead)
    let adjacency = softmax(samples([5, 5], seed: 3))
    let model = forecaster(walks.adding(learnedAdjacency: adjacency))
    #expect(
      gradientError(at: adjacency) {
        let predictions = model(
          past: past, ahead: ahead, along: walks.adding(learnedAdjacency: $0))
        return predictions[0] + predictions[1]
      } < 1e-8)
  }
}

import CAllocationCount
import GraphODE

/// What a training step on a synthetic graph of some size costs.
struct ScaleFigures: Codable {
  let nodeCount: Int
  /// The entries of the normalised adjacency.
  let entryCount: Int
  let channels: Int
  let evaluations: Int
  let secondsAStep: Double
  /// A product of the normalised adjacency and a state by itself.
  let secondsAProduct: Double
  /// The resident memory before there was a graph.
  let startBytes: Int
  /// The largest resident memory in training, with the graph, its features and all else.
  let peakBytes: Int
  /// The arrays of the normalised adjacency alone.
  let graphBytes: Int

  /// Measures steps for some seconds, and at least three after one to warm up.
  init(_ graph: SyntheticGraph, nodeCount: Int, _ solver: EpochSolver, seconds: Double) throws {
    var recipe = SyntheticNodes.recipe
    recipe.settings.solver = solver.solver(recipe.settings.solver)
    // What is made but once is made before: types' metadata, threads and their buffers.
    var warmUp = recipe.training(on: try SyntheticNodes.data(on: graph, nodeCount: 100))
    warmUp.step()
    allocation_count_trim()
    let startBytes = try ResidentMemory.now

    let data = try SyntheticNodes.data(on: graph, nodeCount: nodeCount)
    let nodeCount = data.nodeCount
    let entryCount = data.graph.entryCount + nodeCount
    var training = recipe.training(on: data)
    allocation_count_trim()
    try ResidentMemory.resetPeak()
    let evaluations = training.step()
    secondsAStep = Self.seconds(seconds) { training.step() }
    peakBytes = try ResidentMemory.peak

    let adjacency = recipe.adjacency(of: data.graph)
    let state = Tensor.ones([nodeCount, recipe.channels])
    var product = state
    secondsAProduct = Self.seconds(seconds) { adjacency.accumulateProduct(of: state, into: &product) }

    self.nodeCount = nodeCount
    self.entryCount = entryCount
    channels = recipe.channels
    self.evaluations = evaluations
    self.startBytes = startBytes
    graphBytes = (nodeCount + 1 + entryCount) * MemoryLayout<Int>.size + entryCount * MemoryLayout<Float>.size
  }

  /// Returns the median time of turns that go on for some seconds, and of at least three.
  private static func seconds(_ seconds: Double, of turn: () -> Void) -> Double {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    var times: [Duration] = []
    while times.count < 3 || clock.now < end { times.append(clock.measure(turn)) }
    return Measurement(times: times).median / .seconds(1)
  }

  var nanosecondsAnEntryAndChannel: Double {
    secondsAStep * 1e9 / (Double(entryCount) * Double(channels))
  }

  /// What is held above the start and beside the graph, in states `[nodeCount, channels]`.
  var peakStates: Double {
    Double(peakBytes - startBytes - graphBytes) / Double(nodeCount * channels * MemoryLayout<Float>.size)
  }
}

/// Node classification on random graphs of any size, in which there is nothing to learn.
enum SyntheticNodes {
  private static let (degree, featureCount, wordsANode, classCount) = (10, 128, 8, 8)

  /// CGNN as it is trained on Cora, with more channels.
  static var recipe: CGNNRecipe {
    var recipe = CGNNRecipe(.cgnn, dataset: "synthetic")
    recipe.channels = 64
    return recipe
  }

  /// Returns a graph of about as many nodes, each with ten neighbours and some of 128 words.
  static func data(on graph: SyntheticGraph, nodeCount: Int) throws -> NodeClassificationData {
    var generator = RandomGenerator(seed: 0)
    let made = try graph.made(nodeCount: nodeCount, degree: degree, using: &generator)
    let nodes = 0..<made.nodeCount
    let stretch = featureCount / wordsANode
    let words = nodes.flatMap { _ in
      (0..<wordsANode).map { word in
        word * stretch + Int(truncatingIfNeeded: generator.next() % UInt64(stretch))
      }
    }
    let features = try SparseMatrix(
      columnCount: featureCount, rowOffsets: (0...nodes.count).map { $0 * wordsANode }, columns: words,
      values: [Double](repeating: 1 / Double(wordsANode), count: words.count))
    let data = try NodeClassificationData(
      name: "synthetic", graph: made, features: features,
      labels: nodes.map { _ in Int(generator.next() % UInt64(classCount)) }, classCount: classCount,
      split: Split(
        training: Array(0..<nodes.count / 10), validation: Array(nodes.count / 10..<nodes.count / 5),
        test: []))
    return graph == .reorderedLattice ? data.reordered(by: .reverseCuthillMcKee(of: made)) : data
  }
}

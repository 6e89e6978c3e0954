import GraphDatasets
import Graphs
import Tensors
import Testing
import _TestSupport

/// A citation graph as the papers describe it.
struct CitationGraph: Sendable, CustomTestStringConvertible {
  let dataset: Dataset
  let nodeCount: Int
  let edgeCount: Int
  let selfLoopCount: Int
  let featureCount: Int
  let classCount: Int
  let trainingCount: Int
  let unlabelledCount: Int

  var testDescription: String { dataset.rawValue }

  static let all = [
    CitationGraph(
      dataset: .cora, nodeCount: 2708, edgeCount: 5278, selfLoopCount: 0, featureCount: 1433,
      classCount: 7, trainingCount: 140, unlabelledCount: 0),
    CitationGraph(
      dataset: .citeseer, nodeCount: 3327, edgeCount: 4552 + 124, selfLoopCount: 124,
      featureCount: 3703, classCount: 6, trainingCount: 120, unlabelledCount: 15),
    CitationGraph(
      dataset: .pubmed, nodeCount: 19717, edgeCount: 44324 + 3, selfLoopCount: 3, featureCount: 500,
      classCount: 3, trainingCount: 60, unlabelledCount: 0),
  ]

  /// The folder that holds all of them, if there is one.
  static let folder = RealData.folder(
    holding: "planetoid/ind.cora.allx", "planetoid/ind.citeseer.allx", "planetoid/ind.pubmed.allx")
}

@Suite("Planetoid's citation graphs", .enabled(if: CitationGraph.folder != nil, "no folder with planetoid/"))
struct PlanetoidDataTests {
  let folder: DataFolder

  init() throws {
    folder = DataFolder(path: try #require(CitationGraph.folder))
  }

  @Test("Sizes are those of the papers", arguments: CitationGraph.all)
  func sizes(_ expected: CitationGraph) throws {
    let data = try NodeClassificationData.load(expected.dataset, from: folder)
    #expect(data.nodeCount == expected.nodeCount)
    #expect(data.graph.edgeCount == expected.edgeCount)
    #expect(data.graph.selfLoopCount == expected.selfLoopCount)
    #expect(data.featureCount == expected.featureCount)
    #expect(data.classCount == expected.classCount)
    #expect(!data.graph.isDirected)
    #expect(data.features.scalarType == .float32)
  }

  @Test("The public split has 20 nodes a class, then 500, then 1000", arguments: CitationGraph.all)
  func split(_ expected: CitationGraph) throws {
    let data = try NodeClassificationData.load(expected.dataset, from: folder)
    let split = try data.publicSplit()
    #expect(split.training == Array(0..<expected.trainingCount))
    #expect(split.validation == Array(expected.trainingCount..<(expected.trainingCount + 500)))
    #expect(split.test.count == 1000)
    #expect(split.test.last == expected.nodeCount - 1)
    for label in 0..<expected.classCount {
      #expect(split.training.count { data.labels[$0] == label } == 20)
    }
  }

  @Test("Nodes without a label have no features", arguments: CitationGraph.all)
  func unlabelled(_ expected: CitationGraph) throws {
    let data = try NodeClassificationData.load(expected.dataset, from: folder)
    let nodes = data.labels.indices.filter { data.labels[$0] == NodeClassificationData.unlabelled }
    #expect(nodes.count == expected.unlabelledCount)
    for node in nodes {
      #expect(data.features.pattern.entries(inRow: node).isEmpty)
    }
  }
}

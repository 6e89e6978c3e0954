import Graphs
import Testing
import _TestSupport

@testable import GraphDatasets

/// The folders with real datasets, where there are any.
private enum Folders {
  /// What a skipped test says.
  static let missing: Comment = "There is no such dataset: run 'make data' or set GRAPHODE_DATA."

  static let pubmed = RealData.folder(holding: "planetoid/ind.cora.x", "planetoid/ind.pubmed.x")
  static let citeseer = RealData.folder(holding: "planetoid/ind.citeseer.x")
  static let cora = RealData.folder(holding: "planetoid/ind.cora.x")
  static let coraContent = RealData.folder(
    holding: "cora/cora.content", "cora/cora.cites", "cora-public-order.txt")
  static let amazonPhoto = RealData.folder(holding: "amazon/amazon_photo.npz")
}

@Suite("Real datasets, where they are there")
struct RealDataTests {
  private func folder(_ path: String?) throws -> DataFolder {
    DataFolder(path: try #require(path))
  }

  private func expectCatalogued(_ data: NodeClassificationData, as dataset: Dataset) throws {
    let entry = try Catalogue.standard.entry(for: dataset)
    #expect(data.nodeCount == entry.nodes)
    #expect(data.graph.edgeCount == entry.edges)
    #expect(data.featureCount == entry.features)
    #expect(data.classCount == entry.classes)
  }

  @Test(
    "Planetoid's datasets have their published sizes and split",
    .enabled(if: Folders.pubmed != nil, Folders.missing),
    arguments: [(Dataset.cora, 0, 140), (.citeseer, 124, 120), (.pubmed, 3, 60)])
  func planetoid(dataset: Dataset, selfLoops: Int, training: Int) throws {
    let data = try NodeClassificationData.load(dataset, in: folder(Folders.pubmed))
    try expectCatalogued(data, as: dataset)
    #expect(data.graph.selfLoopCount == selfLoops)
    #expect(data.split.training == Array(0..<training))
    #expect(data.split.validation == Array(training..<(training + 500)))
    #expect(data.split.test.count == 1000)
    for label in 0..<data.classCount {
      #expect(data.split.training.filter { data.labels[$0] == label }.count == 20)
    }
  }

  @Test(
    "Citeseer's fifteen papers that the test index skips have no words and are in no split",
    .enabled(if: Folders.citeseer != nil, Folders.missing))
  func citeseer() throws {
    let data = try NodeClassificationData.citeseer(in: folder(Folders.citeseer))
    #expect(data.unlabelledNodes.count == 15)
    for node in data.unlabelledNodes {
      #expect(data.features.pattern.entries(inRow: node).isEmpty)
    }
    let split = try data.randomlySplit(seed: 1).split
    #expect(Set(split.training + split.validation + split.test).isDisjoint(with: data.unlabelledNodes))
    let component = try data.largestComponent()
    #expect(component.nodeCount == 2120)
    #expect(component.unlabelledNodes.count == 10)
  }

  @Test(
    "Cora's own files in public order equal Planetoid's",
    .enabled(if: Folders.coraContent != nil && Folders.cora != nil, Folders.missing))
  func contentAndCites() throws {
    let own = try ContentAndCites.cora(in: folder(Folders.coraContent))
    let planetoid = try NodeClassificationData.cora(in: folder(Folders.cora))
    #expect(own.graph == planetoid.graph)
    #expect(own.features == planetoid.features)
    #expect(own.labels == planetoid.labels)
    #expect(own.split == planetoid.split)
  }

  @Test(
    "Cora's largest component has the size that papers state",
    .enabled(if: Folders.cora != nil, Folders.missing))
  func coraComponent() throws {
    let component = try NodeClassificationData.cora(in: folder(Folders.cora)).largestComponent()
    #expect(component.nodeCount == 2485)
    #expect(component.graph.edgeCount == 5069)
  }

  @Test(
    "Amazon Photo has its published size",
    .enabled(if: Folders.amazonPhoto != nil, Folders.missing))
  func amazonPhoto() throws {
    let data = try NodeClassificationData.amazonPhoto(in: folder(Folders.amazonPhoto))
    try expectCatalogued(data, as: .amazonPhoto)
    #expect(data.split.training.count == 160)
    #expect(data.split.validation.count == 240)
    #expect(data.split.test.count == 7250)
  }
}

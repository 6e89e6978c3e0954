import Foundation
import Graphs
import Tensors
import Testing

@testable import GraphDatasets

@Suite("Node classification data")
struct NodeClassificationDataTests {
  @Test("The karate club has Zachary's members, friendships and sides")
  func karate() throws {
    let club = try NodeClassificationData.karateClub()
    #expect(club.nodeCount == 34)
    #expect(club.graph.edgeCount == 78)
    #expect(club.classCount == 2)
    #expect(club.labels.filter { $0 == 0 }.count == 17)
    #expect(
      club.graph.outDegrees == [
        16, 9, 10, 6, 3, 4, 4, 4, 5, 2, 3, 1, 2, 5, 2, 2, 2, 2, 2, 3, 2, 2, 2, 5, 3, 3, 2, 4, 3, 4, 4, 6, 12,
        17,
      ])
    #expect(club.graph.connectedComponents.count == 1)
    #expect(club.featureCount == 34)
    #expect(club.split.training.count == 10)
  }

  @Test("A dataset without a public split says so")
  func noPublicSplit() {
    let error = #expect(throws: DatasetError.self) {
      try NodeClassificationData.load(.karate, split: .published)
    }
    #expect(
      error?.description == "karate was published without a split. Ask for a random one: --split random.")
  }

  /// Writes files, loads data from them, and removes them.
  private func load(
    edges: String, features: String, labels: String, sizes: SplitSizes = .perClass(training: 1, validation: 0)
  ) throws -> NodeClassificationData {
    let folder = NSTemporaryDirectory() + "graphode-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in [("e.csv", edges), ("f.csv", features), ("l.csv", labels)] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    return try NodeClassificationData(
      edges: folder + "/e.csv", features: folder + "/f.csv", labels: folder + "/l.csv", sizes: sizes)
  }

  @Test("Files of the user's own become a graph, features and classes")
  func ownFiles() throws {
    let data = try load(
      edges: "0,1\n1,2\n2,1\n4,4\n", features: "1,0\n0,2\n3,1\n0,0\n5,5\n", labels: "0\n1\n1\n0\n1\n")
    #expect(data.nodeCount == 5)
    #expect(data.graph.edgeCount == 3)
    #expect(data.graph.selfLoopCount == 1)
    #expect(data.features.dense().elements == [1, 0, 0, 2, 3, 1, 0, 0, 5, 5])
    #expect(data.rowNormalised().features.dense().elements == [1, 0, 0, 1, 0.75, 0.25, 0, 0, 0.5, 0.5])
    #expect(data.binarised().features.dense().elements == [1, 0, 0, 1, 1, 1, 0, 0, 1, 1])
    #expect(data.split.training.count == 2)
  }

  @Test("The largest component keeps its features, labels and split, numbered anew")
  func largestComponent() throws {
    let data = try load(
      edges: "1,3\n3,4\n", features: "1\n2\n3\n4\n5\n", labels: "0\n1\n1\n0\n1\n")
    let split = Split(training: [3, 0], validation: [2], test: [4, 1])
    let part = try data.replacingSplit(with: split).largestComponent()
    #expect(part.nodeCount == 3)
    #expect(part.features.dense().elements == [2, 4, 5])
    #expect(part.labels == [1, 0, 1])
    #expect(part.split == Split(training: [1], validation: [], test: [2, 0]))
    #expect(throws: DatasetError.emptyTrainingSet(dataset: "user data")) {
      try data.replacingSplit(with: Split(training: [0], validation: [], test: [])).largestComponent()
    }
  }

  @Test("Reordering renumbers all that belongs to a node, and its inverse undoes it")
  func reordering() throws {
    let data = try load(
      edges: "1,3\n3,4\n", features: "1\n2\n3\n4\n5\n", labels: "0\n1\n1\n0\n1\n")
    let split = Split(training: [3, 0], validation: [2], test: [4, 1])
    let ordering = NodeOrdering([4, 0, 3, 1, 2])
    let moved = try data.replacingSplit(with: split).reordered(by: ordering)
    #expect(moved.features.dense().elements == [5, 1, 4, 2, 3])
    #expect(moved.labels == [1, 0, 0, 1, 1])
    #expect(moved.split == Split(training: [2, 1], validation: [4], test: [0, 3]))
    #expect(moved.graph.neighbors(of: 2).sorted() == [0, 3])
    let back = moved.reordered(by: ordering.inverse)
    #expect(back.graph == data.graph && back.labels == data.labels && back.split == split)
  }

  @Test(
    "Files that do not fit together name the fault",
    arguments: [
      (
        "0,9\n", "1\n2\n3\n", "0\n1\n0\n",
        "e.csv:1: an edge names node '9', but there are 3 nodes, numbered from 0. "
          + "Mend the edge or add the node."
      ),
      (
        "0,1\n", "1\n2\n3\n", "0\n1\n",
        "l.csv: found 2 labels, but expected 3. Check that the files belong together."
      ),
      (
        "0,1\n", "1\n2\n3\n", "0\n1\n7\n",
        "l.csv:3: node 2 has label 7, but there are 3 classes, numbered from 0. Mend the label."
      ),
      ("0,1\n", "1\n2\n3\n", "0\n1\nx\n", "l.csv:3: 'x' is not a whole number from 0 up. Mend the field."),
      (
        "0,1\n", "1\n2\n1e40\n", "0\n1\n0\n",
        "f.csv: found a number beyond single precision, but expected numbers below 3.4e38. "
          + "Check that this is the right file."
      ),
    ])
  func misfits(edges: String, features: String, labels: String, expected: String) {
    let error = #expect(throws: DatasetError.self) {
      try load(edges: edges, features: features, labels: labels)
    }
    #expect(error?.description.hasSuffix("/" + expected) == true, "\(error?.description ?? "")")
  }

  @Test("A file of the user's own that is not there is named")
  func noFile() {
    let error = #expect(throws: DatasetError.self) {
      try NodeClassificationData(edges: "/no/e.csv", features: "/no/f.csv", labels: "/no/l.csv")
    }
    #expect(error?.description == "There is no file at /no/f.csv. Check the path.")
  }

  @Test("A label outside the classes is refused")
  func labels() throws {
    let graph = try Graph(nodeCount: 2, edges: [(0, 1)])
    let features = SparseMatrix(Tensor(shape: [2, 1], elements: [Double](arrayLiteral: 1, 2)))
    let split = Split(training: [0], validation: [], test: [1])
    for label in [-1, 2] {
      let error = #expect(throws: DatasetError.self) {
        try NodeClassificationData(
          name: "x", graph: graph, features: features, labels: [0, label], classCount: 2, split: split)
      }
      #expect(
        error?.description
          == "x: node 1 has label \(label), but there are 2 classes, numbered from 0. Mend the label.")
    }
  }
}

import Tensors
import Testing

@testable import GraphDatasets

@Suite("Splits")
struct SplitTests {
  /// 60 nodes of class 0 and 80 of class 1, of which node 0 is not known.
  private let labels = (0..<140).map { $0 < 60 ? 0 : 1 }

  @Test("A random split draws as many of each class, and the rest is for the test", arguments: [0, 1, 99])
  func sizes(seed: UInt64) throws {
    let split = try Split.random(labels: labels, classCount: 2, seed: seed, dataset: "x")
    for label in 0..<2 {
      #expect(split.training.filter { labels[$0] == label }.count == 20)
      #expect(split.validation.filter { labels[$0] == label }.count == 30)
    }
    #expect((split.training + split.validation + split.test).sorted() == Array(0..<140))
  }

  @Test("The same seed gives the same split, another seed another")
  func seeds() throws {
    func split(_ seed: UInt64) throws -> Split {
      try .random(labels: labels, classCount: 2, seed: seed, dataset: "x")
    }
    #expect(try split(5) == split(5))
    #expect(try split(5) != split(6))
  }

  @Test("Every order of three comes up equally often")
  func shuffling() {
    var generator = RandomGenerator(seed: 3)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<6000 { counts[generator.shuffled([0, 1, 2]), default: 0] += 1 }
    #expect(counts.count == 6)
    // Five standard deviations of a count that is binomial with probability 1/6.
    #expect(counts.values.allSatisfy { abs(Double($0) - 1000) < 5 * (6000.0 * 5 / 36).squareRoot() })
  }

  @Test("A node whose class is not known goes into no part")
  func unlabelled() throws {
    let split = try Split.random(
      labels: labels, classCount: 2, unlabelled: [0, 139], seed: 0, dataset: "x")
    #expect(!(split.training + split.validation + split.test).contains { $0 == 0 || $0 == 139 })
  }

  @Test("A class with too few nodes is an error that counts them")
  func tooFew() {
    let error = #expect(throws: DatasetError.self) {
      try Split.random(
        labels: [0, 0, 0, 1, 1, 1, 1], classCount: 2, seed: 0, sizes: .perClass(training: 2, validation: 1),
        dataset: "tiny")
    }
    #expect(
      error?.description
        == "Class 0 of tiny has 3 labelled nodes, but the split needs at least 4. "
        + "Ask for fewer nodes a class.")
    #expect(throws: DatasetError.tooFewNodes(dataset: "tiny", label: 0, found: 1, needed: .max)) {
      try Split.random(
        labels: [0], classCount: 1, seed: 0, sizes: .perClass(training: .max, validation: .max),
        dataset: "tiny")
    }
    #expect(throws: DatasetError.tooFewNodes(dataset: "tiny", label: 1, found: 0, needed: 3)) {
      try Split.random(labels: [0, 0, 0], classCount: 2, seed: 0, dataset: "tiny")
    }
  }

  @Test("A node whose class is not known may be in no part")
  func unlabelledNode() throws {
    let error = #expect(throws: DatasetError.self) {
      try Split(training: [0], validation: [], test: [1])
        .check(dataset: "x", nodeCount: 2, unlabelled: [1])
    }
    #expect(
      error?.description == "The split of x names node 1, whose class is not known. Leave it out.")
  }

  @Test("A split without training nodes, with a node twice or with one not there is an error")
  func faults() {
    #expect(
      throws: DatasetError.emptyTrainingSet(dataset: "x"),
      performing: {
        try Split(training: [], validation: [0], test: []).check(dataset: "x", nodeCount: 2)
      })
    let empty = DatasetError.emptyTrainingSet(dataset: "x")
    #expect(
      empty.description == "The split of x has no training nodes. Choose a split that leaves some.")
    var error = #expect(throws: DatasetError.self) {
      try Split(training: [0], validation: [1], test: [0]).check(dataset: "x", nodeCount: 2)
    }
    #expect(
      error?.description == "The split of x names node 0 twice. Put every node in one part only.")
    error = #expect(throws: DatasetError.self) {
      try Split(training: [0], validation: [-1], test: []).check(dataset: "x", nodeCount: 2)
    }
    #expect(
      error?.description
        == "The split of x names node -1, but there are 2 nodes, numbered from 0. "
        + "Use nodes of the graph.")
  }
}

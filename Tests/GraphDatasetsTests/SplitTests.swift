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

  @Test("The generator's numbers are those of the reference")
  func generator() {
    // The first numbers of the reference code splitmix64.c for the state 1234567.
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
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

import Foundation
import Graphs
import Testing

@testable import GraphDatasets

@Suite("Graphs from road distances")
struct GaussianKernelTests {
  private func graph(_ text: String, threshold: Double = 0.1) throws -> Graph {
    let distances = try RoadDistances(parsing: Array(text.utf8), path: "d.csv")
    return try GaussianKernel(threshold: threshold)
      .graph(of: distances, between: ["a", "b", "c"], path: "d.csv").graph
  }

  @Test("Weights are those of an example worked by hand")
  func example() throws {
    // Distances 1, 3, 1, 3 have mean 2 and variance 1: the weights are exp(−1) and exp(−9).
    let graph = try graph("from,to,cost\na,b,1\nb,a,3\nb,c,1\nc,a,3\n")
    #expect(graph.isDirected)
    #expect(graph.entryCount == 5)
    #expect(graph.selfLoopCount == 3)
    for (source, target) in [(0, 1), (1, 2)] {
      let weight = try #require(graph.weight(from: source, to: target))
      #expect(abs(weight - exp(-1)) < 1e-15)
    }
    #expect(graph.weight(from: 1, to: 0) == nil)
    #expect((0..<3).allSatisfy { graph.weight(from: $0, to: $0) == 1 })
  }

  @Test("A sensor's distance to itself counts for the deviation where it is given")
  func diagonal() throws {
    // 0, 0, 0, 2, 2, 2: mean 1, variance 1.
    let graph = try graph("a,a,0\nb,b,0\nc,c,0\na,b,2\nb,c,2\nc,a,2\n", threshold: 0.01)
    let weight = try #require(graph.weight(from: 2, to: 0))
    #expect(abs(weight - exp(-4)) < 1e-15)
    #expect(graph.entryCount == 6)
  }

  @Test("Scaling all distances changes no weight")
  func unit() throws {
    let miles = try graph("a,b,1\nb,a,3\nb,c,1.5\nc,a,2\n")
    let kilometres = try graph("a,b,1.609\nb,a,4.827\nb,c,2.4135\nc,a,3.218\n")
    #expect(miles.pattern == kilometres.pattern)
    for (one, two) in zip(miles.weights ?? [], kilometres.weights ?? []) { #expect(abs(one - two) < 1e-14) }
  }

  @Test("The later of two distances counts, and distances of strangers do not")
  func repeats() throws {
    let once = try graph("a,b,1\nb,a,3\n")
    #expect(try graph("a,b,7\nb,a,3\na,x,50\nx,c,0.1\na,b,1\n") == once)
  }

  @Test(
    "Faults in distances are named",
    arguments: [
      ("from,to,cost\na,b,-1\n", "d.csv:2: column 3: '-1' is not a finite number. Mend the cell."),
      ("a,b,1\na,b,cost\n", "d.csv:2: column 3: 'cost' is not a finite number. Mend the cell."),
      ("a,b\n", "d.csv:1: found 2 fields, but expected a source, a target and a distance. Mend the line."),
      ("from,to,cost\n", "d.csv: there is no line with data. Check that this is the right file."),
      (
        "a,b,2\nb,a,2\n",
        "d.csv: found distances that are all 2.0, but expected some that differ. "
          + "Check that this is the right file."
      ),
    ])
  func faults(text: String, expected: String) {
    let error = #expect(throws: DatasetError.self) { try graph(text) }
    #expect(error?.description == expected)
  }
}

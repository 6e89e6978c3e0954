import Graphs
import Tensors
import Testing

@Suite("Code in the documentation of Graphs")
struct DocumentationTests {
  @Test("A step of a random walk leaves a node for its neighbours")
  func randomWalk() throws {
    // snippet: random-walk
    let ring = try Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3), (3, 0)])
    let walk = ring.operator(normalised: .randomWalk(by: .column), scalarType: .float64)
    let start = Tensor(shape: [4, 1], elements: [1, 0, 0, 0], scalarType: .float64)
    let end = walk(start)  // 0, ½, 0, ½
    // snippet: end
    #expect(end.elements == [0, 0.5, 0, 0.5])
  }

  @Test("Edge values are learned through a sparse matrix")
  func learnedValues() throws {
    let path = try Graph(nodeCount: 3, edges: [(0, 1), (1, 2)])
    let start = Tensor.ones([3, 1])
    // snippet: edge-values
    let pattern = path.pattern
    let values = Tensor.ones([pattern.entryCount])
    let slopes = gradient(at: values) { values in
      SparseMatrix(pattern: pattern, values: values)(start).sum().scalar
    }
    // snippet: end
    #expect(slopes.elements == [1, 1, 1, 1])
  }

  @Test("A resolvent solves (S − R Â) x = b")
  func resolvent() throws {
    let ring = try Graph(nodeCount: 4, edges: [(0, 1), (1, 2), (2, 3), (3, 0)])
    let source = Tensor(shape: [4, 1], elements: [1, 0, 0, 0], scalarType: .float64)
    let share = Tensor(repeating: 0.5, shape: [4], scalarType: .float64)
    // snippet: resolvent
    let adjacency = ring.operator(normalised: .symmetric(), scalarType: .float64)
    let resolvent = GraphResolvent(over: adjacency)
    let steady = resolvent.solution(of: source, diagonal: .ones([4], scalarType: .float64), rate: share)
    print(steady.state, steady.outcome)  // x = e + ½ Â x
    // snippet: end
    let rest = steady.state - source - adjacency(steady.state).scaled(by: 0.5)
    #expect(rest.elements.allSatisfy { abs($0) < 1e-15 })
  }
}

import GraphODE
import Graphs
import Integrators
import Layers
import Tensors
import Testing
import VectorFields
import _TestSupport

@Suite("Hybrid systems over a graph, with missing observations")
struct CellUpdateTests {
  let supports: DiffusionSupports
  let field: LeakyField<DiffusionField>
  let graphCell: GraphGRUCell
  let cell: GRUCell
  let start = samples([4, 3, 2], seed: 1)
  let inputs = (0..<3).map { samples([4, 3, 2], seed: 2 + $0) }
  let masks: [Tensor]
  let elapsed = samples([3, 3, 1], from: 0, to: 1.5, seed: 7).split(alongAxis: 0, sizes: [1, 1, 1])
  let solver = Solver(.rk4, .stepSize(0.5), gradient: .recomputed())

  init() throws {
    supports = try ToyBatch.supports()
    var generator = RandomGenerator(seed: 1)
    field = LeakyField(
      DiffusionField(2, along: supports, using: &generator), rate: 0.5, channels: 2,
      scalarType: .float64)
    graphCell = GraphGRUCell(
      2, to: 2, hopCount: supports.hopCount, scalarType: .float64, using: &generator)
    cell = GRUCell(2, to: 2, scalarType: .float64, using: &generator)
    masks = (0..<3).map { position in
      let bits = (0..<12).map { ($0 * 7 + position * 5) % 3 == 0 ? 0.0 : 1 }
      return Tensor(shape: [4, 3, 1], elements: bits, scalarType: .float64)
    }
  }

  private func solved<Cell: NodeCell>(
    _ cell: Cell, _ inputs: [Tensor], _ masks: [Tensor], after elapsed: [Tensor]
  ) -> ObservedSolution<Tensor> {
    let observations = zip(inputs, masks).map { (input: $0, observed: $1) }
    return solve(
      field, from: start, observing: observations, after: elapsed,
      by: CellUpdate(cell, along: supports), with: solver)
  }

  @Test("What stands where nothing is observed changes no bit")
  func absentValues() {
    let noise = zip(inputs, masks).map { input, mask in
      // Where the mask is 0 this adds large numbers, elsewhere exactly nothing.
      input + samples([4, 3, 2], from: -1e6, to: 1e6, seed: 8) * (1 - mask)
    }
    #expect(largestDifference(noise[0], inputs[0]) > 1000)
    let (first, second) = (
      solved(graphCell, inputs, masks, after: elapsed), solved(graphCell, noise, masks, after: elapsed)
    )
    #expect(first.end.elements == second.end.elements)
    let (third, fourth) = (
      solved(cell, inputs, masks, after: elapsed), solved(cell, noise, masks, after: elapsed)
    )
    #expect(third.end.elements == fourth.end.elements && third.end != first.end)
  }

  @Test("An observation of nothing is no observation, to the last bit")
  func nothingObserved() {
    let nothing = masks.map { $0 * 0 }
    let observed = solved(graphCell, inputs, nothing, after: elapsed)
    let free = solve(field, from: start, readAfter: elapsed, with: solver)
    #expect(observed.end.elements == free.end.elements)
    #expect(zip(observed.arrivals, free.arrivals).allSatisfy { $0.elements == $1.elements })
  }

  @Test("Nodes that are not observed stay where the flow has led them, and others move")
  func jumps() {
    let solution = solved(graphCell, inputs, masks, after: elapsed)
    let (before, after) = (solution.arrivals[2].elements, solution.end.elements)
    for (index, bit) in masks[2].elements.enumerated() {
      for channel in 0..<2 {
        #expect((before[index * 2 + channel] == after[index * 2 + channel]) == (bit == 0))
      }
    }
  }

  @Test("A sample with fewer observations is filled up with stretches of no time and nothing observed")
  func shorterSeries() {
    // The second sample has its second observation at no distance and empty: as if there were but two.
    func filled(_ tensor: Tensor) -> Tensor {
      tensor
        * Tensor(shape: [1, 3, 1], elements: [1, 0, 1], scalarType: .float64).gatheringRows(
          [Int](repeating: 0, count: tensor.shape[0]))
    }
    let padded = solved(
      graphCell, inputs, [masks[0], filled(masks[1]), masks[2]],
      after: [elapsed[0], filled(elapsed[1]), elapsed[2]])
    let range = 1..<2
    let observations = [0, 2].map {
      (input: inputs[$0].sliced(alongAxis: 1, range), observed: masks[$0].sliced(alongAxis: 1, range))
    }
    // With the step size of the batch in every stretch: a sample alone would take larger ones.
    let shares = Solver(.rk4, .steps(3))
    let own = solve(
      field, from: start.sliced(alongAxis: 1, range), observing: observations,
      after: [0, 2].map { elapsed[$0].sliced(alongAxis: 1, range) },
      by: CellUpdate(graphCell, along: supports), with: shares)
    let coarse = padded.end.sliced(alongAxis: 1, range)
    // Both are within the error of rk4 at steps of half a unit of time and less.
    #expect(largestDifference(own.end, coarse) < 1e-3)
    let exact = Solver(.dormandPrince8, .adaptive(relativeTolerance: 1e-11, absoluteTolerance: 1e-11))
    let both = solve(
      field, from: start,
      observing: zip(inputs, [masks[0], filled(masks[1]), masks[2]]).map { (input: $0, observed: $1) },
      after: [elapsed[0], filled(elapsed[1]), elapsed[2]], by: CellUpdate(graphCell, along: supports),
      with: exact)
    let alone = solve(
      field, from: start.sliced(alongAxis: 1, range), observing: observations,
      after: [0, 2].map { elapsed[$0].sliced(alongAxis: 1, range) },
      by: CellUpdate(graphCell, along: supports), with: exact)
    #expect(largestDifference(alone.end, both.end.sliced(alongAxis: 1, range)) < 1e-9)
  }

  @Test("Nodes in another order lead to the states in that order")
  func permutation() throws {
    let order = [2, 0, 3, 1]
    let permuted = try ToyBatch.supports(order: order)
    let observations = zip(inputs, masks).map {
      (input: $0.gatheringRows(order), observed: $1.gatheringRows(order))
    }
    let own = LeakyField(field.base.along(permuted), rateParameter: field.rateParameter)
    let found = solve(
      own, from: start.gatheringRows(order), observing: observations, after: elapsed,
      by: CellUpdate(graphCell, along: permuted), with: solver)
    let truth = solved(graphCell, inputs, masks, after: elapsed)
    #expect(largestDifference(found.end, truth.end.gatheringRows(order)) < 1e-13)
  }

  @Test("Gradients in states, elapsed times and a learned adjacency are difference quotients")
  func gradients() {
    let observations = zip(inputs, masks).map { (input: $0, observed: $1) }
    let (f, supports, solver) = (field, supports, Solver(.heun, .steps(2), gradient: .recomputed()))
    let (update, elapsed) = (CellUpdate(graphCell, along: supports), elapsed)
    let times = concatenated(elapsed, alongAxis: 0)
    #expect(
      gradientError(at: start) {
        solve(f, from: $0, observing: observations, after: elapsed, by: update, with: solver).end
      } < 1e-8)
    let state = start
    #expect(
      gradientError(at: times) {
        solve(
          f, from: state, observing: observations, after: $0.split(alongAxis: 0, sizes: [1, 1, 1]),
          by: update, with: solver
        ).end
      } < 1e-8)
    var generator = RandomGenerator(seed: 3)
    let learned = softmax(samples([4, 4], seed: 9))
    let wide = GraphGRUCell(
      2, to: 2, hopCount: supports.hopCount + 1, scalarType: .float64, using: &generator)
    let wideField = DiffusionField(2, along: supports.adding(learnedAdjacency: learned), using: &generator)
    #expect(
      gradientError(at: learned) {
        let walks = supports.adding(learnedAdjacency: $0)
        return solve(
          wideField.along(walks), from: state, observing: observations, after: elapsed,
          by: CellUpdate(wide, along: walks), with: solver
        ).end
      } < 1e-8)
  }
}

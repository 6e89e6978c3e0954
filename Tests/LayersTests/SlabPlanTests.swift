import Testing

@testable import Layers

@Suite("The sharing of a batch")
struct SlabPlanTests {
  @Test(
    "Groups cover all entries in order, none larger than the one before",
    arguments: [0, 1, 2, 7, 8, 9, 51, 64, 65, 1000, 13_248])
  func groups(entryCount: Int) {
    let plan = SlabPlan(rowCount: 207, entryCount: entryCount)
    #expect(plan.groups.flatMap { Array($0) } == Array(0..<entryCount))
    #expect(plan.groups.allSatisfy { !$0.isEmpty })
    #expect(zip(plan.groups, plan.groups.dropFirst()).allSatisfy { $0.count >= $1.count })
    // Sums over groups cost memory for each.
    #expect(plan.groupCount <= 32)
  }

  @Test("Each group is visited once, with its own entries")
  func visits() {
    let plan = SlabPlan(rowCount: 3, entryCount: 5)
    var visited = [Range<Int>](repeating: 0..<0, count: plan.groupCount)
    // Fewer groups than are worth a second thread.
    plan.forEachGroup { group, entries in visited[group] = entries }
    #expect(visited == plan.groups)
  }

  @Test("Slabs hold whole entries of few rows, and at least one entry", arguments: [1, 10, 207, 300])
  func slabs(rowCount: Int) {
    let plan = SlabPlan(rowCount: rowCount, entryCount: 64)
    #expect(plan.slabSize >= 1)
    #expect(plan.slabSize == 1 || plan.slabRowCount <= 256)
    var entries: [Int] = []
    plan.forEachSlab(of: 3..<20) { entries += $0 }
    #expect(entries == Array(3..<20))
  }
}

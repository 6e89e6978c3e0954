import Synchronization
import Tensors
import Testing

@Suite("Loops on several threads")
struct ParallelTests {
  @Test("Ranges cover every index once", arguments: [0, 1, 7, 8, 9, 1000])
  func coverage(count: Int) {
    let seen = Mutex([Int](repeating: 0, count: count))
    Parallel.forEachRange(count: count, grain: 8) { range in
      seen.withLock { for index in range { $0[index] += 1 } }
    }
    #expect(seen.withLock { $0.allSatisfy { $0 == 1 } })
  }

  @Test("A sum is the same for every number of threads")
  func sum() {
    let before = Threads.count
    defer { Threads.count = before }
    let sums = [1, 2, 3].map { count in
      Threads.count = count
      return Parallel.sum(count: 10_000, grain: 64) { $0.reduce(0) { $0 + 1 / Double($1 + 1) } }
    }
    #expect(sums[0] == sums[1] && sums[0] == sums[2])
  }

  @Test("A loop inside a loop runs on its thread")
  func nesting() {
    let total = Mutex(0)
    Parallel.forEachRange(count: 64, grain: 8) { outer in
      Parallel.forEachRange(count: 100, grain: 10) { inner in
        total.withLock { $0 += outer.count * inner.count }
      }
    }
    #expect(total.withLock { $0 } == 6400)
  }
}

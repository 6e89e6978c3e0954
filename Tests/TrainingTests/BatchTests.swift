import Dispatch
import Synchronization
import Tensors
import Testing
import Training

@Suite("Batches")
struct BatchTests {
  @Test("An epoch meets each sample once, in batches of the given size", arguments: [1, 4, 5, 23, 64])
  func cover(batchSize: Int) {
    let samples = Array(100..<123)
    let order = BatchOrder(of: samples, batchSize: batchSize, seed: 7)
    let batches = order.batches(ofEpoch: 3)
    #expect(batches.count == order.batchCount)
    #expect(batches.flatMap(\.self).sorted() == samples)
    #expect(batches.dropLast().allSatisfy { $0.count == batchSize })
    #expect((1...batchSize).contains(batches.last?.count ?? 0))
  }

  @Test("The order depends on the seed and the epoch, and on nothing else")
  func order() {
    let order = BatchOrder(of: Array(0..<50), batchSize: 8, seed: 7)
    #expect(order.batches(ofEpoch: 2) == order.batches(ofEpoch: 2))
    #expect(order.batches(ofEpoch: 2) != order.batches(ofEpoch: 3))
    let other = BatchOrder(of: Array(0..<50), batchSize: 8, seed: 8)
    #expect(order.batches(ofEpoch: 2) != other.batches(ofEpoch: 2))
  }

  @Test("A value that was made ahead is made once, and another one at need")
  func prefetching() {
    let made = Mutex<[Int]>([])
    let prefetcher = Prefetcher<Int, Int> { key in
      made.withLock { $0.append(key) }
      return 10 * key
    }
    #expect(prefetcher.value(at: 1, then: 2) == 10)
    #expect(prefetcher.value(at: 2, then: 3) == 20)
    #expect(prefetcher.value(at: 5, then: nil) == 50)
    #expect(prefetcher.value(at: 6, then: nil) == 60)
    #expect(made.withLock { $0.filter { $0 != 3 } } == [1, 2, 5, 6])
  }

  @Test("The next value is made while the present one is used")
  func overlap() {
    let started = DispatchSemaphore(value: 0)
    let prefetcher = Prefetcher<Int, Int> { key in
      if key == 2 { started.signal() }
      return key
    }
    _ = prefetcher.value(at: 1, then: 2)
    // Nobody has asked for 2 yet; without another thread this would wait forever.
    started.wait()
    #expect(prefetcher.value(at: 2, then: nil) == 2)
  }

  @Test("Scheduled sampling begins near 1, is ½ where it crosses the exponential, and ends at 0")
  func scheduledSampling() {
    let schedule = ScheduledSampling.inverseSigmoid(updates: 2000)
    let first = 2000.0 / 2001
    #expect(schedule.probability(beforeUpdate: 0) == first)
    // τ = exp(i / τ) at i = τ ln τ = 15 201.8.
    #expect(abs(schedule.probability(beforeUpdate: 15_202) - 0.5) < 1e-4)
    #expect(schedule.probability(beforeUpdate: 100_000) < 1e-15)
    var generator = RandomGenerator(seed: 1)
    let draws = (0..<200).flatMap { _ in
      schedule.draw(steps: 12, beforeUpdate: 15_202, using: &generator)
    }
    let share = Double(draws.count(where: \.self)) / Double(draws.count)
    #expect(abs(share - 0.5) < 0.04)  // four standard deviations of 2400 coins
    var still = generator
    #expect(ScheduledSampling.never.draw(steps: 3, beforeUpdate: 0, using: &still) == [false, false, false])
    #expect(still == generator)
  }
}

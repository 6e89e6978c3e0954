import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

/// Counts calls.
private final class Counter {
  var count = 0
}

/// `dy/dt = −rate · y`, which counts its evaluations.
private struct CountedDecay: VectorField {
  var rate: Tensor
  @noDerivative let counter: Counter

  @differentiable(reverse)
  init(rate: Tensor, counter: Counter) {
    self.rate = rate
    self.counter = counter
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    rate * state * withoutDerivative(at: counted())
  }

  private func counted() -> Double {
    counter.count += 1
    return -1
  }
}

/// Solves in Euler steps with gradients, and returns the number of evaluations.
private func evaluations(_ steps: Int, budget: Int, elements: Int = 2) -> Int {
  let counter = Counter()
  let field = CountedDecay(rate: .ones([elements], scalarType: .float64), counter: counter)
  let start = Tensor.ones([elements], scalarType: .float64)
  let solver = Solver(.euler, .steps(steps), gradient: .recursive(budget: budget))
  let (end, pullback) = valueWithPullback(at: field, start) {
    integrate($0, from: $1, over: 0...1, with: solver)
  }
  _ = pullback(end)
  return counter.count
}

@Suite("Recursive replay")
struct RecursiveReplayTests {
  @Test("Steps are replayed once where there is a state for each of them")
  func enough() {
    #expect(evaluations(30, budget: 30) == 60)
  }

  @Test(
    "The further steps are about N log N / log c, whatever the number of steps",
    arguments: [100, 513, 1000, 1023, 1025, 3000], [8, 16, 32])
  func cost(_ steps: Int, _ budget: Int) {
    let further = Double(evaluations(steps, budget: budget) - 2 * steps)
    let count = Double(steps)
    // The forward pass does not know how many steps there will be; that costs up to a half.
    #expect(further < 1.6 * count * log(count) / log(Double(budget)))
  }

  @Test("No more states are in memory than the budget, whatever the number of steps")
  func memory() async {
    await #expect(processExitsWith: .success) {
      func peak(_ steps: Int, _ budget: Int) -> Int {
        BufferPool.resetPeak()
        let before = BufferPool.statistics.bytesInUse
        _ = evaluations(steps, budget: budget, elements: 4096)
        return (BufferPool.statistics.peakBytesInUse - before) / BufferPool.sizeClass(of: 32768).byteCount
      }
      let least = peak(1000, 2)
      for (steps, budget) in [(100, 8), (1000, 8), (3000, 8), (1000, 16), (1000, 32)] {
        precondition(peak(steps, budget) <= least + budget - 2, "\(steps), \(budget)")
      }
    }
  }
}

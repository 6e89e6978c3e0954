import Integrators
import Tensors
import Testing
import _TestSupport

/// Counts calls.
private final class Counter: @unchecked Sendable {
  var count = 0
}

/// `dy/dt = −y`, which counts its evaluations.
private struct CountedDecay: VectorField {
  @noDerivative let counter: Counter

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    state * withoutDerivative(at: rate())
  }

  private func rate() -> Double {
    counter.count += 1
    return -1
  }
}

@Suite("The recursive gradient")
struct RecursiveGradientTests {
  /// The steps that are taken again beyond the one replay that every checkpointed gradient needs.
  private func repetitions(_ stepCount: Int, budget: Int) -> Int {
    let counter = Counter()
    let start = samples([3], from: 0.5, to: 1.5)
    let solver = Solver(.euler, .steps(stepCount), gradient: .recursive(budget: budget))
    let (_, pullback) = valueWithPullback(at: start) {
      integrate(CountedDecay(counter: counter), from: $0, over: 0...1, with: solver)
    }
    #expect(counter.count == stepCount)
    counter.count = 0
    #expect(pullback(start).allFinite)
    return counter.count - stepCount
  }

  @Test("No step is repeated more often than the binomial schedule says", arguments: [8, 32, 100])
  func cost(_ budget: Int) {
    for stepCount in [1000, 1024, 1025] {
      let kept = budget / 2
      var stretch = 1
      while kept * stretch < stepCount { stretch *= 2 }
      // With f free states C(f + 1 + r, r) steps can be reversed in r repetitions.
      var (repeated, reach) = (0, 1)
      while reach < stretch {
        repeated += 1
        reach = reach * (kept + 1 + repeated) / repeated
      }
      #expect(repetitions(stepCount, budget: budget) <= repeated * stepCount)
    }
  }

  @Test("With one state every step is repeated from the start")
  func quadraticCost() {
    #expect(repetitions(100, budget: 1) == 100 * 99 / 2)
    #expect(repetitions(100, budget: 200) == 0)
  }

  @Test("Memory does not grow with the steps, and by no more than the budget says")
  func memory() async {
    await #expect(processExitsWith: .success) {
      let start = samples([1000], from: 0.2, to: 0.8)
      func peak(_ steps: Int, budget: Int) -> Int {
        BufferPool.resetPeak()
        let before = BufferPool.statistics.bytesInUse
        let (_, pullback) = valueWithPullback(at: start) {
          integrate(
            SeasonalDecay(rate: start), from: $0, over: 0...2,
            with: Solver(.rk4, .steps(steps), gradient: .recursive(budget: budget)))
        }
        _ = pullback(start)
        return BufferPool.statistics.peakBytesInUse - before
      }
      // One step and its derivative need a fixed number of states beside those of the budget.
      let state = 8 * 1024
      let least = peak(100, budget: 1)
      for (steps, budget) in [(200, 2), (1600, 8), (1600, 32)] {
        precondition(peak(steps, budget: budget) <= least + (budget - 1) * state)
      }
      precondition(peak(6400, budget: 8) <= peak(1600, budget: 8))
    }
  }
}

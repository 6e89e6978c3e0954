import Integrators
import Tensors
import _TestSupport

/// `dy/dt = y M` for every row of a state `[nodes, samples, channels]`: `y(t) = y(0) e^{tM}`.
struct LinearChannels: AutonomousField {
  var matrix: Tensor

  @differentiable(reverse)
  init(matrix: Tensor) { self.matrix = matrix }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { matmul(state, matrix) }
}

/// `dy/dt = r t y` with the time of each sample, whose solution is `y(t₀) e^{r (t² − t₀²) / 2}`.
struct RampedGrowth: SampleTimedField {
  var rate: Tensor

  @differentiable(reverse)
  init(rate: Tensor) { self.rate = rate }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    self(state, atTimes: state.sharedTime(time))
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, atTimes times: Tensor) -> Tensor {
    state * matmul(times, rate)
  }
}

/// `y ← y J + o`.
struct LinearUpdate: ObservationUpdate {
  var matrix: Tensor

  @differentiable(reverse)
  init(matrix: Tensor) { self.matrix = matrix }

  @differentiable(reverse,wrt: (self, state))
  func callAsFunction(_ state: Tensor, observing observation: Tensor) -> Tensor {
    matmul(state, matrix) + observation
  }
}

/// A series of three nodes, four samples and two channels, each sample with elapsed times of its own, some
/// of which are zero.
struct ObservedSeries {
  let start = samples([3, 4, 2], seed: 1)
  let startTimes = samples([1, 4, 1], from: 0.2, to: 0.9, seed: 2)
  let matrix = samples([2, 2], seed: 3)
  let update = samples([2, 2], seed: 4)
  let observations = (0..<3).map { samples([3, 4, 2], seed: 5 + $0) }

  /// The elapsed times, `[observations, samples, 1]`.
  let elapsed = Tensor(
    shape: [3, 4, 1], elements: [0, 0.3, 1.1, 0.7, 0.5, 0, 0.2, 0.9, 0.4, 0.6, 0, 0.1],
    scalarType: .float64)

  /// The elapsed times before each observation, `[1, samples, 1]`.
  var elapsedTimes: [Tensor] { elapsed.split(alongAxis: 0, sizes: [1, 1, 1]) }
}

/// Returns all states of a series and its times as one tensor of two channels.
@differentiable(reverse)
func allStates(_ solution: ObservedSolution<Tensor>) -> Tensor {
  let times = matmul(solution.endTimes, .ones([1, 2], scalarType: .float64))
  return concatenated(solution.arrivals + [solution.end, times], alongAxis: 0)
}

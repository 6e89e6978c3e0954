import Foundation
import GraphODE

/// The equation `y′ = −1000 y + 3000 − 2000 e^{−t}` from `y(0) = 0`.
enum StiffDecay {
  /// Returns the solution, `y = 3 − (2000/999) e^{−t} − (997/999) e^{−1000 t}`.
  static func solution(at time: Double) -> Double {
    3 - 2000 / 999 * exp(-time) - 997 / 999 * exp(-1000 * time)
  }

  /// Returns the states `(y, t)` at some times, `[times, 2]`.
  static func states(at times: [Double]) -> Tensor {
    Tensor(shape: [times.count, 2], elements: times.flatMap { [solution(at: $0), $0] })
  }

  /// Returns the mean error of `y` along a solution of a learned field from `y(0) = 0`, and what the solve
  /// cost; not a number where it ended early.
  static func judge(
    _ field: TimedPerceptron, at times: [Double], with solver: Solver
  ) -> (error: Double, evaluations: Int) {
    let solution = solve(
      field, from: states(at: [0]), over: 0...(times.last ?? 0), saving: .times(times), with: solver)
    guard solution.outcome.isSuccess else { return (.nan, solution.statistics.evaluations) }
    let errors = zip(solution.states, times).map { abs($0.elements[0] - Self.solution(at: $1)) }
    return (errors.reduce(0, +) / Double(max(times.count, 1)), solution.statistics.evaluations)
  }
}

import GraphODE

extension Benchmark {
  /// A thousand steps along a field that costs nothing: what the solver itself takes of each step, in
  /// microseconds if the figure is read as milliseconds.
  static let steps =
    [
      ("euler, 1000 fixed steps", Solver(.euler, .steps(1000))),
      ("rk4, 1000 fixed steps", Solver(.rk4, .steps(1000))),
      ("dormand-prince-5, 1000 fixed steps", Solver(.dormandPrince5, .steps(1000))),
      (
        "dormand-prince-5, 1000 adaptive steps",
        Solver(
          .dormandPrince5,
          .adaptive(relativeTolerance: 1, absoluteTolerance: 1, largestStep: 1e-3))
      ),
    ].map { name, solver in
      Benchmark(name: "solver overhead, \(name)") {
        let state = Tensor(repeating: 1e-3, shape: [4])
        return {
          let solution = solve(EffortlessField(), from: state, over: 0...1, with: solver)
          precondition(solution.outcome == .reachedEnd, "\(solution.outcome)")
        }
      }
    }
}

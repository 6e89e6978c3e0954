import Tensors

extension DifferentiatedSolve {
  /// The number of carries that are kept to compare undone ones with, and as checkpoints where those
  /// miss them.
  private static var sentinelLimit: Int { 16 }

  func visit<S: ReversibleStepper>(reversible stepper: S) -> Result where S.Field == Field {
    guard case .reversible(let tolerance) = solver.gradient else { return visit(stepper) }
    var loop = loop(stepper, keeping: .someCarries(Self.sentinelLimit))
    var solution = loop.run(from: state)
    let tape = loop.tape
    let undone = UndoneSteps(stepper, over: tape, endsInside: solution.outcome == .event)
    var trial = undone
    let error = trial.largestError(upTo: tolerance)
    if error <= tolerance {
      return pullback(of: solution, stepper, over: tape) { sweep in
        var undone = undone
        undone.reverse { index, carry in sweep.replay(index, from: carry) }
      }
    }
    solution.gradientFallback = .inexactReconstruction(error: error)
    solution.statistics.gradientFallbacks = 1
    return pullback(of: solution, stepper, over: tape) { sweep in
      var replay = RecursiveReplay(stepper, over: tape, budget: 2 * Self.sentinelLimit)
      replay.reverse { index, carry in sweep.replay(index, from: carry) }
    }
  }
}

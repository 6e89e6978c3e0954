public import Integrators

extension ManifestationCheck {
  /// Returns solvers to try on a model: methods with steps around those it was trained with, and the
  /// adaptive method of Dormand and Prince.
  ///
  /// With `N` steps in training, each method takes `factor · N` equal steps, rounded up, for each factor.
  /// Where the training was adaptive, its own method and that of Dormand and Prince take their tolerances
  /// divided by each factor, and there are no fixed steps.
  ///
  /// - Parameters:
  ///   - trained: The solver that the model was trained with.
  ///   - spanLength: The length of the span of time that is solved over.
  ///   - methods: The methods with fixed steps.
  ///   - factors: How much finer than in training to solve; positive.
  ///   - tolerances: The relative and absolute tolerances of the adaptive method beside fixed steps.
  /// - Returns: The solvers, each once, method by method.
  public static func solvers(
    around trained: Solver, over spanLength: Double, methods: [Method] = [.euler, .midpoint, .rk4],
    factors: [Double] = [0.5, 0.75, 1, 1.5, 2, 4], tolerances: [Double]
  ) -> [Solver] {
    for factor in factors {
      precondition(factor > 0 && factor.isFinite, "Steps cannot be \(factor) times as fine.")
    }
    let setting = SolverSetting(trained, over: spanLength)
    var result: [Solver] = []
    func add(_ method: Method, _ control: StepControl) {
      var control = control
      (control.stopTimes, control.jumpTimes) = (trained.stepControl.stopTimes, trained.stepControl.jumpTimes)
      let solver = Solver(method, control, stepLimit: trained.stepLimit, newton: trained.newton)
      if !result.contains(solver) { result.append(solver) }
    }
    switch (setting.resolution, setting.stepCount) {
    case (.tolerances, _), (_, nil):
      for method in [trained.method, .dormandPrince5] {
        for factor in factors {
          let finer = setting.resolution.scaled(by: 1 / factor).applied(to: trained)
          add(method, StepControl(finer.stepControl.rule))
        }
      }
    case (.step, let count?):
      // Finer steps of the training's own method are the first thing to try.
      for method in methods.contains(trained.method) ? methods : [trained.method] + methods {
        for factor in factors {
          add(method, .steps(max(1, Int((factor * Double(count)).rounded(.up)))))
        }
      }
      for tolerance in tolerances {
        add(.dormandPrince5, .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance))
      }
    }
    return result
  }
}

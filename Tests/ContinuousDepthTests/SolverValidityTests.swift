import ContinuousDepth
import Foundation
import GraphODE
import Testing

@Suite("Validity of solvers")
struct SolverValidityTests {
  /// The validity of a model that was trained with four steps of the midpoint method and scores as given,
  /// otherwise 0.9.
  private func validity(
    _ scores: [Int: Double] = [:], trained: Solver = Solver(.midpoint, .steps(4))
  ) -> SolverValidity {
    let solvers = ManifestationCheck.solvers(
      around: trained, over: 2, methods: [.euler, .midpoint, .rk4], factors: [0.5, 0.75, 1, 2],
      tolerances: [1e-3])
    let check = ManifestationCheck(of: trained, with: solvers, over: 2, tolerance: 0.01) { solver in
      guard solver.method == trained.method, case .steps(let count) = solver.stepControl.rule else {
        return SolverScore(solver.method == .euler ? 0.5 : 0.9, statistics: Statistics())
      }
      return SolverScore(scores[count] ?? 0.9, statistics: Statistics())
    }
    return SolverValidity(check, of: "accuracy on the test nodes of karate")
  }

  private func adaptive(_ tolerance: Double) -> StepControl {
    .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance)
  }

  @Test("A continuous model is valid under what is more exact, was tried, or lies above the critical step")
  func continuous() {
    let validity = validity([2: 0.3, 3: 0.9, 4: 0.9, 8: 0.9])
    #expect(validity.check.isContinuous)
    for solver in [
      Solver(.midpoint, .steps(4)), Solver(.midpoint, .stepSize(0.5)), Solver(.midpoint, .steps(100)),
      Solver(.midpoint, .steps(3)), Solver(.rk4, .steps(4)), Solver(.dormandPrince8, .steps(4)),
      Solver(.dormandPrince5, adaptive(1e-3)), Solver(.dormandPrince5, adaptive(1e-6)),
      // It is coarser than the training, but was tried and agreed.
      Solver(.rk4, .steps(2)),
    ] {
      #expect(validity.warning(for: solver) == nil, "\(solver)")
    }
    // What is judged is method and steps, not how gradients are computed.
    #expect(validity.covers(Solver(.midpoint, .steps(4), gradient: .recomputed())))
  }

  @Test(
    "A warning names both solvers, what is wrong, and what to do",
    arguments: [
      (
        Solver(.midpoint, .steps(2)),
        """
        The model was trained with midpoint with 4 steps and is not known to hold for midpoint with 2 steps, \
        which has coarser steps; the accuracy on the test nodes of karate was 0.3 instead of 0.9 when it was \
        tried. Use midpoint with 3 steps or more, or order 2 or higher with 4 or more.
        """
      ),
      (
        Solver(.euler, .steps(64)),
        """
        The model was trained with midpoint with 4 steps and is not known to hold for euler with 64 steps, \
        which is of order 1, below 2. Use midpoint with 3 steps or more, or order 2 or higher with 4 or more.
        """
      ),
      (
        Solver(
          .dormandPrince5, .adaptive(relativeTolerance: 0.1, absoluteTolerance: 0.1)),
        """
        The model was trained with midpoint with 4 steps and is not known to hold for dormand-prince-5 at a \
        tolerance of 0.1, which has a tolerance too loose for the steps of the training. Use midpoint with 3 \
        steps or more, or order 2 or higher with 4 or more.
        """
      ),
    ])
  func warnings(solver: Solver, text: String) {
    #expect(validity([2: 0.3]).warning(for: solver) == text)
  }

  @Test("A model that is not continuous holds for the solver of its training alone")
  func discrete() {
    let validity = validity([8: 0.2])
    #expect(!validity.check.isContinuous)
    #expect(validity.warning(for: Solver(.midpoint, .stepSize(0.5))) == nil)
    #expect(
      validity.warning(for: Solver(.midpoint, .steps(8))) == """
        The model is not continuous in depth and holds for midpoint with 4 steps alone, but is solved by \
        midpoint with 8 steps; the accuracy on the test nodes of karate was 0.2 instead of 0.9 when it was tried. Solve it by midpoint with 4 \
        steps, or train it with steps that are adapted.
        """)
    #expect(validity.warning(for: Solver(.rk4, .steps(4))) != nil)
    #expect(validity.warning(for: Solver(.dormandPrince5, adaptive(1e-9))) != nil)
  }

  @Test("Tolerances of the training are compared with tolerances and with steps")
  func tolerances() {
    let validity = validity(trained: Solver(.heun, adaptive(1e-2)))
    #expect(validity.check.isContinuous && validity.check.criticalStep == nil)
    // Twice the tolerances were tried and agreed.
    for control in [adaptive(1e-2), adaptive(1e-5), adaptive(2e-2), .steps(5)] {
      #expect(validity.warning(for: Solver(.heun, control)) == nil, "\(control)")
    }
    #expect(
      validity.warning(for: Solver(.heun, adaptive(0.1))) == """
        The model was trained with heun at a tolerance of 0.01 and is not known to hold for heun at a tolerance \
        of 0.1, which has a looser tolerance. Use order 2 or higher at a tolerance of 0.01 or less.
        """)
    #expect(validity.warning(for: Solver(.heun, .steps(4)))?.contains("steps too coarse") == true)
  }

  @Test("A checkpoint gives the validity back, or says that it has none")
  func checkpoint() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "graphode-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "decay.safetensors").path
    var trainer = DecayTask().trainer(Solver(.midpoint, .steps(4)))
    try trainer.save(to: path)
    #expect(try SavedModel(from: path).solverValidity() == nil)

    let validity = validity([2: .nan, 3: 1.0 / 3])
    trainer.note(validity)
    try trainer.save(to: path)
    #expect(try SavedModel(from: path).solverValidity() == validity)

    trainer.notes[SolverValidity.note] = "{}"
    try trainer.save(to: path)
    #expect(throws: CheckpointError.invalidField(path: path, field: "note.solver-validity", found: "{}")) {
      try SavedModel(from: path).solverValidity()
    }
  }
}

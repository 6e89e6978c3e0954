import ArgumentParser
import Figures
import GraphODE

/// Puts an expert's equations beside learned ones, and compares with either alone.
struct Hybrid: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Known dynamics beside learned ones forecast patients better than either alone.",
    discussion: """
      The claim: where an expert knows the equations of some states of a system, but not of all that its \
      readings depend on, a neural ODE beside the expert's forecasts better than the expert alone and than a \
      neural ODE alone, most of all with few trajectories to learn from (Z. Qian, W. R. Zame, L. M. Fleuren, \
      P. Elbers and M. van der Schaar, "Integrating Expert ODEs into Neural ODEs: Pharmacology and Disease \
      Progression", NeurIPS 2021).

      Patients are simulated: a disease, the immune system's reaction, immunity and a drug (the expert's \
      states), and four hidden states that depend on them. Twenty outputs are read once a day, with noise. \
      Three models with the same recurrent encoder and a linear decoder see six days and forecast nine: the \
      expert's equations alone, a perceptron of as many states as there are, and the expert's beside a \
      perceptron for the hidden ones. The epoch is chosen on as many validation patients as there are to \
      train on, at most 100. Unlike in the paper, models are not variational, and patients get several \
      doses, which is where the expert helps most; --dose-share 0.07 is about one dose a patient, as there.

      EXAMPLES
        continuous-depth hybrid --report report
        continuous-depth hybrid --trajectories 10 100 500 --seeds 5
        continuous-depth hybrid --dose-share 0.07 --trajectories 100
        continuous-depth hybrid --seeds 1 --epochs 100
      """)

  @OptionGroup var options: ClaimOptions

  @Option(parsing: .upToNextOption, help: "The numbers of patients to train on.")
  var trajectories = [10, 100]

  @Option(help: "The number of seeds, each with patients and models of its own.")
  var seeds = 3

  @Option(help: "The number of epochs, each one step on all patients.")
  var epochs = 400

  @Option(help: "The number of patients to test on.")
  var testPatients = 500

  @Option(help: "The share of days on which a patient gets a dose, above 0 and below 1.")
  var doseShare = 0.3

  func validate() throws {
    guard doseShare > 0 && doseShare < 1 else {
      throw ValidationError("--dose-share is \(doseShare), but must be above 0 and below 1.")
    }
    for (name, value) in [("seeds", seeds), ("epochs", epochs), ("test-patients", testPatients)]
    where value < 1 {
      throw ValidationError("--\(name) is \(value), but must be at least 1.")
    }
    for count in trajectories where count < 2 {
      throw ValidationError("--trajectories has \(count), but a model needs at least 2 patients to train on.")
    }
    guard !trajectories.isEmpty, Set(trajectories).count == trajectories.count else {
      throw ValidationError("--trajectories needs numbers of patients that differ.")
    }
  }

  func run() throws {
    let output = try options.output()
    let findings = try findings()
    try output.write(
      ClaimResult(
        title: "Known dynamics beside learned ones",
        claim:
          "Where an expert knows the equations of some states but not all, a neural ODE beside the expert's "
          + "forecasts better than either alone (Qian et al., NeurIPS 2021).",
        verdict: findings.verdict, table: findings.table, figures: findings.runs,
        keyFigures: PatientModelKind.allCases.map { kind in
          KeyFigure(
            findings.error(kind, findings.judged).mean.formatted(digits: 3),
            "test RMSE, \(kind.rawValue), \(findings.judged) patients")
        },
        sections: findings.sections))
  }

  /// Trains all models with all numbers of patients.
  private func findings() throws -> HybridFindings {
    let most = trajectories.max() ?? 0
    let validationCount = { (count: Int) in min(count, 100) }
    var progress = options.progress()
    defer { progress.end() }
    let epochCount = seeds * trajectories.count * PatientModelKind.allCases.count * epochs
    progress.show("training", finished: 0, of: epochCount)
    var runs: [HybridRun] = []
    var firstPatient: Patients?
    for seed in (0..<UInt64(seeds)).map({ options.seed &+ $0 }) {
      var simulation = PatientSimulation(doseShare: doseShare, seed: seed)
      let all = try simulation.patients(most + validationCount(most) + testPatients, scaledByFirst: most)
      let test = all.selected(all.count - testPatients..<all.count)
      firstPatient = firstPatient ?? test.selected(0..<1)
      for count in trajectories {
        let trial = HybridTrial(
          training: all.selected(0..<count), validation: all.selected(most..<most + validationCount(count)),
          test: test, seed: seed, epochs: epochs)
        for kind in PatientModelKind.allCases {
          let finished = runs.count * epochs
          runs.append(
            try trial.run(kind) { progress.show("training", finished: finished + $0, of: epochCount) })
        }
      }
    }
    guard let firstPatient else { throw ValidationError("There is no seed.") }
    return HybridFindings(runs: runs, trajectories: trajectories, patient: firstPatient)
  }
}

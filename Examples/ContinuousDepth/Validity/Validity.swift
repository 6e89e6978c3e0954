import ArgumentParser
import Foundation
import GraphODE
import _ExampleSupport

struct Validity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validity",
    abstract: "Tell a network that lives by its solver's steps from a continuous one.",
    discussion: """
      The claim: a model that was trained with coarse steps learns to rely on them and loses its accuracy when \
      it is solved more exactly, while one whose steps were adapted in training keeps it. The same network is \
      trained twice, once with a few Euler steps and once with steps that are halved whenever a more exact \
      solver scores the batch otherwise. Both are then solved by other methods with other numbers of \
      steps; a model is continuous if solvers at least as exact as its own change nothing.

      The spheres are a ball and a shell around it in two dimensions, which no flow of the plane can pull \
      apart, but steps can. On cora, a field of graph convolutions classifies papers.

      Sources: K. Ott, P. Katiyar, P. Hennig and M. Tiemann, "ResNet After All? Neural ODEs and Their \
      Numerical Solution", ICLR 2021; A. Queiruga et al., "Continuous-in-Depth Neural Networks", 2020.

      EXAMPLES
        continuous-depth validity
            concentric spheres, a few seconds
        continuous-depth validity --task cora --report report
            the citation graph, with the figures in report/index.html
        continuous-depth validity --method heun --tolerance 0.5
            adapt tolerances instead of steps
        continuous-depth validity --checkpoint spheres.safetensors
        continuous-depth predict --checkpoint spheres.safetensors --method rk4 --steps 2
            keep the adapted model, and be warned where it is solved too coarsely
      """)

  @Option(help: "What to learn. Fetch cora with 'make data' first.")
  var task = ValidityTaskName.spheres

  @OptionGroup(title: "The solver that training starts with")
  var solver: SolverOptions

  @Option(parsing: .unconditional, help: "The dimensions of the spheres.")
  var dimensions = 2

  @Option(
    parsing: .unconditional, help: "The number of points for training, and for each of validation and test.")
  var points = 1000

  @Option(parsing: .unconditional, help: "The number of epochs; by default a few hundred updates.")
  var epochs: Int?

  @Option(parsing: .unconditional, help: "Check the steps after every so many updates.")
  var interval = 50

  @Option(
    name: .customLong("score-tolerance"), parsing: .unconditional,
    help: "The loss of test accuracy, as a share, that counts as none.")
  var scoreTolerance = 0.01

  @Flag(
    name: .customLong("starting-step"),
    help: "Begin the adaptation at the step that Hairer's rule finds for the field, not at --steps.")
  var startsAtHairersStep = false

  @Option(
    help: ArgumentHelp(
      "The folder of the datasets; by default $GRAPHODE_DATA, or else the user's cache.",
      valueName: "folder"))
  var data: String?

  @Option(help: ArgumentHelp("Keep the adapted model with its validity in this file.", valueName: "file"))
  var checkpoint: String?

  @OptionGroup var options: ClaimOptions

  func validate() throws {
    guard (2...20).contains(dimensions) else {
      throw ValidationError("Spheres have 2 to 20 dimensions here, but --dimensions is \(dimensions).")
    }
    guard points >= 2 else {
      throw ValidationError("Each class needs a point, but --points is \(points).")
    }
    if let checkpoint {
      try options.check(checkpoint, of: "checkpoint")
      if let metrics = options.metrics, isSameFile(checkpoint, metrics) {
        throw ValidationError("--checkpoint and --metrics name the same file; name two.")
      }
    }
    if let epochs, epochs <= 0 {
      throw ValidationError("At least one epoch is needed, but --epochs is \(epochs).")
    }
    guard interval > 0 else {
      throw ValidationError("At least one update lies between checks, but --interval is \(interval).")
    }
    guard scoreTolerance >= 0, scoreTolerance.isFinite else {
      throw ValidationError("--score-tolerance is \(scoreTolerance), but must be 0 or more.")
    }
    guard !startsAtHairersStep || solver.tolerance == nil else {
      throw ValidationError("--starting-step is for fixed steps, but --tolerance lets steps be chosen.")
    }
    for (option, path) in [("data", data), ("checkpoint", checkpoint)] where path?.isEmpty == true {
      throw ValidationError("--\(option) needs a path, but is empty.")
    }
  }

  func run() throws {
    let output = try options.output()
    if let checkpoint {
      try AtomicFile.checkWritable(checkpoint)
      guard !FileManager.default.fileExists(atPath: checkpoint) else {
        throw RunFailure("There is a file at \(checkpoint) already: name another one.")
      }
    }
    var settings = ValidityTask(task, seed: options.seed)
    (settings.dimensions, settings.points) = (dimensions, points)
    func trained(_ kind: TrainedModel.Kind, _ judge: Judge) throws -> TrainedModel {
      let run = ValidityRun(
        settings: settings, solver: solver, kind: kind, epochs: epochs ?? settings.epochs,
        tolerance: scoreTolerance, interval: interval, startsAtHairersStep: startsAtHairersStep,
        checkpoint: kind == .adapted ? checkpoint : nil, progress: options.progress(kind.rawValue))
      return try settings.visit(judgedBy: judge, folder: data, run)
    }
    let findings = ValidityFindings(
      task: settings, coarse: try trained(.coarse, .asTrained), adapted: try trained(.adapted, .exactly))
    try output.write(findings.result)
    guard !options.quiet else { return }
    try printAll("\n\(ValidityFindings.legend)\n", called: "The legend")
    if let checkpoint {
      try printAll("The adapted model is in \(checkpoint).\n", called: "The checkpoint's path")
    }
  }
}

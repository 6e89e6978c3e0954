import ArgumentParser
import Foundation
import GraphODE
import _ExampleSupport

struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Classify with a kept model and a solver of one's choice, and be warned where it is not valid.",
    discussion: """
      A checkpoint of 'validity' knows which solvers its model was found to hold for. The test data are \
      classified with the solver of the training and with the one that is asked for; where the model is not \
      known to hold for that, a line on the standard error says why, and what to do.

      EXAMPLES
        continuous-depth validity --checkpoint spheres.safetensors
        continuous-depth predict --checkpoint spheres.safetensors --method dormand-prince-5 --tolerance 1e-5
        continuous-depth predict --checkpoint spheres.safetensors --method euler --steps 2
      """)

  @Option(help: ArgumentHelp("The checkpoint that 'validity' wrote.", valueName: "file"))
  var checkpoint: String

  @OptionGroup(title: "The solver to predict with")
  var solver: SolverOptions

  @Option(
    help: ArgumentHelp(
      "The folder of the datasets; by default $GRAPHODE_DATA, or else the user's cache.",
      valueName: "folder"))
  var data: String?

  func validate() throws {
    for (option, path) in [("checkpoint", checkpoint), ("data", data)] where path?.isEmpty == true {
      throw ValidationError("--\(option) needs a path, but is empty.")
    }
  }

  func run() throws {
    let file = try SavedModel(from: checkpoint)
    let settings = try ValidityTask(of: file)
    guard let validity = try file.solverValidity(), let own = validity.check.trained.solver.solver else {
      throw RunFailure("\(checkpoint) does not say which solvers it holds for. Keep a model with 'validity'.")
    }
    let text = try settings.visit(
      judgedBy: .asTrained, folder: data,
      PredictingVisitor(file: file, validity: validity, own: own, options: solver))
    try printAll(text, called: "The accuracies")
  }
}

/// Predicts with the parameters of a checkpoint, in two ways, and returns a line for each.
private struct PredictingVisitor: SolvedTaskVisitor {
  let file: SavedModel
  let validity: SolverValidity
  let own: Solver
  let options: SolverOptions

  func visit<Task: SolvedTask>(_ task: Task) throws -> String {
    let asked = try options.choice.applied(to: own, for: Task.Field.self)
    if let warning = validity.warning(for: asked) {
      FileHandle.standardError.write(Data("\(file.path): \(warning)\n".utf8))
    }
    var generator = RandomGenerator(seed: 0)
    var model = task.model(solvedBy: own, using: &generator)
    try file.assign(to: &model)
    func line(_ words: String, _ solver: Solver) -> String {
      var model = model
      model.solver = solver
      let score = task.testScore(model)
      let setting = SolverSetting(solver, over: task.spanLength)
      let result = score.value.isFinite ? "\((100 * score.value).fixed(1)) %" : "none, for the solve fails"
      return "\(words) \(setting): test accuracy \(result), \(score.statistics.evaluations) evaluations\n"
    }
    return line("as in training, by", own) + line("as asked for, by", asked)
  }
}

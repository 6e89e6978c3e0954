import ArgumentParser
import Foundation
import GraphODE

struct RefinementClaim: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refinement",
    abstract: "Training incrementally in depth is as good as training the deep network, and cheaper.",
    discussion: """
      Two spirals are told apart by the flow of a network whose weights are constant in each of several \
      units of depth, solved by as many steps of the midpoint method. One network has all units from the \
      first epoch on. The other begins with one unit and one step, and doubles both at the epochs of \
      --refine-after, for the same number of epochs in all, with what its optimizer remembers. At the end \
      the units of each network are halved by projection: two neighbours become their mean, without more \
      training.

      Networks are those after the last epoch. Seconds and evaluations of the field are those of all \
      training steps; evaluations are counted forwards only, to which gradients add in proportion. The \
      default learning rate is the one of 0.003, 0.01 and 0.03 with the best validation accuracy of the \
      network trained at once, the default decay the one of 0, 0.01 and 0.1 with the best one at half of the \
      units, which is the same for both networks; the default epochs of refinement are the better of two \
      schedules by the latter.

      Sources: A. Queiruga, N. B. Erichson, D. Taylor and M. W. Mahoney, "Continuous-in-Depth Neural \
      Networks", 2020; A. Queiruga, N. B. Erichson, L. Hodgkinson and M. W. Mahoney, "Stateful ODE-Nets \
      using Basis Function Expansions", NeurIPS 2021.

      EXAMPLES
        continuous-depth refinement
            one to sixteen units, five seeds
        continuous-depth refinement --epochs 20 --refine-after 5 10 --seeds 2
            one to four units, two seeds
      """)

  @OptionGroup var options: ClaimOptions

  @Option(help: "The number of seeds: of data sets and initial weights.")
  var seeds = 5

  @Option(help: "The number of epochs of each network.")
  var epochs = 300

  @Option(
    parsing: .upToNextOption,
    help: "The numbers of epochs after which units and steps are doubled.")
  var refineAfter = [30, 60, 100, 160]

  @Option(
    help: "The number of training points; there are as many to validate on and four times as many to test.")
  var points = 512

  @Option(help: "The learning rate of both networks.")
  var learningRate = 0.03

  @Option(help: "The decay of the weights of both networks, decoupled from the gradient.")
  var weightDecay = 0.01

  @Option(help: "The turns of each spiral.")
  var turns = 2.0

  func validate() throws {
    for (name, value, least) in [("seeds", seeds, 1), ("epochs", epochs, 1), ("points", points, 16)] {
      guard value >= least else {
        throw ValidationError("--\(name) is \(value), but must be at least \(least).")
      }
    }
    guard refineAfter.allSatisfy({ $0 > 0 && $0 < epochs }), refineAfter.count <= 6 else {
      throw ValidationError(
        "--refine-after is \(refineAfter), but must be at most 6 numbers between 0 and the \(epochs) epochs.")
    }
    guard learningRate > 0, learningRate.isFinite else {
      throw ValidationError("--learning-rate is \(learningRate), but must be positive.")
    }
    guard weightDecay >= 0, weightDecay.isFinite else {
      throw ValidationError("--weight-decay is \(weightDecay), but must be 0 or more.")
    }
    guard turns > 0, turns.isFinite else {
      throw ValidationError("--turns is \(turns), but must be positive.")
    }
  }

  func run() throws {
    let output = try options.output()
    var study = RefinementStudy(
      epochs: epochs, milestones: refineAfter, points: points, learningRate: learningRate,
      weightDecay: weightDecay,
      turns: turns)
    try study.run(seeds: (0..<UInt64(seeds)).map { options.seed &+ $0 }, progress: options.progress())
    try output.write(study.result())
  }
}

import ArgumentParser
import Figures
import Foundation
import GraphODE

struct ReversibleGradients: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reversible",
    abstract: "Undo the steps of a solve instead of keeping them (MALI).",
    discussion: """
      The asynchronous leapfrog integrator can undo its steps, so that a gradient needs no state of them: J. Zhuang, \
      N. C. Dvornek, S. Tatikonda and J. S. Duncan, "MALI: a memory efficient and reverse accurate \
      integrator for Neural ODEs", ICLR 2021. On graphs there is a catch: diffusion forgets its start, and \
      undoing it amplifies round-off. A solve therefore checks at once whether its steps lead back, and \
      takes checkpoints where they do not.

      The first table has the memory of a gradient of a graph convolutional flow by the number of steps; \
      the second one follows diffusion for longer and longer until the check fires, and shows what the \
      gradient would have been without it.

      EXAMPLES
        continuous-depth reversible
        continuous-depth reversible --largest-steps 10000 --report reversible
      """)

  @OptionGroup var options: ClaimOptions

  @Option(parsing: .unconditional, help: "The number of nodes of the ring.")
  var nodes = 400

  @Option(parsing: .unconditional, help: "The largest number of steps, at least 100.")
  var largestSteps = 3000

  func validate() throws {
    guard nodes >= 3 else { throw ValidationError("A ring needs at least 3 nodes, but --nodes is \(nodes).") }
    guard largestSteps >= 100 else {
      throw ValidationError("At least 100 steps are needed, but --largest-steps is \(largestSteps).")
    }
  }

  func run() throws {
    let output = try options.output()
    let problem = try ReversibleProblem(nodeCount: nodes, seed: options.seed)
    var progress = options.progress()
    var stepCounts = [30, 100, 300, 1000, 3000, 10_000].filter { $0 <= largestSteps }
    if stepCounts.last != largestSteps { stepCounts.append(largestSteps) }
    var memory: [GradientMemory] = []
    for (index, steps) in stepCounts.enumerated() {
      progress.show("measuring memory", finished: index, of: stepCounts.count)
      memory.append(problem.memory(steps: steps))
    }
    progress.show("measuring memory", finished: stepCounts.count, of: stepCounts.count)
    let times = [1.0, 5, 10, 15, 20, 25, 30, 40, 60]
    var checks: [ReconstructionCheck] = []
    for (index, time) in times.enumerated() {
      progress.show("undoing diffusion", finished: index, of: times.count)
      checks.append(problem.check(time: time))
    }
    progress.show("undoing diffusion", finished: times.count, of: times.count)
    progress.end()
    try output.write(ReversibleReport(memory: memory, checks: checks).result)
  }
}

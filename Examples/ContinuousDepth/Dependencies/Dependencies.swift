import ArgumentParser
import GraphODE

/// Whether a penalty on paths finds out which gene regulates which.
struct Dependencies: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find out from trajectories which variable depends on which.",
    discussion: """
      The claim: a network with a gate on each weight that pays for every path from an input to an output finds \
      the true dependencies of a sparse system, F1 of 0.95 or more over directed edges between two different \
      variables, where the same network without gates does not (H. Aliee et al., "Beyond Predictions in \
      Neural ODEs", 2021, and "Sparsity in Continuous-Depth Neural Networks", NeurIPS 2022; gates of \
      C. Louizos et al., ICLR 2018).

      Each seed makes a random network of genes, each regulated by one or two others and decaying by itself, and \
      noisy trajectories of it. Both models learn the flow from one observation to the next. An edge from j \
      to i is found where the mean of |∂f_i/∂x_j| is above --threshold times the largest between two genes: the \
      same rule for both models. The table also says what the best threshold would give, which only \
      somebody knows who has the truth.

      EXAMPLES
        continuous-depth dependencies
        continuous-depth dependencies --seeds 1 --trajectories 60 --report report
      """)

  @OptionGroup var options: ClaimOptions

  @Option(help: "The number of random networks of genes.") var seeds = 3

  @Option(help: "The number of genes.") var genes = 8

  @Option(help: "The number of trajectories to learn from, each of 13 observations.") var trajectories = 24

  @Option(help: "The standard deviation of the observations' noise; values are about 1.") var noise = 0.02

  @Option(help: "The number of hidden units.") var units = 32

  @Option(help: "The number of epochs, of 50 updates each.") var epochs = 120

  @Option(help: "The factor on the mean weight of all paths between two variables.") var pathWeight = 0.2

  @Option(help: "The factor on the mean expected number of open paths between two variables.")
  var pathCount = 0.03

  @Option(help: "The share of the largest mean derivative above which there is an edge.") var threshold = 0.1

  func validate() throws {
    for (name, value) in [
      ("seeds", seeds), ("trajectories", trajectories), ("units", units), ("epochs", epochs),
    ] where value < 1 {
      throw ValidationError("--\(name) is \(value), but must be at least 1.")
    }
    guard genes >= 3 else { throw ValidationError("--genes is \(genes), but two regulators need 3 or more.") }
    for (name, value) in [
      ("noise", noise), ("path-weight", pathWeight), ("path-count", pathCount), ("threshold", threshold),
    ] where !(value >= 0 && value.isFinite) {
      throw ValidationError("--\(name) is \(value), but must be 0 or more.")
    }
  }

  func run() throws {
    let output = try options.output()
    let settings = DependencyRun.Settings(
      genes: genes, trajectories: trajectories, noise: noise, units: units, epochs: epochs,
      pathWeight: pathWeight, pathCount: pathCount, threshold: threshold)
    let runs = try (0..<UInt64(seeds)).map {
      try DependencyRun(seed: options.seed &+ $0, settings: settings, options: options)
    }
    try output.write(DependencyResult(runs, settings: settings).claim)
  }
}

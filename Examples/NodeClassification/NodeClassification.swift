import ArgumentParser
import Foundation
import GraphODE
import _ExampleSupport

@main
struct NodeClassification: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "node-classification",
    abstract: "Train a continuous graph neural network to classify the nodes of a graph.",
    discussion: """
      The network encodes each node's features linearly, lets the states flow along a \
      differential equation over the graph, and decodes the end of the flow linearly. It is \
      trained on a few labelled nodes; the epoch is chosen by the accuracy on the validation \
      nodes, and the accuracy on the test nodes at that epoch is reported.

      EXAMPLES
        node-classification
            one run on Cora
        node-classification --dataset citeseer --seeds 10 --metrics citeseer.json
            ten runs, their mean and spread, and all figures as JSON
        node-classification --checkpoint cora.safetensors --epochs 200
        node-classification --checkpoint cora.safetensors --epochs 400 --resume
            one run in two parts, with the same result as in one
        node-classification --gradient reversible --steps 60
            MALI: steps are undone instead of kept, in the memory of a few states
      """)

  @Option(help: "The graph to train on. Fetch all but karate with 'make data' first.")
  var dataset = Dataset.cora

  @Option(
    help: """
      The network: cgnn integrates the field of CGNN's published code, cgnn-paper that of the \
      paper, cgnn-weighted lets the channels interact, and cgnn-steady solves for the steady state \
      of the paper's field.
      """)
  var model = CGNNVariant.cgnn

  // Unconditional: a number below zero is told from an option and refused with its value.
  @Option(
    parsing: .unconditional,
    help: "The seed of the first run: initial parameters, dropout and random splits.")
  var seed: UInt64 = 0

  @Option(parsing: .unconditional, help: "The number of runs, with consecutive seeds.")
  var seeds = 1

  @Option(
    parsing: .unconditional,
    help: "The number of epochs of each run; by default what the model was tuned for.")
  var epochs: Int?

  @Option(
    help: """
      The labelled nodes: public is the split that papers report on, random draws 20 training \
      nodes a class anew for each seed. By default public where there is one.
      """)
  var split: SplitChoice?

  @OptionGroup(title: "Solver")
  var solver: SolverOptions

  @Option(
    help: ArgumentHelp(
      "The folder of the datasets; by default $GRAPHODE_DATA, or else the user's cache.",
      valueName: "folder"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "Keep the state of training in this file; with several seeds, in one file a seed.",
      valueName: "file"))
  var checkpoint: String?

  @Flag(help: "Go on from the checkpoint where there is one.")
  var resume = false

  @Option(
    help: ArgumentHelp("Write all figures as JSON to this file.", valueName: "file"))
  var metrics: String?

  @Flag(help: "Print the closing table only.")
  var quiet = false

  func validate() throws {
    guard seeds > 0 else {
      throw ValidationError("At least one run is needed, but --seeds is \(seeds).")
    }
    guard !seed.addingReportingOverflow(UInt64(seeds) - 1).overflow else {
      throw ValidationError("There are no \(seeds) seeds from \(seed) on; begin with a smaller --seed.")
    }
    for (option, path) in [("data", data), ("checkpoint", checkpoint), ("metrics", metrics)]
    where path?.isEmpty == true {
      throw ValidationError("--\(option) needs a path, but is empty.")
    }
    if let epochs, epochs <= 0 {
      throw ValidationError("At least one epoch is needed, but --epochs is \(epochs).")
    }
    guard !resume || checkpoint != nil else {
      throw ValidationError("--resume goes on from a checkpoint; name it with --checkpoint.")
    }
    if split == .public, !dataset.hasPublicSplit {
      throw ValidationError("\(dataset.rawValue) has no public split; use --split random.")
    }
  }

  func run() throws {
    let split = split ?? (dataset.hasPublicSplit ? .public : .random)
    var recipe = CGNNRecipe(model, dataset: dataset.rawValue)
    if let epochs { recipe.epochs = epochs }
    try recipe.choose(solver.choice)

    // Hours of training should not end at a folder that is not there.
    for path in [checkpointPath(forSeed: seed), metrics] {
      if let path { try AtomicFile.checkWritable(path) }
    }
    let folder = DataFolder.resolved(option: data)
    let published = try NodeClassificationData.load(dataset, in: folder).rowNormalised()
    if !quiet { print(published) }

    var results: [SeedResult] = []
    func report() -> Metrics {
      Metrics(dataset: dataset.rawValue, model: model.rawValue, split: split.rawValue, seeds: results)
    }
    for seed in seed...(seed + (UInt64(seeds) - 1)) {
      let run = SeedRun(
        seed: seed, split: split, recipe: recipe, solver: solver.choice,
        checkpoint: checkpointPath(forSeed: seed),
        resumes: resume,
        progress: ProgressLine(quiet ? .quiet : .automatic, label: seeds > 1 ? "seed \(seed)" : ""))
      do {
        results.append(
          try run.result(on: split == .public ? published : published.randomlySplit(seed: seed)))
      } catch {
        // What the runs before gave is not lost.
        if !results.isEmpty { print(report().table) }
        throw error
      }
    }

    print(report().table)
    if let metrics { try report().write(to: metrics) }
    // All streams: Swift 6 does not let the variable `stdout` be named.
    guard fflush(nil) == 0 else {
      throw TrainingFailure(
        description: "The table could not be printed: \(String(cString: strerror(errno))).")
    }
  }

  /// The checkpoint of a seed: the file itself, or with several seeds `name-SEED.extension`.
  private func checkpointPath(forSeed seed: UInt64) -> String? {
    guard let checkpoint, seeds > 1 else { return checkpoint }
    let name = checkpoint.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
      return "\(checkpoint)-\(seed)"
    }
    return "\(checkpoint[..<dot])-\(seed)\(checkpoint[dot...])"
  }
}

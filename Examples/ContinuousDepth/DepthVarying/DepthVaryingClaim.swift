import ArgumentParser
import Foundation
import GraphODE
import _ExampleSupport

struct DepthVaryingClaim: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "depth-varying",
    abstract: "Weights that vary with depth learn a map that no constant ones can.",
    discussion: """
      The task is the map (x, y) -> (-2x, -y/2) of the unit disc: half a turn and a stretch. Weights that \
      vary can turn first and stretch then. No autonomous field of the plane has a flow that ends there: it \
      would commute with the map, so it would leave the origin, the map's only fixed point, where it is, \
      and the x axis, which the map stretches away from the origin, would be one of its orbits on either \
      side. But the map exchanges the two sides, which a flow cannot do.

      Each model is the flow of a small network over the time 0 to 1, solved by RK4. Constant weights come \
      in two widths, the wider one with as many parameters as the models that vary. Learning rate and epoch \
      are chosen by the validation error, separately for each model; test errors decide nothing.

      Sources: S. Massaroli, M. Poli, J. Park, A. Yamashita and H. Asama, "Dissecting Neural ODEs", NeurIPS \
      2020; A. Queiruga, N. B. Erichson, L. Hodgkinson and M. W. Mahoney, "Stateful ODE-Nets using Basis \
      Function Expansions", NeurIPS 2021.

      EXAMPLES
        continuous-depth depth-varying
            all bases, three seeds
        continuous-depth depth-varying --report report --metrics depth-varying.json
            with the paths of three points, and all figures as JSON
      """)

  @OptionGroup var options: ClaimOptions

  @Option(help: "The number of seeds: of data sets and initial weights.")
  var seeds = 3

  @Option(help: "The number of epochs, each one step on all training points.")
  var epochs = 1000

  @Option(
    help: "The number of training points; there are as many to validate on and four times as many to test.")
  var points = 128

  func validate() throws {
    for (name, value, least) in [("seeds", seeds, 1), ("epochs", epochs, 1), ("points", points, 4)] {
      guard value >= least else {
        throw ValidationError("--\(name) is \(value), but must be at least \(least).")
      }
    }
  }

  func run() throws {
    let output = try options.output()
    var study = DepthVaryingStudy(epochs: epochs, points: points)
    try study.run(seeds: (0..<UInt64(seeds)).map { options.seed &+ $0 }, progress: options.progress())
    try output.write(study.result())
  }
}

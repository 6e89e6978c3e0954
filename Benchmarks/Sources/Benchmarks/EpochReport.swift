import ArgumentParser
import Foundation
import GraphODE

/// The seconds of CGNN's training epochs on a citation graph, for a program to read.
///
/// An epoch is a training step: dropout, encoder, solve, decoder, loss, gradient and update. Its fields are
/// those that `Peers/cgnn_epochs.py` prints.
struct EpochReport: Encodable {
  let library = "GraphODE"
  let medianSeconds: Double
  let fastestSeconds: Double
  let evaluationsPerSolve: Double
  let validationAccuracy: Double

  /// Trains for `epochs` epochs.
  init(_ recipe: CGNNRecipe, on data: NodeClassificationData, epochs: Int) {
    var training = recipe.training(on: data)
    var evaluations = 0
    var times: [Duration] = []
    for _ in 0..<epochs {
      times.append(ContinuousClock().measure { evaluations += training.step() })
    }
    let measurement = Measurement(times: times)
    medianSeconds = measurement.median / .seconds(1)
    fastestSeconds = measurement.fastest / .seconds(1)
    evaluationsPerSolve = Double(evaluations) / Double(epochs)
    validationAccuracy = training.validationAccuracy
  }

  /// The report as a line of JSON.
  var line: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }
}

/// How the flow's equation is solved in an epoch report.
enum EpochSolver: String, CaseIterable, ExpressibleByArgument {
  /// As the network's recipe says.
  case recipe
  /// Dormand–Prince at the tolerances that the published code of CGNN runs with.
  case published
  /// Dormand–Prince at tolerances that training does not notice.
  case tuned
  /// Kutta's classical method with steps of 1.
  case rk4

  /// The solver, given that of the recipe.
  func solver(_ recipe: Solver) -> Solver {
    switch self {
    case .recipe: recipe
    case .published: Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-7, absoluteTolerance: 1e-9))
    case .tuned: Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-4))
    case .rk4: Solver(.rk4, .stepSize(1))
    }
  }
}

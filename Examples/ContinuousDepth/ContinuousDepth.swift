import ArgumentParser

@main
struct ContinuousDepthExample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "continuous-depth",
    abstract: "Show what continuous depth buys: one command for each claim.",
    discussion: """
      Each command trains small models, prints a table and a verdict, and with --report draws the figure
      that belongs to it.
      """,
    subcommands: [
      Validity.self,
      Predict.self,
      RefinementClaim.self,
      DepthVaryingClaim.self,
      ReversibleGradients.self,
      EndTimes.self,
      Dependencies.self,
      Hybrid.self,
    ])
}

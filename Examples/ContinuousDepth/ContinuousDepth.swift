import ArgumentParser

@main
struct ContinuousDepthExample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "continuous-depth",
    abstract: "Show what continuous depth buys: one command for each claim.",
    discussion: """
      Each command trains small models, prints a table and a verdict, and with --report draws the figure \
      that belongs to it.

      EXAMPLES
        continuous-depth reversible
            a few seconds: gradients in flat memory, and where they cannot be had
        continuous-depth validity --task cora --report report
        continuous-depth help hybrid
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

import ArgumentParser
import GraphODE
import _ExampleSupport

/// Whether random end times make a learned flow cheaper to solve.
struct EndTimes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train with random end times, and count what the learned flow costs.",
    discussion: """
      The claim: a flow that is trained with random end times needs fewer evaluations of an adaptive solver, at a \
      comparable error (A. Ghosh et al., "STEER: Simple Temporal Regularization For Neural ODEs", NeurIPS \
      2020), here on the reference's stiff equation y′ = −1000 y + 3000 − 2000 e^{−t}, y(0) = 0.

      A tanh network of y and t learns to carry each of 61 exact observations on 0...3 to the next. With random end \
      times a training step ends up to --reach of the time between two observations earlier or later, with the \
      same target. The learned flow is then solved from y(0) = 0 over all times; its error is the mean \
      of |y − exact| halfway between the observations, which no model has seen. The third row has kinetic \
      energy as a penalty (C. Finlay et al., ICML 2020).

      As in the reference the absolute error is made small, which leaves the jump at the start, a single span, out as an outlier: most of the error is there. With --loss squared the jump is learned, the flow is stiff, and what random end times then save has to be paid by the error.

      Evaluations count as fewer from a twentieth less than without in the mean over seeds, and less than that \
      with more than half of the seeds; errors are comparable up to a tenth more.

      EXAMPLES
        continuous-depth end-times
        continuous-depth end-times --loss squared --reach 0.3 --report report
      """)

  @OptionGroup var options: ClaimOptions

  @Option(help: "The number of first weights to train from.") var seeds = 16

  @Option(help: "The time of the last observation.") var until = 3.0

  @Option(help: "The number of observations.") var points = 61

  @Option(help: "The number of units in each of two hidden layers.") var units = 32

  @Option(help: "The number of epochs, of 50 updates each.") var epochs = 20

  @Option(help: "How far ends move, as a share of the time between two observations.") var reach = 0.1

  @Option(help: "The factor on the mean kinetic energy of a span.") var energy = 0.003

  @Option(help: "What is made small at the end of a span: the absolute or the squared error.")
  var loss = SpanLoss.absolute

  @Option(help: "The tolerance of the solver that is counted.") var tolerance = 1e-6

  func validate() throws {
    for (name, value) in [("seeds", seeds), ("units", units), ("epochs", epochs)] where value < 1 {
      throw ValidationError("--\(name) is \(value), but must be at least 1.")
    }
    guard points >= 2 else { throw ValidationError("--points is \(points), but must be at least 2.") }
    guard until > 0, until.isFinite else {
      throw ValidationError("--until is \(until), but must be positive.")
    }
    guard reach >= 0, reach < 1 else {
      throw ValidationError("--reach is \(reach), but must be in 0..<1: a span cannot end before it starts.")
    }
    guard energy >= 0, energy.isFinite else {
      throw ValidationError("--energy is \(energy), but must be 0 or more.")
    }
    guard tolerance > 0, tolerance.isFinite else {
      throw ValidationError("--tolerance is \(tolerance), but must be positive.")
    }
  }

  func run() throws {
    let output = try options.output()
    let interval = until / Double(points - 1)
    let kinds: [FlowRegularisation] = [
      .none, .randomEnds(RandomEndTime(.uniform(reach: reach * interval), minimumLength: 0)),
      .kineticEnergy(weight: energy),
    ]
    let rows = try kinds.map { kind in
      EndTimeRow(
        name: kind.name,
        seeds: try (0..<UInt64(seeds)).map { try trained(kind, seed: options.seed &+ $0, interval: interval) }
      )
    }
    try output.write(EndTimeResult(rows: rows, reach: reach).claim)
  }

  /// Trains one flow and solves it.
  private func trained(
    _ regularisation: FlowRegularisation, seed: UInt64, interval: Double
  ) throws -> EndTimeRow.Seed {
    let times = (0..<points).map { Double($0) * interval }
    let exact = Solver(.dormandPrince5, .adaptive(relativeTolerance: tolerance, absoluteTolerance: tolerance))
    let task = EndTimeTask(
      starts: StiffDecay.states(at: Array(times.dropLast())),
      ends: StiffDecay.states(at: Array(times.dropFirst())),
      validationTimes: times.dropLast().map { $0 + interval / 2 }, evaluationSolver: exact,
      regularisation: regularisation, spanLoss: loss, batchCount: 50)
    // Not the stream that the numbers of this command were tuned with.
    var generator = RandomGenerator(seed: seed).split(1)
    let flow = DepthFlow(
      TimedPerceptron(units: units, using: &generator), over: TimeSpan(from: 0, to: interval),
      with: Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-4, absoluteTolerance: 1e-4)))
    var trainer = Trainer(
      task, model: flow, identity: regularisation.name,
      optimizer: Optimizer(.adam(), learningRate: 0.01), generator: generator)
    var progress = options.progress("\(regularisation.name), seed \(seed)")
    let summary = try trainer.fit(epochs: epochs, schedule: .cosine(epochs: epochs, floor: 0.01)) {
      progress.show($0)
    }
    try summary.requireFinite()
    let (error, evaluations) = StiffDecay.judge(
      trainer.model.field, at: task.validationTimes, with: exact)
    return EndTimeRow.Seed(seed: seed, evaluations: evaluations, error: error.isFinite ? error : nil)
  }
}

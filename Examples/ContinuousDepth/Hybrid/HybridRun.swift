import GraphODE
import _ExampleSupport

/// A way of modelling patients.
enum PatientModelKind: String, CaseIterable, Encodable {
  case expert = "expert only"
  case learned = "learned only"
  case hybrid = "hybrid"
}

/// What one model came to.
struct HybridRun: Encodable {
  let model: PatientModelKind
  let trainingPatients: Int
  let seed: UInt64
  let parameters: Int
  let epochs: Int
  let bestEpoch: Int?

  /// The error of forecasts for validation patients, with the readings' noise.
  let validation: Double?

  /// The error of forecasts for test patients against the truth, over all days behind those seen, if it is
  /// finite.
  let test: Double?

  /// The same for each of these days.
  let testByDay: [Double?]

  /// The outputs of the first test patient on all days, one list a day.
  let firstPatient: [[Double]]

  private enum CodingKeys: CodingKey {
    case model, trainingPatients, seed, parameters, epochs, bestEpoch, validation, test, testByDay
  }
}

/// The patients of one run, and how long it is.
struct HybridTrial {
  let training: Patients
  let validation: Patients
  let test: Patients
  let seed: UInt64
  let epochs: Int

  /// The number of days that a forecast sees.
  static let seenDays = 6

  private static let channelCount = ImmuneResponse.channelCount + PatientSimulation.hiddenCount
  private static let hiddenWidth = 32

  /// Trains a model of a kind and judges it, and says when an epoch is over.
  func run(_ kind: PatientModelKind, onEpoch: (Int) -> Void) throws -> HybridRun {
    var generator = RandomGenerator(seed: seed).split(1)
    let expert = FixedField(ImmuneResponse(doses: training.doses))
    func learned(_ channels: Int) -> LearnedDynamics {
      LearnedDynamics(
        moving: channels, seeing: Self.channelCount, hidden: Self.hiddenWidth, using: &generator)
    }
    switch kind {
    case .expert: return try run(kind, expert, &generator, onEpoch)
    case .learned: return try run(kind, learned(Self.channelCount), &generator, onEpoch)
    case .hybrid:
      let dynamics = HybridField(
        expert, channels: ImmuneResponse.channelCount, beside: learned(PatientSimulation.hiddenCount))
      return try run(kind, dynamics, &generator, onEpoch)
    }
  }

  private func run<Dynamics: PatientDynamics>(
    _ kind: PatientModelKind, _ dynamics: Dynamics, _ generator: inout RandomGenerator,
    _ onEpoch: (Int) -> Void
  ) throws -> HybridRun {
    let task = PatientTask<Dynamics>(training: training, validation: validation, seenDays: Self.seenDays)
    var trainer = Trainer(
      task, model: PatientModel(dynamics, using: &generator), identity: kind.rawValue,
      optimizer: Optimizer(.adam(), learningRate: 0.01), generator: generator)
    let summary = try trainer.fit(
      epochs: epochs, schedule: .cosine(epochs: max(epochs, 1), floor: 0.01), gradientNormLimit: 1,
      onEvent: { if case .epochEnded(let progress) = $0 { onEpoch(progress.record.epoch) } })
    try summary.requireFinite()
    let outputs = trainer.bestModel.outputs(of: test, seenDays: Self.seenDays)
    let errors = zip(outputs, test.truth).dropFirst(Self.seenDays).map { $0 - $1 }
    func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
    return HybridRun(
      model: kind, trainingPatients: training.count, seed: seed, parameters: trainer.model.parameterCount,
      epochs: summary.epochs, bestEpoch: summary.best?.epoch, validation: finite(summary.best?.validation),
      test: finite(rootMeanSquare(errors)), testByDay: errors.map { finite(rootMeanSquare([$0])) },
      firstPatient: outputs.map { $0.sliced(alongAxis: 0, 0..<1).elements })
  }
}

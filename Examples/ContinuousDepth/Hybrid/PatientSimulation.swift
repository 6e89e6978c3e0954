import GraphODE
import _ExampleSupport

/// What is the same for all patients of a simulation: how hidden states move, and what outputs show.
///
/// Beside the expert's four states there are hidden ones, which move by `dh/dt = tanh([z, h] W / 8)` with a
/// random matrix of which half the entries are 0. Each output is a random combination of about three of the
/// eight states, in units of its standard deviation among the patients to train on. States begin
/// exponentially distributed about 0.01, and on a share of the days a patient gets a dose of up to 10.
///
/// Reference: Z. Qian et al., "Integrating Expert ODEs into Neural ODEs: Pharmacology and Disease
/// Progression", NeurIPS 2021, the simulation of its published code, where there is one dose a patient.
struct PatientSimulation {
  static let hiddenCount = 4
  static let outputCount = 20
  static let dayCount = 15
  static let noise = 0.1
  static let largestDose = 10.0

  /// The time of each day.
  static let days = (0..<dayCount).map(Double.init)

  private static let stateCount = ImmuneResponse.channelCount + hiddenCount
  private let hidden: HiddenInfluence
  private let readout: Tensor
  private let doseShare: Double
  private var generator: RandomGenerator

  /// Draws what is the same for all patients, who get a dose on a share of the days.
  init(doseShare: Double, seed: UInt64) {
    self.doseShare = doseShare
    generator = RandomGenerator(seed: seed)
    hidden = HiddenInfluence(
      weight: Self.normal([Self.stateCount, Self.hiddenCount], keeping: 0.5, using: &generator)
        .scaled(by: 1 / Double(Self.stateCount)))
    readout = Self.normal([Self.stateCount, Self.outputCount], keeping: 0.375, using: &generator)
  }

  /// Returns patients, with outputs in units of their standard deviation among the first ones.
  ///
  /// - Throws: How the solve ended, if it failed.
  mutating func patients(_ count: Int, scaledByFirst first: Int) throws -> Patients {
    let doses = TimedInput(
      Tensor(
        uniform: 0..<Self.largestDose, shape: [count, Self.dayCount - 1], scalarType: .float64,
        using: &generator)
        * Self.mask([count, Self.dayCount - 1], keeping: doseShare, using: &generator),
      at: Self.days.dropLast())
    let uniform = Tensor(
      uniform: 1e-12..<1, shape: [count, Self.stateCount], scalarType: .float64, using: &generator)
    let field = HybridField(
      ImmuneResponse(doses: doses), channels: ImmuneResponse.channelCount, beside: hidden)
    let solution = solve(
      field, from: log(uniform).scaled(by: -0.01), over: 0...Double(Self.dayCount - 1),
      saving: .times(Self.days),
      with: Solver(.dormandPrince8, .adaptive(relativeTolerance: 1e-9, absoluteTolerance: 1e-12)))
    guard solution.outcome.isSuccess else {
      throw RunFailure(
        "The simulation of the patients ended at day \(solution.endTime): \(solution.outcome).")
    }
    let outputs = solution.states.map { matmul($0, readout) }
    let known = concatenated(outputs.map { $0.sliced(alongAxis: 0, 0..<first) }, alongAxis: 0)
    let mean = known.mean(alongAxis: 0)
    // An output that shows nothing has no deviation to divide by.
    let deviation = sqrt(square(known - mean).mean(alongAxis: 0)) + 1e-6
    let truth = outputs.map { (($0 - mean) / deviation).converted(to: .float32) }
    let observations = truth.map {
      $0 + Tensor(normalWithMean: 0, deviation: Self.noise, shape: $0.shape, using: &generator)
    }
    return Patients(
      observations: observations, truth: truth,
      doses: TimedInput(doses.amounts.converted(to: .float32), at: doses.times))
  }

  /// Returns standard normal numbers of which a share is kept and the others are 0.
  private static func normal(
    _ shape: Shape, keeping share: Double, using generator: inout RandomGenerator
  ) -> Tensor {
    Tensor(normalWithMean: 0, deviation: 1, shape: shape, scalarType: .float64, using: &generator)
      * mask(shape, keeping: share, using: &generator)
  }

  /// Returns ones and zeros.
  private static func mask(
    _ shape: Shape, keeping share: Double, using generator: inout RandomGenerator
  ) -> Tensor {
    Tensor(dropoutMaskWithRate: 1 - share, shape: shape, scalarType: .float64, using: &generator)
      .scaled(by: share)
  }
}

/// The simulated influence that no expert knows of: `dh/dt = tanh([z, h] W)`.
private struct HiddenInfluence: VectorField {
  var weight: Tensor

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { tanh(matmul(state, weight)) }
}

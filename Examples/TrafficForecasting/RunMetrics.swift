import Foundation
import GraphODE

/// The figures of one run.
struct RunMetrics: Codable {
  let dataset: String
  let model: String
  let seed: UInt64
  let drop: Double
  let parameters: Int
  let epochs: Int

  /// The epoch that was kept, or `nil` for a model that is not trained, which JSON shows as `null`.
  let bestEpoch: Int?

  let secondsPerEpoch: Double

  /// The most memory that tensors held at once in training, in units of 10⁶ bytes; `nil` for a model that
  /// is not trained, and in older files.
  let peakMegabytes: Double?

  /// The errors in the unit of the readings at 3, 6 and 12 steps, and over all twelve as `average`.
  let horizons: [String: ErrorMeasures]

  /// The horizons that papers report.
  private static let reported = [3, 6, 12]

  init(_ result: RunResult, dataset: String, recipe: ForecastingRecipe, seed: UInt64, drop: Double) {
    self.dataset = dataset
    model = recipe.model.rawValue
    self.seed = seed
    self.drop = drop
    parameters = result.parameterCount
    epochs = result.training?.epochs ?? 0
    bestEpoch = result.training?.best?.epoch
    secondsPerEpoch = result.training?.secondsPerEpoch ?? 0
    peakMegabytes = result.training.map { _ in result.peakMegabytes }
    var horizons = ["average": result.errors.average]
    for step in Self.reported { horizons["\(step)"] = result.errors.measures(at: step) }
    self.horizons = horizons
  }

  private enum CodingKeys: CodingKey {
    case dataset, model, seed, drop, parameters, epochs, bestEpoch, secondsPerEpoch, peakMegabytes, horizons
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(dataset, forKey: .dataset)
    try container.encode(model, forKey: .model)
    try container.encode(seed, forKey: .seed)
    try container.encode(drop, forKey: .drop)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(epochs, forKey: .epochs)
    // What the compiler would write leaves a key without a value out.
    try container.encode(bestEpoch, forKey: .bestEpoch)
    try container.encode(secondsPerEpoch, forKey: .secondsPerEpoch)
    try container.encode(peakMegabytes, forKey: .peakMegabytes)
    try container.encode(horizons, forKey: .horizons)
  }

  /// The figures as a table, with a line that sums them up.
  func table(unit: String) -> String {
    var table = TextTable([
      .words("horizon"), .numbers("MAE"), .numbers("RMSE"), .numbers("MAPE %"),
    ])
    for name in Self.reported.map(String.init) + ["average"] {
      guard let errors = horizons[name] else { continue }
      if name == "average" { table.appendRule() }
      table.append([
        name, String(format: "%.3f", errors.mae), String(format: "%.3f", errors.rmse),
        String(format: "%.2f", errors.mape),
      ])
    }
    var words = "\(model) on \(dataset)"
    if drop > 0 { words += ", \(String(format: "%g", 100 * drop)) % of inputs dropped" }
    if let bestEpoch {
      words +=
        ", best epoch \(bestEpoch) of \(epochs), "
        + "\(String(format: "%.1f", secondsPerEpoch)) s an epoch"
      if let peakMegabytes { words += ", \(String(format: "%.0f", peakMegabytes)) MB of tensors at most" }
    }
    return "\(table)\n\(words), in \(unit)"
  }

  /// Reads the figures that ``write(to:)`` wrote.
  ///
  /// - Throws: `DecodingError` if they are others.
  init(json: Data) throws {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    self = try decoder.decode(RunMetrics.self, from: json)
  }

  /// Writes the figures as JSON.
  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    try AtomicFile.write(Array(encoder.encode(self)) + Array("\n".utf8), to: path)
  }
}

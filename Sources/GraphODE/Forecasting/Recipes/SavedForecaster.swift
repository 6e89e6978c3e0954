import Foundation
public import GraphDatasets
public import Graphs

/// What has to be known beside its parameters to use a forecaster, as a checkpoint keeps it.
public struct SavedForecaster: Codable, Hashable, Sendable {
  /// How the model is built.
  public let recipe: ForecastingRecipe

  /// The data that it was trained on.
  public let dataset: String

  /// What is forecast.
  public let quantity: Quantity

  /// The sensors, in the order of the graph's nodes.
  public let sensors: [String]

  /// How readings and clocks are shown to the model.
  public let encoding: InputEncoding

  /// The clock of the series.
  public let clock: SeriesClock

  /// The number of input steps that it was trained with.
  public let inputCount: Int

  /// The name under which a checkpoint keeps this among its notes.
  public static let note = "forecaster"

  private let rows: [Int]
  private let columns: [Int]
  private let weights: [Double]?

  /// Creates the description of a model that was trained on some windows.
  ///
  /// - Throws: `unknownTimes` if the series does not know its interval and times of day.
  public init(
    recipe: ForecastingRecipe, on data: TrafficData, windows: ForecastingWindows
  ) throws(DatasetError) {
    self.recipe = recipe
    dataset = data.name
    quantity = data.series.quantity
    sensors = data.series.sensors
    encoding = windows.encoding
    clock = try SeriesClock(of: data.series.times, dataset: data.name)
    inputCount = windows.inputCount
    let pattern = data.graph.pattern
    rows = (0..<pattern.rowCount).flatMap { row in pattern.entries(inRow: row).map { _ in row } }
    columns = Array(pattern.columnIndices)
    weights = data.graph.weights
  }

  /// The graph that the model runs over.
  ///
  /// - Throws: `GraphError` if the entries are damaged.
  public func graph() throws -> Graph {
    try Graph(
      nodeCount: sensors.count, rows: rows, columns: columns, weights: weights, direction: .directed)
  }

  /// Returns this as JSON, in which every number is exact.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// Reads what ``json()`` wrote.
  public init(json: String) throws {
    self = try JSONDecoder().decode(SavedForecaster.self, from: Data(json.utf8))
  }
}

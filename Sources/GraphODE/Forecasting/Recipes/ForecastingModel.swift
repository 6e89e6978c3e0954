/// The models and rules that forecast readings, as the command line names them.
public enum ForecastingModel: String, CaseIterable, Codable, Hashable, Sendable {
  /// The last reading stays: see ``Persistence``.
  case persistence

  /// The mean reading at the time of the day or week: see ``HistoricalAverage``.
  case historicalAverage = "historical-average"

  /// A linear map of the window: see ``RidgeAutoregression``.
  case ridge

  /// A GRU that all sensors share and that sees no graph: see ``RecurrentForecaster``.
  case gru

  /// A GRU whose products are diffusion convolutions, as in DCRNN: see ``RecurrentForecaster``.
  case gcgru

  /// The same with the nodes' embeddings and the learned adjacency that ``gcdeGRU`` has.
  case embeddedGCGRU = "gcgru-embedded"

  /// A hybrid graph differential equation: see ``GCDEGRU``.
  case gcdeGRU = "gcde-gru"

  /// A variational graph differential equation: see ``LatentForecaster``.
  case latentGDE = "latent-gde"

  /// Whether the model is trained by gradients, and not fitted in closed form or at all.
  public var isTrained: Bool {
    switch self {
    case .persistence, .historicalAverage, .ridge: false
    case .gru, .gcgru, .embeddedGCGRU, .gcdeGRU, .latentGDE: true
    }
  }
}

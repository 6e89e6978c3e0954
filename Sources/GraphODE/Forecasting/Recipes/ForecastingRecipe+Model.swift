public import GraphDatasets
public import Graphs
import Integrators
public import Tensors
import VectorFields

/// Something that is done with a forecaster of whatever type.
public protocol ForecasterVisitor {
  /// What comes of it.
  associatedtype Result

  /// Does it.
  func visit<Model: Forecaster & Sendable>(_ model: Model) throws -> Result
}

extension ForecastingRecipe {
  /// Makes the recipe's model with random parameters, and hands it to a visitor.
  ///
  /// - Parameters:
  ///   - graph: The graph, directed and weighted.
  ///   - encoding: What the model sees of readings.
  ///   - generator: The source of random numbers.
  ///   - visitor: What is done with the model.
  /// - Returns: What comes of it.
  /// - Throws: What the visitor throws, or why the flow cannot be solved as ``solver`` asks for.
  /// - Precondition: The model is one that is trained.
  public func withModel<Visitor: ForecasterVisitor>(
    over graph: Graph, seeing encoding: InputEncoding, using generator: inout RandomGenerator,
    _ visitor: Visitor
  ) throws -> Visitor.Result {
    let supports = DiffusionSupports(of: graph, stepCount: diffusionSteps)
    let solver = solver ?? SolverChoice()
    switch model {
    case .gru, .gcgru, .embeddedGCGRU:
      guard solver.isEmpty else {
        throw SolverChoiceError.mismatch(
          "The model \(model.rawValue) has no differential equation to solve; choose one that has, such as "
            + "\(ForecastingModel.gcdeGRU.rawValue).")
      }
    default: break
    }
    switch model {
    case .persistence, .historicalAverage, .ridge:
      preconditionFailure("The model \(model.rawValue) has no parameters to train.")
    case .gru:
      return try visitor.visit(
        RecurrentForecaster<GRUCell>(
          along: supports, seeing: encoding, channels: channels, layerCount: layerCount,
          using: &generator))
    case .gcgru, .embeddedGCGRU:
      return try visitor.visit(
        RecurrentForecaster<GraphGRUCell>(
          along: supports, seeing: encoding, channels: channels, layerCount: layerCount,
          embeddingChannels: embeddingChannels, adjacencyRank: adjacencyRank, using: &generator))
    case .gcdeGRU:
      var settings = GCDEGRUSettings()
      settings.channels = channels
      settings.embeddingChannels = embeddingChannels
      settings.adjacencyRank = adjacencyRank
      settings.jumpSteps = diffusionSteps
      settings.forecastsChanges = forecastsChanges
      settings.solver = try solver.applied(
        to: settings.solver, for: StretchedField<GatedDiffusionField>.self)
      return try visitor.visit(
        GCDEGRU(over: graph, seeing: encoding, settings: settings, using: &generator))
    case .latentGDE:
      var settings = LatentSettings()
      settings.encoderChannels = channels
      settings.solver = try solver.applied(to: settings.solver, for: StretchedField<DiffusionField>.self)
      return try visitor.visit(
        LatentForecaster(along: supports, seeing: encoding, settings: settings, using: &generator))
    }
  }
}

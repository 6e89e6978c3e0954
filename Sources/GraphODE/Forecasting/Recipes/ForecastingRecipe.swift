public import GraphDatasets
public import Integrators
public import Training

/// Everything that decides how a forecaster is built and trained on a dataset.
///
/// The numbers were chosen on validation windows.
public struct ForecastingRecipe: Codable, Hashable, Sendable {
  /// The model.
  public var model: ForecastingModel

  /// The number of channels of node states.
  public var channels: Int

  /// The number of channels of a node's embedding, for models with one.
  public var embeddingChannels: Int

  /// The rank of the learned adjacency beside the road graph, 0 for none.
  public var adjacencyRank: Int

  /// Whether forecasts are changes of the last reading, for models that can do both.
  public var forecastsChanges: Bool

  /// The number of layers of recurrent models.
  public var layerCount: Int

  /// The largest number of steps that observations spread over the graph.
  public var diffusionSteps: Int

  /// The number of epochs.
  public var epochs: Int

  /// The number of windows in a batch.
  public var batchSize: Int

  /// The step length of the optimizer before its schedule.
  public var learningRate: Double

  /// The pull of the optimizer towards 0.
  public var weightDecay: Double

  /// The share of the parameters' average that outlives an update.
  public var averagingDecay: Double

  /// The largest norm of a gradient.
  public var gradientNormLimit: Double

  /// The time constant of scheduled sampling in updates, 0 for none.
  public var scheduledSamplingUpdates: Double

  /// The largest share of a window's steps that training hides, in `0...1`.
  public var stepDropout: Double

  /// The number of updates over which a variational penalty grows to its full weight, 0 for none.
  public var annealingUpdates: Int

  /// How the model's flow is solved, where that is not as the model was tuned for.
  public var solver: SolverChoice?

  /// Creates the recipe for a model on a dataset; datasets without one of their own get that of los-loop.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - dataset: The name of the dataset.
  ///   - dropped: The steps that are dropped from all inputs.
  public init(_ model: ForecastingModel, dataset: String, dropping dropped: DroppedSteps = .none) {
    let isSmall = dataset == TrafficDataset.metrLA10.rawValue
    self.model = model
    channels = model == .gcdeGRU || model == .latentGDE ? 32 : 64
    let tellsNodesApart = model == .gcdeGRU || model == .embeddedGCGRU
    embeddingChannels = tellsNodesApart ? 8 : 0
    // On few sensors an adjacency between all of them costs little.
    adjacencyRank = tellsNodesApart && isSmall ? 10 : 0
    // What was read last may be long ago where readings are absent.
    forecastsChanges = model == .gcdeGRU && !isSmall
    layerCount = 1
    diffusionSteps = 2
    switch TrafficDataset(rawValue: dataset) {
    case .metrLA10: epochs = 6
    // Its error on validation windows falls for longer.
    case .hangzhouMetro: epochs = 30
    default: epochs = 10
    }
    batchSize = isSmall ? 64 : 16
    learningRate = 3e-3
    weightDecay = 0
    averagingDecay = 0.99
    gradientNormLimit = 5
    scheduledSamplingUpdates = 0
    // Else models learn which steps are dropped, since they are the same ones in every epoch.
    stepDropout = dropped.share > 0 ? 0.8 : 0
    annealingUpdates = model == .latentGDE ? 500 : 0
  }

  /// The optimizer before its first step.
  public var optimizer: Optimizer {
    Optimizer(.adamW(epsilon: 1e-6), learningRate: learningRate, weightDecay: weightDecay)
  }

  /// The learning rate's factor: half a cosine over all epochs.
  public var schedule: LearningRateSchedule { .cosine(epochs: epochs, floor: 0) }

  /// How parameters are averaged.
  public var averaging: WeightAveraging { WeightAveraging(decay: averagingDecay) }

  /// How a decoder is weaned from the truth.
  public var scheduledSampling: ScheduledSampling {
    scheduledSamplingUpdates > 0 ? .inverseSigmoid(updates: scheduledSamplingUpdates) : .never
  }

  /// How the penalty of variational models grows.
  public var annealing: Annealing {
    annealingUpdates > 0 ? .linear(updates: annealingUpdates) : .none
  }
}

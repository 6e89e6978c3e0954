public import GraphDatasets
public import Graphs
public import Integrators
public import Layers
import Tensors
import Training
public import VectorFields

/// A latent graph differential equation: a state that is inferred from what is observed, and from which all
/// of it flows.
///
/// An encoder runs backwards in time, flowing from one observation to the one before and jumping at each,
/// and tells the mean and variance of the latent state `Z` at the time of the first. From there one flow
/// leads through the observations, which it has to reproduce, and on to the targets:
///
///     q(Z | x) = N(μ(x), σ²(x)),   dZ/dt = f(Z),   p(xᵢ | Z) about g(Z(tᵢ))
///
/// Training maximises the evidence's lower bound `E_q ln p(x | Z) − β KL(q ‖ N(0, 1))`, with a sample of `Z`
/// by `μ + σ ε`; outside of it, forecasts are those of the mean. With Laplace's noise the part of the targets
/// is their mean absolute error but for a factor, and the forecast's penalty is the rest of the bound in the
/// same units.
///
/// Reference: Y. Rubanova, R. T. Q. Chen and D. Duvenaud, "Latent ODEs for irregularly-sampled time series",
/// NeurIPS 2019, section 3, over a graph as in M. Poli et al., "Continuous-Depth Neural Models for Dynamic
/// Graph Prediction", 2021.
public struct LatentForecaster: Forecaster, Sendable {
  /// The field of the encoder, along which it flows backwards in time.
  public var encoderField: DiffusionField

  /// The encoder's jump at an observation.
  public var encoderCell: GraphGRUCell

  /// Leads from the encoder's state to the means and the logarithms of the variances.
  public var posterior: Linear

  /// The field `f` of the latent state.
  public var field: LeakyField<DiffusionField>

  /// The first layer of the read-out `g`, which sees the latent state and the clock.
  public var hidden: Linear

  /// The second layer of the read-out.
  public var output: Linear

  /// How both flows are solved, in intervals of the series.
  @noDerivative public let solver: Solver

  /// The mean absolute error that readings are expected to have, scaled: the scale of Laplace's noise.
  @noDerivative public let scatter: Double

  /// The unit of scaled readings in that of the series.
  @noDerivative public let unit: Double

  /// Creates a model with random parameters.
  ///
  /// - Parameters:
  ///   - supports: The walks over the graph.
  ///   - encoding: What the model sees of readings.
  ///   - settings: The sizes, the solver and the noise.
  ///   - generator: The source of random numbers.
  public init(
    along supports: DiffusionSupports, seeing encoding: InputEncoding, settings: LatentSettings,
    using generator: inout RandomGenerator
  ) {
    let (channels, latent) = (settings.encoderChannels, settings.latentChannels)
    let scalarType = supports.scalarType
    encoderField = DiffusionField(channels, rate: 0.1, along: supports, using: &generator)
    encoderCell = GraphGRUCell(
      encoding.channels.count, to: channels, hopCount: supports.hopCount, scalarType: scalarType,
      using: &generator)
    posterior = Linear(channels, to: 2 * latent, scalarType: scalarType, using: &generator)
    field = LeakyField(
      DiffusionField(latent, rate: 0.5, along: supports, using: &generator), rate: 0.1,
      channels: latent, scalarType: scalarType)
    hidden = Linear(
      latent + encoding.channels.clockCount, to: settings.readoutChannels, scalarType: scalarType,
      using: &generator)
    output = Linear(settings.readoutChannels, to: 1, scalarType: scalarType, using: &generator)
    solver = settings.solver
    scatter = settings.scatter
    unit = encoding.scaler.standardDeviation
  }

  /// Returns forecasts for the target times of a batch, and what the bound has beside their errors.
  @differentiable(reverse,wrt: self)
  public func callAsFunction(_ batch: ForecastBatch, guidedBy guidance: ForecastGuidance) -> Forecast {
    let steps = withoutDerivative(at: LatentSteps(batch))
    let latent = posterior(of: steps)
    let noise = withoutDerivative(at: LatentNoise(guidance, like: latent.mean))
    let start = latent.sample(noise.sample)
    let solution = solve(field, from: start, readAfter: steps.elapsed, with: solver)
    let values = readings(solution.arrivals, atClocks: steps.clocks)
    let axis = withoutDerivative(at: steps.values.shape[2])
    let reproduced = values.sliced(alongAxis: 2, 0..<axis)
    let surprise = ObservationNoise.laplace(scale: scatter).negativeLogLikelihood(
      reproduced, targets: steps.values, present: steps.observed)
    let divergence = divergenceFromStandardNormal(mean: latent.mean, logVariance: latent.logVariance)
    return Forecast(
      values: values.sliced(alongAxis: 2, axis..<steps.count),
      penalty: noise.share * scatter * unit / steps.targetCount
        * (surprise + guidance.penaltyFactor * divergence),
      statistics: withoutDerivative(at: solution.statistics))
  }

  /// Returns the distribution of the latent state at the time of the first observation.
  @differentiable(reverse)
  func posterior(of steps: LatentSteps) -> LatentDistribution {
    let shape = withoutDerivative(at: steps.values.shape.replacing(axis: 2, with: encoderCell.channelCount))
    let encoded = solve(
      encoderField, from: withoutDerivative(at: .zeros(shape, scalarType: steps.values.scalarType)),
      observing: steps.reversedObservations, after: steps.reversedElapsed,
      by: CellUpdate(encoderCell, along: encoderField.supports), with: solver)
    let size = withoutDerivative(at: posterior.weight.shape[1] / 2)
    let parts = posterior(encoded.end).split(alongAxis: 2, sizes: [size, size])
    return LatentDistribution(mean: parts[0], logVariance: parts[1])
  }

  /// Returns what is read off some states, each with its clock: `[nodes, batch, states]`.
  @differentiable(reverse,wrt: (self, states))
  private func readings(_ states: [Tensor], atClocks clocks: [Tensor]) -> Tensor {
    var values: [Tensor] = []
    for step in withoutDerivative(at: states.indices) {
      values.append(output(relu(hidden(concatenated([states[step], clocks[step]], alongAxis: 2)))))
    }
    return concatenated(values, alongAxis: 2)
  }

  /// Shows the parameters of all parts to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("encoderField", &encoderField, gradient.encoderField)
    visitor.visit("encoderCell", &encoderCell, gradient.encoderCell)
    visitor.visit("posterior", &posterior, gradient.posterior)
    visitor.visit("field", &field, gradient.field)
    visitor.visit("hidden", &hidden, gradient.hidden)
    visitor.visit("output", &output, gradient.output)
  }
}

/// The sizes of a ``LatentForecaster``, how its flows are solved, and the noise that it expects.
public struct LatentSettings: Equatable, Sendable {
  /// The number of channels of the encoder's state.
  public var encoderChannels = 32

  /// The number of channels of the latent state.
  public var latentChannels = 16

  /// The number of channels between the layers of the read-out.
  public var readoutChannels = 64

  /// How both flows are solved, in intervals of the series.
  public var solver = Solver(.heun, .stepSize(1), gradient: .recomputed())

  /// The mean absolute error that readings are expected to have, scaled.
  public var scatter = 0.2

  /// Creates the standard settings.
  public init() {}
}

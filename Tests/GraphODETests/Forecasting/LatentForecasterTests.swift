import Graphs
import Integrators
import Layers
import Tensors
import Testing
import Training
import _TestSupport

@testable import GraphDatasets
@testable import GraphODE

@Suite("The latent graph differential equation")
struct LatentForecasterTests {
  let batch = ToyBatch.batch()
  let model: LatentForecaster

  static let settings = {
    var settings = LatentSettings()
    settings.encoderChannels = 3
    settings.latentChannels = 2
    settings.readoutChannels = 4
    settings.solver = Solver(.heun, .stepSize(1.25), gradient: .recomputed())
    return settings
  }()

  init() throws {
    var generator = RandomGenerator(seed: 3)
    model = LatentForecaster(
      along: try ToyBatch.supports(), seeing: ToyBatch.encoding, settings: Self.settings,
      using: &generator)
  }

  private func guidance(_ factor: Double, seed: UInt64 = 5) -> ForecastGuidance {
    ForecastGuidance(generator: RandomGenerator(seed: seed), penaltyFactor: factor)
  }

  @Test("Outside of training it forecasts from the mean, with nothing to pay")
  func mean() {
    let (first, second) = (model(batch, guidedBy: .none), model(batch, guidedBy: .none))
    #expect(first.values == second.values && first.penalty == 0)
    #expect(first.values.shape == [4, 3, 2])
    var certain = model
    let weights = model.posterior.weight.split(alongAxis: 1, sizes: [2, 2])
    // With the smallest variances a sample is the mean.
    certain.posterior = Linear(
      weight: concatenated([weights[0], weights[1] * 0], alongAxis: 1),
      bias: Tensor(shape: [4], elements: [0.1, 0.2, -80, -80], scalarType: .float64))
    #expect(
      largestDifference(
        certain(batch, guidedBy: guidance(1)).values, certain(batch, guidedBy: .none).values) < 1e-14)
  }

  @Test("A sample is the mean and the noise times the deviation")
  func sample() {
    let (mean, noise) = (samples([4, 3, 2]), samples([4, 3, 2], seed: 1))
    let variance = Tensor(repeating: 4, shape: [4, 3, 2], scalarType: .float64)
    let latent = LatentDistribution(mean: mean, logVariance: log(variance))
    #expect(largestDifference(latent.sample(noise), mean + noise.scaled(by: 2)) < 1e-15)
    #expect(latent.sample(.zero) == mean)
  }

  @Test("The penalty is the bound without its targets: what is not reproduced, and β times the divergence")
  func penalty() {
    let steps = LatentSteps(batch)
    let posterior = model.posterior(of: steps)
    let divergence = divergenceFromStandardNormal(mean: posterior.mean, logVariance: posterior.logVariance)
    let (none, some) = (model(batch, guidedBy: guidance(0)), model(batch, guidedBy: guidance(0.7)))
    #expect(none.values == some.values)
    // In units of the series: ten to one of the scaled readings.
    let unit = 0.2 * 10 / batch.targetPresent.sum().scalar
    #expect(abs(some.penalty - none.penalty - 0.7 * divergence * unit) < 1e-12 * abs(some.penalty))
    #expect(divergence > 0 && none.penalty != 0)
    #expect(model(batch, guidedBy: guidance(0, seed: 6)).values != none.values)
  }

  @Test("What stands where nothing is observed changes no bit of the posterior")
  func absentValues() {
    let noise = zip(batch.inputs, batch.observed).map { input, mask in
      input + samples([4, 3, 5], from: -100, to: 100, seed: 8) * (1 - mask)
    }
    let other = ForecastBatch(
      inputs: noise, observed: batch.observed, inputTimes: batch.inputTimes,
      targetTimes: batch.targetTimes, targetClock: batch.targetClock, targets: batch.targets,
      targetPresent: batch.targetPresent)
    let (first, second) = (model.posterior(of: LatentSteps(batch)), model.posterior(of: LatentSteps(other)))
    #expect(first.mean.elements == second.mean.elements)
    #expect(first.logVariance.elements == second.logVariance.elements)
  }

  @Test("The flow of the mean goes through all inputs and targets, at their times")
  func times() {
    let steps = LatentSteps(batch)
    #expect(steps.elapsed.map(\.scalar) == [0, 2.5, 1, 1, 1.5])
    #expect(steps.reversedElapsed.map(\.scalar) == [0, -1, -2.5])
    let start = model.posterior(of: steps).mean
    let exact = Solver(.dormandPrince8, .adaptive(relativeTolerance: 1e-11, absoluteTolerance: 1e-11))
    var precise = LatentForecasterTests.settings
    precise.solver = exact
    let end = integrate(model.field, from: start, over: 0...6, with: exact)
    let read = model.output(
      relu(model.hidden(concatenated([end, batch.targetClock[1]], alongAxis: 2))))
    // The model's own steps are of 1.25 at most: their error shows, but is small.
    let found = model(batch, guidedBy: .none).values.sliced(alongAxis: 2, 1..<2)
    #expect(largestDifference(found, read) < 5e-2)
    #expect(largestDifference(found, read) > 0)
  }

  @Test("Gradients of forecasts and penalty are difference quotients, in every parameter")
  func gradients() {
    let (batch, guidance) = (batch, guidance(0.6))
    let (forecast, pullback) = valueWithPullback(at: model) { $0(batch, guidedBy: guidance) }
    let upstream = weights(like: forecast.values)
    let (name, error) = largestParameterError(
      of: pullback(.init(values: upstream, penalty: 0.7)), at: model
    ) {
      let forecast = $0(batch, guidedBy: guidance)
      return forecast.values.dotProduct(with: upstream) + 0.7 * forecast.penalty
    }
    // Laplace's likelihood has kinks, but none within a step of these numbers.
    #expect(error < 1e-7, "\(name)")
  }

  @Test("Nodes in another order give the forecasts in that order")
  func permutation() throws {
    let order = [2, 0, 3, 1]
    var generator = RandomGenerator(seed: 3)
    let permuted = LatentForecaster(
      along: try ToyBatch.supports(order: order), seeing: ToyBatch.encoding, settings: Self.settings,
      using: &generator)
    let found = permuted(ToyBatch.batch(order: order), guidedBy: .none).values
    #expect(
      largestDifference(found, model(batch, guidedBy: .none).values.gatheringRows(order)) < 1e-13)
  }

  @Test("All parameters have names")
  func parameters() {
    let names = Set(model.namedParameters.map { $0.name.split(separator: ".")[0] })
    #expect(names == ["encoderField", "encoderCell", "posterior", "field", "hidden", "output"])
  }
}

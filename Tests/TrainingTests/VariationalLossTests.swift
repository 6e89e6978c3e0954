import Foundation
import Tensors
import Testing
import Training
import _TestSupport

@Suite("Losses of generative models")
struct VariationalLossTests {
  @Test("The divergence from the standard normal is the integral of its definition")
  func divergence() {
    for (mean, logVariance) in [(0.0, 0.0), (0.7, -0.4), (-1.3, 0.9), (0.1, -3)] {
      // ∫ q ln(q/p) by the trapezium rule, which is exact to round-off for normal densities.
      let deviation = exp(logVariance / 2)
      var integral = 0.0
      let step = deviation / 50
      for index in -800...800 {
        let z = mean + Double(index) * step
        let ratio = -logVariance / 2 - pow((z - mean) / deviation, 2) / 2 + z * z / 2
        let density = exp(-pow((z - mean) / deviation, 2) / 2) / (2 * .pi).squareRoot() / deviation
        integral += density * ratio * step
      }
      let found = divergenceFromStandardNormal(
        mean: Tensor(shape: [1], elements: [mean], scalarType: .float64),
        logVariance: Tensor(shape: [1], elements: [logVariance], scalarType: .float64))
      #expect(abs(found - integral) < 1e-12)
    }
    let (mean, logVariance) = (samples([3, 2]), samples([3, 2], seed: 1))
    let each = zip(mean.elements, logVariance.elements).reduce(0) {
      $0 + ($1.0 * $1.0 + exp($1.1) - 1 - $1.1) / 2
    }
    #expect(abs(divergenceFromStandardNormal(mean: mean, logVariance: logVariance) - each) < 1e-14)
  }

  @Test("Its gradient agrees with central differences")
  func divergenceGradient() {
    let (mean, logVariance) = (samples([3, 2]), samples([3, 2], seed: 1))
    let slopes = gradient(at: mean, logVariance) { divergenceFromStandardNormal(mean: $0, logVariance: $1) }
    // d/dμ = μ and d/dv = ½ (e^v − 1).
    #expect(largestDifference(slopes.0, mean) < 1e-15)
    #expect(largestDifference(slopes.1, (exp(logVariance) - 1).scaled(by: 0.5)) < 1e-15)
  }

  @Test(
    "Densities integrate to 1", arguments: [ObservationNoise.gaussian(deviation: 0.6), .laplace(scale: 0.3)])
  func densities(_ noise: ObservationNoise) {
    let one = Tensor.ones([1], scalarType: .float64)
    let prediction = one.scaled(by: 0.4)
    var total = 0.0
    let step = 1e-3
    for index in -12_000...12_000 {
      // About the peak of Laplace's density, so that it lies between two intervals.
      let target = one.scaled(by: 0.4 + Double(index) * step)
      total += exp(-noise.negativeLogLikelihood(prediction, targets: target, present: one)) * step
    }
    #expect(abs(total - 1) < 1e-5)
  }

  @Test(
    "The likelihood counts targets that are present alone, with the gradient of difference quotients",
    arguments: [ObservationNoise.gaussian(deviation: 0.6), .laplace(scale: 0.3)])
  func masks(_ noise: ObservationNoise) {
    let predictions = samples([2, 3])
    let present = Tensor(shape: [2, 3], elements: [1, 0, 1, 0, 0, 1], scalarType: .float64)
    var elements = samples([2, 3], seed: 1).elements
    let targets = Tensor(shape: [2, 3], elements: elements, scalarType: .float64)
    let value = noise.negativeLogLikelihood(predictions, targets: targets, present: present)
    for index in [1, 3, 4] { elements[index] = .nan }
    let others = Tensor(shape: [2, 3], elements: elements, scalarType: .float64)
    #expect(noise.negativeLogLikelihood(predictions, targets: others, present: present) == value)
    let slopes = gradient(at: predictions) {
      noise.negativeLogLikelihood($0, targets: others, present: present)
    }
    for index in 0..<6 {
      func moved(_ distance: Double) -> Double {
        var elements = predictions.elements
        elements[index] += distance
        let point = Tensor(shape: [2, 3], elements: elements, scalarType: .float64)
        return noise.negativeLogLikelihood(point, targets: others, present: present)
      }
      #expect(abs((moved(1e-6) - moved(-1e-6)) / 2e-6 - slopes.elements[index]) < 1e-8)
    }
  }

  @Test("With the exact posterior the evidence's lower bound is the evidence")
  func evidence() {
    // z ~ N(0, 1) and x | z ~ N(a z, s²): the posterior is normal, and x ~ N(0, a² + s²).
    let (a, s, x) = (1.7, 0.6, 0.9)
    let variance = 1 / (1 + a * a / (s * s))
    let mean = variance * a * x / (s * s)
    let one = Tensor.ones([1], scalarType: .float64)
    let target = one.scaled(by: x)
    // The likelihood is a parabola in z, whose mean is that of its values at μ ± σ.
    let surprise = [-1, 1].map { sign in
      ObservationNoise.gaussian(deviation: s).negativeLogLikelihood(
        one.scaled(by: a * (mean + sign * variance.squareRoot())), targets: target, present: one)
    }
    let divergence = divergenceFromStandardNormal(
      mean: one.scaled(by: mean), logVariance: one.scaled(by: log(variance)))
    let total = a * a + s * s
    let evidence = -x * x / (2 * total) - log(2 * .pi * total) / 2
    #expect(abs(-(surprise[0] + surprise[1]) / 2 - divergence - evidence) < 1e-14)
    // Any other distribution is below.
    let other = divergenceFromStandardNormal(
      mean: one.scaled(by: mean + 0.1), logVariance: one.scaled(by: log(variance)))
    let away = [-1, 1].map { sign in
      ObservationNoise.gaussian(deviation: s).negativeLogLikelihood(
        one.scaled(by: a * (mean + 0.1 + sign * variance.squareRoot())), targets: target, present: one)
    }
    #expect(-(away[0] + away[1]) / 2 - other < evidence - 1e-3)
  }
}

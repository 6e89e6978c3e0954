import Layers
import Tensors
import Testing
import _TestSupport

@testable import Training

@Suite("Averaged parameters")
struct WeightAveragingTests {
  @Test("The average is the weighted sum that its formula says")
  func formula() {
    let averaging = WeightAveraging(decay: 0.25)
    func model(_ value: Double) -> Linear {
      Linear(weight: Tensor(repeating: value, shape: [2, 3], scalarType: .float64))
    }
    var average = model(10)
    averaging.move(&average, towards: model(4), update: 1)
    // d = min(¼, 2/11).
    var expected = 10 * (2.0 / 11) + 4 * (9.0 / 11)
    #expect(largestDifference(average.weight, model(expected).weight) < 1e-14)
    averaging.move(&average, towards: model(-3), update: 5)
    expected = 0.25 * expected - 0.75 * 3
    #expect(largestDifference(average.weight, model(expected).weight) < 1e-14)
  }

  @Test("The average is what is judged and kept; training itself does not see it")
  func judged() throws {
    var plain = line(LineTask())
    var averaged = line(LineTask(), averaging: WeightAveraging(decay: 0.9))
    let (first, second) = (try plain.fit(epochs: 5), try averaged.fit(epochs: 5))
    #expect(plain.model.namedParameters.map(\.value) == averaged.model.namedParameters.map(\.value))
    #expect(first.history.map(\.loss) == second.history.map(\.loss))
    #expect(first.history.map(\.validation) != second.history.map(\.validation))
    #expect(averaged.judgedModel.weight != averaged.model.weight)
    #expect(plain.judgedModel.weight == plain.model.weight)
    #expect(second.best?.validation == -averaged.bestModel.weight.norm().scalar)
  }

  @Test("A decay of 0 judges the model itself")
  func nothing() throws {
    var trainer = line(LineTask(), averaging: WeightAveraging(decay: 0))
    _ = try trainer.fit(epochs: 3)
    #expect(largestDifference(trainer.judgedModel.weight, trainer.model.weight) < 1e-15)
  }

  @Test("A diverged epoch leaves the average of the one before")
  func divergence() throws {
    var trainer = line(LineTask(fault: (3, .loss)), averaging: WeightAveraging(decay: 0.9))
    var reference = line(LineTask(), averaging: WeightAveraging(decay: 0.9))
    _ = try trainer.fit(epochs: 5)
    _ = try reference.fit(epochs: 2)
    #expect(trainer.judgedModel.weight == reference.judgedModel.weight)
  }
}

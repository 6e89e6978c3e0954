import Foundation
import Tensors
import Testing
import Training
import _TestSupport

@Suite("Errors of forecasts")
struct ForecastErrorTests {
  /// Two nodes, one window, two horizons; the target 9 is absent.
  let targets = Tensor(shape: [2, 1, 2], elements: [10, 20, 40, 9], scalarType: .float64)
  let predictions = Tensor(shape: [2, 1, 2], elements: [13, 16, 40, 7], scalarType: .float64)
  let present = Tensor(shape: [2, 1, 2], elements: [1, 1, 1, 0], scalarType: .float64)

  @Test("Measures are those that are worked out by hand")
  func byHand() {
    var errors = ForecastErrors(horizonCount: 2)
    errors.add(predictions, targets: targets, present: present)
    // Errors of 3 and 0 one step ahead, of 4 two steps ahead.
    let rmse = 4.5.squareRoot()
    #expect(errors.measures(at: 1) == ErrorMeasures(mae: 1.5, rmse: rmse, mape: 15))
    #expect(errors.measures(at: 2) == ErrorMeasures(mae: 4, rmse: 4, mape: 20))
    let (mean, root) = (7.0 / 3, (25.0 / 3).squareRoot())
    #expect(errors.average.mae == mean)
    #expect(errors.average.rmse == root)
    // 30 %, 20 % and 0 %.
    #expect(abs(errors.average.mape - 50.0 / 3) < 1e-14)
  }

  @Test("Absent targets may hold anything")
  func absent() {
    for value in [0, -1e30, .nan, .infinity] {
      let other = Tensor(shape: [2, 1, 2], elements: [10, 20, 40, value], scalarType: .float64)
      var errors = ForecastErrors(horizonCount: 2)
      errors.add(predictions, targets: other, present: present)
      var plain = ForecastErrors(horizonCount: 2)
      plain.add(predictions, targets: targets, present: present)
      #expect(errors == plain)
      let mean = 7.0 / 3
      #expect(meanAbsoluteError(predictions, targets: other, present: present) == mean)
      let slopes = gradient(at: predictions) {
        meanAbsoluteError($0, targets: other, present: present)
      }
      let third = 1.0 / 3
      #expect(slopes.elements == [third, -third, 0, 0])
    }
  }

  @Test("Batches of any size give the errors of the whole, unlike a mean of roots")
  func pooling() {
    let (first, second) = (samples([3, 5, 2], from: 1, to: 9), samples([3, 5, 2], from: 1, to: 9, seed: 1))
    let mask = Tensor(repeating: 1, shape: [3, 5, 2], scalarType: .float64)
    var whole = ForecastErrors(horizonCount: 2)
    whole.add(first, targets: second, present: mask)
    var parts = ForecastErrors(horizonCount: 2)
    for range in [0..<1, 1..<5] {
      var part = ForecastErrors(horizonCount: 2)
      part.add(
        first.sliced(alongAxis: 1, range), targets: second.sliced(alongAxis: 1, range),
        present: mask.sliced(alongAxis: 1, range))
      parts += part
    }
    #expect(abs(parts.average.rmse - whole.average.rmse) < 1e-14)
    #expect(abs(parts.measures(at: 2).mape - whole.measures(at: 2).mape) < 1e-12)
    let mean = meanAbsoluteError(first, targets: second, present: mask)
    #expect(abs(whole.average.mae - mean) < 1e-14)
  }

  @Test("Targets below the floor do not count as percentages, but in the other measures")
  func floor() {
    var errors = ForecastErrors(horizonCount: 2, percentageFloor: 10)
    errors.add(predictions, targets: targets, present: present)
    #expect(errors.measures(at: 1).mape == 0)
    #expect(errors.measures(at: 1).mae == 1.5)
  }

  @Test("The gradient of the loss agrees with central differences, and is 0 without targets")
  func gradients() {
    let (predictions, targets) = (samples([2, 3, 2]), samples([2, 3, 2], seed: 3))
    let mask = Tensor(
      shape: [2, 3, 2], elements: [1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0], scalarType: .float64)
    func loss(_ predictions: Tensor) -> Double {
      3 * meanAbsoluteError(predictions, targets: targets, present: mask)
    }
    let slopes = gradient(at: predictions) {
      3 * meanAbsoluteError($0, targets: targets, present: mask)
    }.elements
    let step = 1e-6
    for index in slopes.indices {
      func moved(by distance: Double) -> Tensor {
        var elements = predictions.elements
        elements[index] += distance
        return Tensor(shape: [2, 3, 2], elements: elements, scalarType: .float64)
      }
      let quotient = (loss(moved(by: step)) - loss(moved(by: -step))) / (2 * step)
      // The loss is piecewise linear: only rounding over step remains.
      #expect(abs(slopes[index] - quotient) < 1e-8)
    }
    let nothing = Tensor.zeros(like: mask)
    #expect(meanAbsoluteError(predictions, targets: targets, present: nothing) == 0)
    let none = gradient(at: predictions) {
      meanAbsoluteError($0, targets: targets, present: nothing)
    }
    #expect(none == .zeros(like: mask))
  }

  @Test("An error that is not a number is not lost")
  func notANumber() {
    let broken = Tensor(shape: [2, 1, 2], elements: [.nan, 16, 40, 7], scalarType: .float64)
    #expect(meanAbsoluteError(broken, targets: targets, present: present).isNaN)
    let (target, mask) = (targets, present)
    let slopes = gradient(at: broken) { meanAbsoluteError($0, targets: target, present: mask) }
    #expect(slopes.elements[0].isNaN)
  }
}

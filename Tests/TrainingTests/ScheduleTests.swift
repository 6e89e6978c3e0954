import Foundation
import Testing

@testable import Training

@Suite("Schedules and stopping")
struct ScheduleTests {
  @Test("Steps, milestones and the cosine follow their formulas")
  func factors() {
    let epochs = [0, 1, 2, 3, 4, 8]
    func factors(_ schedule: LearningRateSchedule) -> [Double] {
      epochs.map { schedule.factor(afterEpochs: $0) }
    }
    #expect(factors(.constant) == [1, 1, 1, 1, 1, 1])
    #expect(factors(.steps(every: 2, factor: 0.5)) == [1, 1, 0.5, 0.5, 0.25, 0.0625])
    #expect(factors(.milestones([1, 4], factor: 0.5)) == [1, 0.5, 0.5, 0.5, 0.25, 0.25])
    let cosine = factors(.cosine(epochs: 4, floor: 0.2))
    for (found, expected) in zip(cosine, [1, 0.6 + 0.4 * sqrt(0.5), 0.6, 0.6 - 0.4 * sqrt(0.5), 0.2, 0.2]) {
      #expect(abs(found - expected) < 1e-15)  // rounding of the cosine
    }
  }

  @Test("A warm-up rises to the full rate and hands over")
  func warmUp() {
    let schedule = LearningRateSchedule.warmUp(epochs: 4, then: .steps(every: 1, factor: 0.5))
    #expect((0..<7).map { schedule.factor(afterEpochs: $0) } == [0.25, 0.5, 0.75, 1, 1, 0.5, 0.25])
  }

  @Test("Between batches a cosine falls and a warm-up rises as if each batch were an epoch")
  func batches() {
    let coarse = LearningRateSchedule.warmUp(epochs: 2, then: .cosine(epochs: 3, floor: 0.1))
    let fine = LearningRateSchedule.warmUp(epochs: 8, then: .cosine(epochs: 12, floor: 0.1))
    for update in 0..<24 {
      let factor = coarse.factor(afterEpochs: update / 4, batch: update % 4, of: 4)
      #expect(abs(factor - fine.factor(afterEpochs: update)) < 1e-15)  // rounding of the cosine
    }
    let steps = LearningRateSchedule.steps(every: 1, factor: 0.5)
    #expect((0..<4).map { steps.factor(afterEpochs: 1, batch: $0, of: 4) } == [0.5, 0.5, 0.5, 0.5])
  }

  @Test("Early stopping counts the epochs since the best one")
  func patience() {
    let stopping = EarlyStopping.afterEpochsWithoutGain(3)
    #expect(!stopping.stops(after: 6, bestEpoch: 4))
    #expect(stopping.stops(after: 7, bestEpoch: 4))
    #expect(!EarlyStopping.never.stops(after: 1_000, bestEpoch: 1))
  }

  @Test("A tie and NaN are not better")
  func order() {
    #expect(ScoreOrder.higherIsBetter.prefers(2, over: 1))
    #expect(!ScoreOrder.higherIsBetter.prefers(1, over: 1))
    #expect(ScoreOrder.lowerIsBetter.prefers(1, over: 2))
    #expect(!ScoreOrder.lowerIsBetter.prefers(.nan, over: 2))
    #expect(!ScoreOrder.higherIsBetter.prefers(.nan, over: 2))
  }
}

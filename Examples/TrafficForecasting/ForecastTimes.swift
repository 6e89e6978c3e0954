import ArgumentParser
import Foundation
import GraphODE
import _ExampleSupport

/// The times that are to be forecast, and the steps that a model takes to get there.
struct ForecastTimes {
  /// The times that were asked for, increasing.
  let asked: [LocalTime]

  /// The moments that the model forecasts, increasing.
  let moments: [ForecastMoment]

  /// The place of each asked time among the moments.
  let places: [Int]

  /// How far ahead forecasts may be asked for: beyond a week they say nothing.
  private static let limit = 7 * 86_400

  /// Reads the times off the options; without any they are the next twelve steps.
  ///
  /// - Parameters:
  ///   - minutes: The value of `--minutes`, if it was given.
  ///   - at: The value of `--at`, if it was given.
  ///   - end: The time of the last reading.
  ///   - saved: The model and its clock.
  /// - Throws: What is wrong with the options, in one line.
  init(minutes: String?, at: String?, after end: LocalTime, for saved: SavedForecaster) throws {
    let clock = saved.clock
    if let minutes {
      asked = try Self.fields(of: minutes).map { word in
        guard let number = Double(word), number > 0, number * 60 <= Double(Self.limit) else {
          throw RunFailure("--minutes takes numbers above 0 and up to \(Self.limit / 60), but got '\(word)'.")
        }
        return end.adding(seconds: Int((number * 60).rounded()))
      }
    } else if let at {
      asked = try Self.fields(of: at).map { word in
        guard let time = LocalTime(word) else {
          throw RunFailure("--at takes times such as '2012-03-07 09:00', but got '\(word)'.")
        }
        return time
      }
    } else {
      asked = (1...12).map { clock.advanced(end, bySteps: $0) }
    }
    for (earlier, later) in zip([end] + asked, asked) where !(earlier < later) {
      throw RunFailure(
        earlier == end
          ? "The time \(later) is not after the last reading at \(end). Ask for a later one."
          : "The times to forecast must increase, but \(later) follows \(earlier). Sort them.")
    }
    if let last = asked.last, end.adding(seconds: Self.limit) < last {
      throw RunFailure(
        "The time \(last) is more than a week after the last reading at \(end). Ask for an earlier one.")
    }
    let known = try asked.map { try Self.moment(at: $0, clock) }
    let isStepwise = saved.recipe.model == .gru || saved.recipe.model == .gcgru
    if isStepwise {
      (moments, places) = try Self.steps(to: known, asked, after: end, for: saved)
    } else {
      (moments, places) = (known, Array(known.indices))
    }
  }

  /// Returns all steps up to the last of some moments, and which of them these are.
  private static func steps(
    to moments: [ForecastMoment], _ times: [LocalTime], after end: LocalTime, for saved: SavedForecaster
  ) throws -> ([ForecastMoment], [Int]) {
    let origin = try moment(at: end, saved.clock).time
    var places: [Int] = []
    for (moment, time) in zip(moments, times) {
      let step = (moment.time - origin).rounded()
      // Times are whole seconds, of which an interval has fewer than a million.
      guard abs(moment.time - origin - step) < 1e-7, step > 0 else {
        throw RunFailure(
          """
          The model \(saved.recipe.model.rawValue) forecasts every \(saved.clock.interval / 60) minutes \
          after the last reading at \(end), so not at \(time). Ask for another time, or train a model that \
          flows: gcde-gru or latent-gde.
          """)
      }
      places.append(Int(step) - 1)
    }
    let steps = try (1...(places.max() ?? 0) + 1).map {
      try moment(at: saved.clock.advanced(end, bySteps: $0), saved.clock)
    }
    return (steps, places)
  }

  private static func moment(at time: LocalTime, _ clock: SeriesClock) throws -> ForecastMoment {
    do {
      return try clock.moment(at: time, path: "")
    } catch {
      let hours = [clock.dayStart, clock.dayStart + clock.dayLength].map { "\($0 / 3600):00" }
      throw RunFailure(
        "There is nothing to forecast at \(time): days are from \(hours[0]) to \(hours[1]). "
          + "Ask for a time within.")
    }
  }

  /// Returns the words between commas.
  private static func fields(of text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

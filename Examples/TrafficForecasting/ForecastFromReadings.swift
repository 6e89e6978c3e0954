import ArgumentParser
import Foundation
import GraphODE

struct ForecastFromReadings: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast from a table of recent readings with a trained model.",
    discussion: """
      The readings are a CSV file: a heading with 'time' and the sensors' names, then one line a time, \
      such as 2012-03-07 08:05,64.4,67.6; leave a field empty where there is no reading. Times may be \
      irregular. The forecasts are written in the same form.

      EXAMPLES
        traffic-forecasting forecast --checkpoint la.safetensors recent.csv
            the next hour, every five minutes
        traffic-forecasting forecast --checkpoint la.safetensors recent.csv --minutes 7.5,90
        traffic-forecasting forecast --checkpoint la.safetensors recent.csv \\
            --at '2012-03-07 09:00' --output forecast.csv
      """)

  @Argument(help: ArgumentHelp("The CSV file of recent readings.", valueName: "readings"))
  var readings: String

  @Option(help: ArgumentHelp("The checkpoint that training wrote.", valueName: "file"))
  var checkpoint: String

  @Option(
    help: ArgumentHelp(
      """
      Forecast so many minutes after the last reading, with commas between; by default each of the next \
      twelve steps.
      """, valueName: "minutes"))
  var minutes: String?

  @Option(
    help: ArgumentHelp(
      "Forecast at these times, such as '2012-03-07 09:00', with commas between.", valueName: "times"))
  var at: String?

  @Option(help: ArgumentHelp("Write to this file instead of the standard output.", valueName: "file"))
  var output: String?

  func validate() throws {
    guard minutes == nil || at == nil else {
      throw ValidationError("Give either --minutes or --at, not both.")
    }
  }

  func run() throws {
    if let output { try AtomicFile.checkWritable(output) }
    let file = try SavedModel(from: checkpoint)
    let saved: SavedForecaster
    do {
      saved = try SavedForecaster(json: try file.note(SavedForecaster.note))
    } catch let error as CheckpointError {
      throw error
    } catch {
      throw RunFailure("\(checkpoint) is damaged: its notes on the model cannot be read. Train anew.")
    }
    let recent = try RecentReadings.reading(
      contentsOf: readings, sensors: saved.sensors, clock: saved.clock)
    let times = try targetTimes(after: recent.end, saved.clock)
    var moments: [ForecastMoment] = []
    for time in times { moments.append(try saved.clock.moment(at: time, path: "the times to forecast")) }
    let batch = ForecastBatch(
      forecasting: moments, from: recent.readings, encoding: saved.encoding)
    var generator = RandomGenerator(seed: 0)
    let values = try saved.recipe.withModel(
      over: saved.graph(), seeing: saved.encoding, using: &generator,
      PredictingVisitor(file: file, batch: batch, scaler: saved.encoding.scaler))
    let text = table(values, at: times, sensors: saved.sensors)
    if let output {
      try AtomicFile.write(Array(text.utf8), to: output)
    } else {
      print(text, terminator: "")
    }
  }

  /// The times to forecast, increasing and after the last reading.
  private func targetTimes(after end: LocalTime, _ clock: SeriesClock) throws -> [LocalTime] {
    var times: [LocalTime] = []
    if let minutes {
      for field in minutes.split(separator: ",", omittingEmptySubsequences: false) {
        let word = field.trimmingCharacters(in: .whitespaces)
        guard let number = Double(word), number > 0, number <= 525_600 else {
          throw ValidationError("--minutes takes positive numbers of minutes, but got '\(word)'.")
        }
        times.append(end.adding(seconds: Int((number * 60).rounded())))
      }
    } else if let at {
      for field in at.split(separator: ",", omittingEmptySubsequences: false) {
        let word = field.trimmingCharacters(in: .whitespaces)
        guard let time = LocalTime(word) else {
          throw ValidationError("--at takes times such as '2012-03-07 09:00', but got '\(word)'.")
        }
        times.append(time)
      }
    } else {
      times = (1...12).map { end.adding(seconds: $0 * clock.interval) }
    }
    for (earlier, later) in zip([end] + times, times) where !(earlier < later) {
      throw ValidationError(
        earlier == end
          ? "The time \(later) is not after the last reading at \(end)."
          : "The times to forecast must increase, but \(later) follows \(earlier).")
    }
    return times
  }

  /// Returns the forecasts as CSV, with a line a time.
  private func table(_ values: Tensor, at times: [LocalTime], sensors: [String]) -> String {
    let elements = values.elements
    var text = (["time"] + sensors.map(quoted)).joined(separator: ",") + "\n"
    for (step, time) in times.enumerated() {
      let fields = sensors.indices.map { String(format: "%.3f", elements[$0 * times.count + step]) }
      text += ([time.description] + fields).joined(separator: ",") + "\n"
    }
    return text
  }

  /// Returns a name as a field of CSV.
  private func quoted(_ name: String) -> String {
    guard name.contains(where: { ",\"\n\r".contains($0) }) else { return name }
    return "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}

/// Forecasts with the parameters of a checkpoint.
private struct PredictingVisitor: ForecasterVisitor {
  let file: SavedModel
  let batch: ForecastBatch
  let scaler: StandardScaler

  func visit<Model: Forecaster & Sendable>(_ model: Model) throws -> Tensor {
    var model = model
    try file.assign(to: &model)
    return scaler.unscaled(model(batch, guidedBy: .none).values)
  }
}

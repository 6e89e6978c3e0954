import ArgumentParser
import Foundation
import GraphODE
import _ExampleSupport

struct ForecastFromReadings: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast from a table of recent readings with a trained model.",
    discussion: """
      The readings are a CSV file: a heading with 'time' and the sensors' names, then one line a time, \
      such as 2012-03-07 08:05,64.4,67.6; leave a field empty where there is no reading. Times may be \
      irregular; those further back than the windows of the training are passed over. The forecasts \
      are written in the same form.

      EXAMPLES
        traffic-forecasting forecast --checkpoint la.safetensors recent.csv
            the next twelve steps, which are an hour of five minutes each
        traffic-forecasting forecast --checkpoint la.safetensors recent.csv \\
            --minutes 7.5,90
        traffic-forecasting forecast --checkpoint la.safetensors recent.csv \\
            --at '2012-03-07 09:00' --output forecast.csv
      """)

  @Argument(help: ArgumentHelp("The CSV file of recent readings.", valueName: "readings"))
  var readings: String

  @Option(help: ArgumentHelp("The checkpoint that training wrote.", valueName: "file"))
  var checkpoint: String

  // Unconditional: a number below zero is told from an option and refused with its value.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Forecast so many minutes after the last reading, with commas between; by default each of the next \
      twelve steps. gru and gcgru forecast whole steps only.
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
    for (option, path) in [("checkpoint", checkpoint), ("output", output)] where path?.isEmpty == true {
      throw ValidationError("--\(option) needs a path, but is empty.")
    }
    for path in [readings, checkpoint] {
      guard let output, isSameFile(output, path) else { continue }
      throw ValidationError("--output would replace \(path), which is read; name another file.")
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
      contentsOf: readings, sensors: saved.sensors, clock: saved.clock, within: saved.inputCount)
    let times = try ForecastTimes(minutes: minutes, at: at, after: recent.end, for: saved)
    let batch = ForecastBatch(
      forecasting: times.moments, from: recent.readings, encoding: saved.encoding)
    var generator = RandomGenerator(seed: 0)
    let values = try saved.recipe.withModel(
      over: saved.graph(), seeing: saved.encoding, using: &generator,
      PredictingVisitor(file: file, batch: batch, scaler: saved.encoding.scaler))
    let text = table(values, at: times, sensors: saved.sensors)
    if let output {
      try AtomicFile.write(Array(text.utf8), to: output)
    } else {
      try printAll(text, called: "The forecasts")
    }
  }

  /// Returns the forecasts as CSV, with a line a time.
  private func table(_ values: Tensor, at times: ForecastTimes, sensors: [String]) -> String {
    let elements = values.elements
    var text = (["time"] + sensors.map(quoted)).joined(separator: ",") + "\n"
    for (place, time) in zip(times.places, times.asked) {
      let fields = sensors.indices.map { sensor in
        String(format: "%.3f", elements[sensor * times.moments.count + place])
      }
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

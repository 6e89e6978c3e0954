extension DatasetError {
  /// What is wrong with a series of readings, in one line.
  var seriesDescription: String {
    switch self {
    case .badCell(let path, let line, let column, let cell):
      "\(path):\(line): column \(column): \(quoted(cell)) is not a finite number. Mend the cell."
    case .notATime(let path, let line, let field):
      "\(path):\(line): \(quoted(field)) is not a time such as 2012-03-01 00:05:00. Mend the field."
    case .malformedFile(let path, let format, let problem):
      "\(path): the \(format) file cannot be read: \(problem). Get it again."
    case .badReading(let path, let step, let sensor, let value):
      "\(path): the reading of sensor \(quoted(sensor)) at step \(step) is \(value), which is not a "
        + "finite number. Mark it as absent."
    case .repeatedSensor(let path, let sensor):
      "\(path): the sensor \(quoted(sensor)) appears a second time. Give every sensor a name of its own."
    case .sensorMismatch(let dataset, let seriesCount, let graphCount, let first):
      "\(dataset): the series has \(seriesCount) sensors and the graph \(graphCount)"
        + (first.map { "; the first that only one of them has is \(quoted($0))" } ?? "")
        + ". Check that the files belong together."
    case .otherSensors(let path, let found, let trained, let first):
      "\(path) has readings of \(found) \(found == 1 ? "sensor" : "sensors"), but the checkpoint's model was trained on \(trained); the "
        + "first that only one of them knows is \(quoted(first)). Give readings of the sensors that it was "
        + "trained on, or the checkpoint that belongs to these."
    case .timesOutOfOrder(let path, let step, let time, let previous):
      "\(path): step \(step) is at \(time), "
        + (time == previous ? "as is the step before it. " : "before the step before it at \(previous). ")
        + "Sort the steps and leave each time once."
    case .inconsistentWindows(let path, let window):
      "\(path): window \(window) differs from the windows it overlaps with. "
        + "Check that the files are parts of one series, in order."
    case .seriesTooShort(let dataset, let stepCount, let inputCount, let outputCount):
      "\(dataset) has \(stepCount) \(stepCount == 1 ? "step" : "steps"), but windows of \(inputCount) inputs "
        + "and \(outputCount) targets need at least \(inputCount + outputCount). "
        + "Use a longer series or shorter windows."
    case .noTrainingReadings(let dataset):
      "\(dataset) has no reading in the inputs of its training windows. Use a series that has some."
    case .unknownTimes(let dataset, let what):
      "\(dataset) does not know the \(what) of its steps. Leave them out of the input channels."
    case .fileToPlace(let path, let dataset, let origin):
      "There is no file at \(path), and \(dataset) cannot be fetched. Get it from \(origin) and put it there."
    default: ""
    }
  }
}

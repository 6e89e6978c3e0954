import Tensors

extension ForecastBatch {
  /// Creates the inputs of one forecast from recent readings, which may be at irregular times.
  ///
  /// There are no targets: they are marked as absent everywhere. At regular steps the inputs are
  /// those of a window over the same readings.
  ///
  /// - Parameters:
  ///   - targets: The moments to forecast, increasing, after the last reading.
  ///   - readings: The readings.
  ///   - encoding: How the model that is to forecast was trained to see readings.
  /// - Precondition: Targets come in order and after the readings, and all moments know what
  ///   the encoding's clock needs.
  public init(
    forecasting targets: [ForecastMoment], from readings: RecentReadings, encoding: InputEncoding
  ) {
    let origin = readings.moments[readings.moments.count - 1].time
    for (earlier, later) in zip([origin] + targets.map(\.time), targets.map(\.time)) {
      precondition(earlier < later, "A target at time \(later) does not come after time \(earlier).")
    }
    let (nodes, channels) = (readings.sensorCount, encoding.channels)
    let tensors = { (count: Int, width: Int) in
      (0..<count).map { _ in Tensor.zeros([nodes, 1, width]) }
    }
    inputs = tensors(readings.moments.count, channels.count)
    observed = tensors(readings.moments.count, 1)
    inputTimes = readings.moments.map { $0.time - origin }
    targetTimes = targets.map { $0.time - origin }
    targetClock = targets.map { moment in
      let clock = encoding.clock(timeOfDay: moment.timeOfDay, dayOfWeek: moment.dayOfWeek)
      return Tensor(
        shape: [nodes, 1, channels.clockCount], elements: (0..<nodes).flatMap { _ in clock })
    }
    self.targets = Tensor.zeros([nodes, 1, targets.count])
    targetPresent = Tensor.zeros([nodes, 1, targets.count])

    let clock = readings.moments.flatMap {
      encoding.clock(timeOfDay: $0.timeOfDay, dayOfWeek: $0.dayOfWeek)
    }
    let isKept = readings.moments.map { _ in true }
    let writer = InputWriter(encoding: encoding, inputs: inputs, observed: observed, batchSize: 1)
    let times = inputTimes
    readings.values.withUnsafeBufferPointer { values in
      readings.present.withUnsafeBufferPointer { present in
        isKept.withUnsafeBufferPointer { isKept in
          clock.withUnsafeBufferPointer { clock in
            let steps = StepReadings(
              values: values, present: present, isKept: isKept, clock: clock, nodeCount: nodes,
              clockCount: channels.clockCount)
            writer.write(window: 0, at: 0, nodes: 0..<nodes, from: steps, times: times)
          }
        }
      }
    }
  }
}

import Tensors

/// Writes the inputs of forecasts into tensors that nothing else holds yet.
struct InputWriter {
  private let inputs: [UnsafeMutablePointer<Float>]
  private let observed: [UnsafeMutablePointer<Float>]
  private let batchSize: Int
  private let width: Int
  private let mean: Double
  private let inverseDeviation: Double

  /// The places of the optional channels; `nil` for those that were not asked for.
  private let seenChannel: Int?
  private let elapsedChannel: Int?
  private let firstClockChannel: Int

  /// The time since the last reading, in the encoding's unit, by the number of intervals.
  private let elapsedUnit: Double

  /// Creates a writer into tensors of one step each: inputs `[nodes, batch, channels]` and
  /// observed `[nodes, batch, 1]`, which outlive the writer.
  init(encoding: InputEncoding, inputs: [Tensor], observed: [Tensor], batchSize: Int) {
    self.inputs = inputs.map { $0.unsafeAddress.assumingMemoryBound(to: Float.self) }
    self.observed = observed.map { $0.unsafeAddress.assumingMemoryBound(to: Float.self) }
    self.batchSize = batchSize
    width = encoding.channels.count
    mean = encoding.scaler.mean
    inverseDeviation = 1 / encoding.scaler.standardDeviation
    elapsedUnit = encoding.elapsedUnit
    seenChannel = encoding.channels.contains(.seen) ? 1 : nil
    elapsedChannel =
      encoding.channels.contains(.elapsed) ? 1 + (seenChannel == nil ? 0 : 1) : nil
    firstClockChannel = width - encoding.channels.clockCount
  }

  /// Writes the inputs of one forecast for some nodes.
  ///
  /// - Parameters:
  ///   - window: The first step.
  ///   - place: The forecast's place in the batch.
  ///   - nodes: The nodes to write.
  ///   - readings: The readings, of which one row a step is read.
  ///   - times: The time of each input step in intervals; by default the steps are one apart.
  ///   - hidden: Whether each input step is absent, whatever was read.
  func write(
    window: Int, at place: Int, nodes: Range<Int>, from readings: StepReadings, times: [Double]? = nil,
    hiding hidden: [Bool]? = nil
  ) {
    var last = [Float](repeating: 0, count: nodes.count)
    var lastTimes = [Double](repeating: (times?.first ?? 0) - 1, count: nodes.count)
    for input in inputs.indices {
      let step = window + input
      let row = step * readings.nodeCount
      let isKept = readings.isKept[step] && hidden?[input] != true
      let time = times?[input] ?? Double(input)
      for (index, node) in nodes.enumerated() {
        let isSeen = isKept && readings.present[row + node]
        if isSeen {
          last[index] = Float((Double(readings.values[row + node]) - mean) * inverseDeviation)
          lastTimes[index] = time
        }
        let forecast = node * batchSize + place
        observed[input][forecast] = isSeen ? 1 : 0
        let channels = inputs[input] + forecast * width
        channels[0] = last[index]
        if let seenChannel { channels[seenChannel] = isSeen ? 1 : 0 }
        if let elapsedChannel { channels[elapsedChannel] = Float((time - lastTimes[index]) / elapsedUnit) }
        for clock in 0..<readings.clockCount {
          channels[firstClockChannel + clock] = readings.clock[step * readings.clockCount + clock]
        }
      }
    }
  }
}

import GraphODE
import _ExampleSupport

extension TrafficData {
  /// Checks that a model can be trained, chosen and judged on windows of this data.
  ///
  /// - Throws: What is missing, in one line.
  func check(_ windows: ForecastingWindows) throws {
    guard !windows.validation.isEmpty, !windows.test.isEmpty else {
      throw RunFailure(
        """
        \(name) has \(series.stepCount) steps, which are too few for windows to train, to validate and to \
        test on. Use a series of at least \(windows.inputCount + windows.outputCount + 9) steps.
        """)
    }
    for (part, range) in [("validation", windows.validation), ("test", windows.test)] {
      let steps =
        windows.targetSteps(of: range.lowerBound)
        .lowerBound..<windows.targetSteps(of: range.upperBound - 1).upperBound
      guard series.silentSensors(in: steps).count < series.sensorCount else {
        throw RunFailure(
          """
          \(name) has no reading in the targets of its \(part) windows, which are steps \
          \(steps.lowerBound) to \(steps.upperBound - 1). Use a series that has some there.
          """)
      }
    }
  }
}

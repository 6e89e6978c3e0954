/// How windows are divided in time: the first train, the last test, those between validate.
///
/// Of `n` windows the last `round(testShare n)` test, the first `round(trainingShare n)` train.
/// Halves are rounded to the even number, as Python does.
///
/// Windows are divided after they are made, so those around a border share steps: that is the
/// protocol by which results are compared, Y. Li, R. Yu, C. Shahabi, Y. Liu, "Diffusion
/// Convolutional Recurrent Neural Network", ICLR 2018, section 4, in its published code.
public struct ChronologicalSplit: Hashable, Codable, Sendable {
  /// The share of windows to train on.
  public let trainingShare: Double

  /// The share of windows to test on.
  public let testShare: Double

  /// Seven tenths to train on, one to validate and two to test, as for METR-LA.
  public static let standard = ChronologicalSplit(trainingShare: 0.7, testShare: 0.2)

  /// Six tenths to train on, two to validate and two to test, as for the PEMS data.
  public static let sixToTwoToTwo = ChronologicalSplit(trainingShare: 0.6, testShare: 0.2)

  /// Creates a split from its shares.
  ///
  /// - Precondition: The training share is positive, the test share not negative, and their sum
  ///   at most 1.
  public init(trainingShare: Double, testShare: Double) {
    precondition(
      trainingShare > 0 && testShare >= 0 && trainingShare + testShare <= 1,
      "Windows cannot be divided by the shares \(trainingShare) and \(testShare).")
    self.trainingShare = trainingShare
    self.testShare = testShare
  }

  /// Returns which of some windows train, validate and test.
  ///
  /// - Precondition: `windowCount` is not negative.
  public func parts(windowCount: Int) -> (training: Range<Int>, validation: Range<Int>, test: Range<Int>) {
    precondition(windowCount >= 0, "There cannot be \(windowCount) windows.")
    func share(_ part: Double) -> Int {
      Int((part * Double(windowCount)).rounded(.toNearestOrEven))
    }
    let training = share(trainingShare)
    // Both halves round up where their shares add up to 1: training keeps its own.
    let test = max(windowCount - share(testShare), training)
    return (0..<training, training..<test, test..<windowCount)
  }
}

public import GraphDatasets
public import Tensors

/// A linear map from the inputs of a window to each target, shared by all sensors, fitted in closed form.
///
/// With the channels of all input steps and a 1 as the row `x` of a sensor in a window, and its scaled
/// target `y` at a horizon, the weights minimise `Σ (x w − y)² + λ |w|²` over the training windows whose
/// target is present: `w = (Σ xᵀx + λ I)⁻¹ Σ xᵀ y`, by Cholesky's factorisation.
///
/// Reference: A. Hoerl and R. Kennard, "Ridge Regression: Biased Estimation for Nonorthogonal Problems",
/// Technometrics 12, 1970, equation 2.1.
public struct RidgeAutoregression: SeriesPredictor {
  /// The weights, `[inputs · channels + 1, targets]`, in float64; the last row is that of the 1.
  public let weights: Tensor

  private init(weights: Tensor) { self.weights = weights }

  /// Fits the weights to the training windows.
  ///
  /// - Parameters:
  ///   - windows: The windows of the series.
  ///   - penalty: The number `λ`; the weight of the 1 is not exempt.
  /// - Precondition: `penalty` is positive, which makes the solution unique.
  /// - Complexity: O(windows × sensors × targets × features²).
  public init(fitting windows: ForecastingWindows, penalty: Double) {
    self = Self.fits(to: windows, penalties: [penalty])[0]
  }

  /// Returns fits to the training windows with several penalties, from one pass over the windows.
  ///
  /// - Parameters:
  ///   - windows: The windows of the series.
  ///   - penalties: The numbers `λ`.
  ///   - onProgress: What to do with the number of windows that were passed, and with that of all.
  /// - Returns: A fit for each penalty, in their order.
  /// - Precondition: Every penalty is positive, which makes the solution unique.
  /// - Complexity: O(windows × sensors × targets × features²), whatever the number of penalties.
  public static func fits(
    to windows: ForecastingWindows, penalties: [Double],
    onProgress: (_ passed: Int, _ windowCount: Int) -> Void = { _, _ in }
  ) -> [RidgeAutoregression] {
    for penalty in penalties {
      precondition(
        penalty > 0 && penalty.isFinite, "The penalty of a ridge is \(penalty), but must be positive.")
    }
    let featureCount = windows.inputCount * windows.encoding.channels.count + 1
    var equations = [NormalEquations](
      repeating: NormalEquations(featureCount), count: windows.outputCount)
    for start in stride(from: windows.training.lowerBound, to: windows.training.upperBound, by: 64) {
      let batch = windows.batch(Array(start..<min(start + 64, windows.training.upperBound)))
      let features = features(batch)
      let shape = Shape([features.shape[0], windows.outputCount])
      let targets = windows.scaler.scaled(batch.targets).converted(to: .float64).reshaped(to: shape)
      let present = batch.targetPresent.converted(to: .float64).reshaped(to: shape)
      for horizon in equations.indices {
        equations[horizon].add(
          features, targets.sliced(alongAxis: 1, horizon..<horizon + 1),
          present.sliced(alongAxis: 1, horizon..<horizon + 1))
      }
      onProgress(min(start + 64, windows.training.upperBound), windows.training.count)
    }
    return penalties.map { penalty in
      RidgeAutoregression(
        weights: concatenated(equations.map { $0.solution(penalty: penalty) }, alongAxis: 1))
    }
  }

  /// Returns the forecasts, `[nodes, indices, targets]`.
  public func forecasts(for indices: [Int], of windows: ForecastingWindows) -> Tensor {
    let batch = windows.batch(indices)
    let features = Self.features(batch)
    precondition(
      features.shape[1] == weights.shape[0] && weights.shape[1] == windows.outputCount,
      "Weights of shape \(weights.shape) do not forecast \(windows.outputCount) targets from "
        + "\(features.shape[1]) features.")
    let values = matmul(features, weights).converted(to: .float32)
      .reshaped(to: [batch.nodeCount, batch.size, windows.outputCount])
    return windows.scaler.unscaled(values)
  }

  /// Returns a row for each sensor of each window, `[nodes · batch, features]`, in float64.
  private static func features(_ batch: ForecastBatch) -> Tensor {
    let side = concatenated(batch.inputs + [.ones(batch.observed[0].shape)], alongAxis: 2)
    return side.converted(to: .float64).reshaped(to: [batch.nodeCount * batch.size, side.shape[2]])
  }
}

/// The sums `Σ xᵀx` and `Σ xᵀ y`.
private struct NormalEquations {
  private var matrix: Tensor
  private var rightSide: Tensor

  init(_ count: Int) {
    matrix = .zeros([count, count], scalarType: .float64)
    rightSide = .zeros([count, 1], scalarType: .float64)
  }

  /// Adds rows where a target is present.
  mutating func add(_ features: Tensor, _ targets: Tensor, _ present: Tensor) {
    let kept = features * present
    matrix += matmul(kept, features, transposing: .first)
    rightSide += matmul(kept, targets, transposing: .first)
  }

  /// Returns the weights `(Σ xᵀx + λ I)⁻¹ Σ xᵀ y`, `[features, 1]`.
  func solution(penalty: Double) -> Tensor {
    let count = rightSide.shape[0]
    var elements = matrix.elements
    for index in 0..<count { elements[index * (count + 1)] += penalty }
    let ridged = Tensor(shape: [count, count], elements: elements, scalarType: .float64)
    guard let solution = positiveDefiniteSolution(of: ridged, rightSide) else {
      preconditionFailure("The ridge of \(penalty) is too low for features that repeat each other.")
    }
    return solution
  }
}

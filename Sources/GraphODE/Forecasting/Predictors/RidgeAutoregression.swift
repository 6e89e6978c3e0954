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

  /// Fits the weights to the training windows.
  ///
  /// - Parameters:
  ///   - windows: The windows of the series.
  ///   - penalty: The number `λ`; the weight of the 1 is not exempt.
  /// - Precondition: `penalty` is positive, which makes the solution unique.
  /// - Complexity: O(windows × sensors × targets × features²).
  public init(fitting windows: ForecastingWindows, penalty: Double) {
    precondition(
      penalty > 0 && penalty.isFinite, "The penalty of a ridge is \(penalty), but must be positive.")
    let featureCount = windows.inputCount * windows.encoding.channels.count + 1
    var equations = [NormalEquations](
      repeating: NormalEquations(featureCount, penalty: penalty), count: windows.outputCount)
    for start in stride(from: windows.training.lowerBound, to: windows.training.upperBound, by: 64) {
      let batch = windows.batch(Array(start..<min(start + 64, windows.training.upperBound)))
      let features = Self.features(batch)
      let rows = features.shape[0]
      let targets = windows.scaler.scaled(batch.targets).converted(to: .float64)
        .reshaped(to: [rows, windows.outputCount])
      let present = batch.targetPresent.converted(to: .float64)
        .reshaped(to: [rows, windows.outputCount])
      for horizon in equations.indices {
        equations[horizon].add(
          features, targets.sliced(alongAxis: 1, horizon..<horizon + 1),
          present.sliced(alongAxis: 1, horizon..<horizon + 1))
      }
    }
    weights = concatenated(equations.map(\.solution), alongAxis: 1)
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

/// The sums `Σ xᵀx + λ I` and `Σ xᵀ y`.
private struct NormalEquations {
  private var matrix: Tensor
  private var rightSide: Tensor

  init(_ count: Int, penalty: Double) {
    var elements = [Double](repeating: 0, count: count * count)
    for index in 0..<count { elements[index * (count + 1)] = penalty }
    matrix = Tensor(shape: [count, count], elements: elements, scalarType: .float64)
    rightSide = .zeros([count, 1], scalarType: .float64)
  }

  /// Adds rows where a target is present.
  mutating func add(_ features: Tensor, _ targets: Tensor, _ present: Tensor) {
    let kept = features * present
    matrix += matmul(kept, features, transposing: .first)
    rightSide += matmul(kept, targets, transposing: .first)
  }

  /// The weights, `[features, 1]`.
  var solution: Tensor {
    guard let solution = positiveDefiniteSolution(of: matrix, rightSide) else {
      preconditionFailure("Readings that are finite leave a ridge with a unique solution.")
    }
    return solution
  }
}

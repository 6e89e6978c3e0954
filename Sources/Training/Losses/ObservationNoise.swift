public import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How readings scatter about a prediction: the likelihood of a generative model.
public enum ObservationNoise: Hashable, Sendable {
  /// Normally, with a standard deviation `σ`: `−ln p(y) = (y − ŷ)²/2σ² + ½ ln 2πσ²`.
  case gaussian(deviation: Double)

  /// As Laplace's distribution does, with a mean absolute error `b`: `−ln p(y) = |y − ŷ|/b + ln 2b`.
  case laplace(scale: Double)

  /// The negative log-likelihood of an error.
  private func density(_ error: Double) -> Double {
    switch self {
    case .gaussian(let deviation):
      error * error / (2 * deviation * deviation) + log(2 * .pi * deviation * deviation) / 2
    case .laplace(let scale): abs(error) / scale + log(2 * scale)
    }
  }

  /// The slope of ``density(_:)``.
  private func slope(_ error: Double) -> Double {
    switch self {
    case .gaussian(let deviation): error / (deviation * deviation)
    case .laplace(let scale): error > 0 ? 1 / scale : error < 0 ? -1 / scale : error
    }
  }

  /// Stops with the offending number where the scatter is none.
  private func validate() {
    switch self {
    case .gaussian(let scale), .laplace(let scale):
      precondition(
        scale > 0 && scale.isFinite, "Readings scatter by \(scale), but it must be positive.")
    }
  }

  /// Returns `−Σ pᵢ ln p(yᵢ | ŷᵢ)` over the targets that are present.
  ///
  /// Values of targets that are absent have no influence, not even where they are no numbers.
  ///
  /// - Parameters:
  ///   - predictions: The predictions `ŷ`, of any shape.
  ///   - targets: The targets `y`, of the same shape.
  ///   - present: The mask `p`, of the same shape: 1 where there is a target, else 0.
  /// - Returns: The sum in nats, which may be negative: densities may exceed 1.
  /// - Precondition: The shapes are equal, and the scatter is positive.
  @differentiable(reverse,wrt: predictions)
  public func negativeLogLikelihood(
    _ predictions: Tensor, targets: Tensor, present: Tensor
  ) -> Double {
    errors(predictions, targets, present).reduce(0) { $0 + ($1.map(density) ?? 0) }
  }

  @derivative(of: negativeLogLikelihood, wrt: predictions)
  @usableFromInline
  func _vjpNegativeLogLikelihood(
    _ predictions: Tensor, targets: Tensor, present: Tensor
  ) -> (value: Double, pullback: (Double) -> Tensor) {
    (
      negativeLogLikelihood(predictions, targets: targets, present: present),
      { upstream in
        Tensor(
          shape: predictions.shape,
          elements: errors(predictions, targets, present).map { upstream * ($0.map(slope) ?? 0) },
          scalarType: predictions.scalarType)
      }
    )
  }

  /// The error of each prediction whose target is present.
  private func errors(_ predictions: Tensor, _ targets: Tensor, _ present: Tensor) -> [Double?] {
    validate()
    precondition(
      predictions.shape == targets.shape && predictions.shape == present.shape,
      "Predictions \(predictions.shape), targets \(targets.shape) and their mask \(present.shape) do not fit."
    )
    return zip(zip(predictions.elements, targets.elements), present.elements).map {
      $1 != 0 ? $0.0 - $0.1 : nil
    }
  }
}

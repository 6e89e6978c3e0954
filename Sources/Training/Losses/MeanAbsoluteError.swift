public import Tensors

/// Returns the mean absolute error over the targets that are present.
///
/// The value is `Σ pᵢ |ŷᵢ − yᵢ| / Σ pᵢ`, where `p` is 1 at targets that are present and 0 at others,
/// whose values have no influence, not even where they are no numbers. Without any target it is 0.
///
/// - Parameters:
///   - predictions: The predictions `ŷ`, of any shape.
///   - targets: The targets `y`, of the same shape.
///   - present: The mask `p`, of the same shape.
/// - Returns: The mean, 0 or more. Sums run in double precision and in order.
/// - Precondition: The three shapes and scalar types are equal.
/// - Complexity: O(elements).
@differentiable(reverse,wrt: predictions)
public func meanAbsoluteError(_ predictions: Tensor, targets: Tensor, present: Tensor) -> Double {
  MaskedErrors(predictions, targets, present).mean
}

@derivative(of: meanAbsoluteError, wrt: predictions)
@usableFromInline
func _vjpMeanAbsoluteError(
  _ predictions: Tensor, targets: Tensor, present: Tensor
) -> (value: Double, pullback: (Double) -> Tensor) {
  let errors = MaskedErrors(predictions, targets, present)
  return (errors.mean, { upstream in errors.signs(times: upstream / Double(max(errors.count, 1))) })
}

/// The differences between predictions and the targets that are present.
private struct MaskedErrors {
  let predictions: Tensor
  let targets: Tensor
  let present: Tensor
  private(set) var count = 0
  private var sum = 0.0

  init(_ predictions: Tensor, _ targets: Tensor, _ present: Tensor) {
    predictions.requireSameKind(as: targets)
    predictions.requireSameKind(as: present)
    (self.predictions, self.targets, self.present) = (predictions, targets, present)
    var (sum, count) = (0.0, 0)
    forEach { _, error in
      sum += abs(error)
      count += 1
    }
    (self.sum, self.count) = (sum, count)
  }

  var mean: Double { count > 0 ? sum / Double(count) : 0 }

  /// Returns `factor` times the sign of each error, and 0 where there is no target or no error.
  func signs(times factor: Double) -> Tensor {
    var signs = Tensor.zeros(like: predictions)
    signs.withMutableBytes { memory in
      forEach { place, error in
        let value = error > 0 ? factor : error < 0 ? -factor : error == 0 ? 0 : .nan
        switch predictions.scalarType {
        case .float32: memory.assumingMemoryBound(to: Float.self)[place] = Float(value)
        case .float64: memory.assumingMemoryBound(to: Double.self)[place] = value
        }
      }
    }
    return signs
  }

  /// Calls `body` with the place of each target that is present, and the prediction's error there.
  private func forEach(_ body: (_ place: Int, _ error: Double) -> Void) {
    switch predictions.scalarType {
    case .float32:
      predictions.withFloats { predictions in
        targets.withFloats { targets in
          present.withFloats { present in
            for place in 0..<self.predictions.elementCount where present[place] != 0 {
              body(place, Double(predictions[place]) - Double(targets[place]))
            }
          }
        }
      }
    case .float64:
      predictions.withDoubles { predictions in
        targets.withDoubles { targets in
          present.withDoubles { present in
            for place in 0..<self.predictions.elementCount where present[place] != 0 {
              body(place, predictions[place] - targets[place])
            }
          }
        }
      }
    }
  }
}

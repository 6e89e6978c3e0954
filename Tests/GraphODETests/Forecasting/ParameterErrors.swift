import Layers
import Tensors

/// Returns the parameter whose gradient is furthest from central differences, and how far that is, relative
/// to the larger of 1 and the difference quotient.
///
/// - Parameters:
///   - gradient: The gradient of the loss at the model.
///   - model: The model, in float64.
///   - step: The distance of the two points of a difference quotient from the parameter.
///   - loss: The loss.
/// - Returns: The parameter's name with the place in it, and the difference; infinite errors count as such.
func largestParameterError<Model: Parameterized>(
  of gradient: Model.TangentVector, at model: Model, step: Double = 1e-5, loss: (Model) -> Double
) -> (name: String, error: Double) {
  var gradients: [(String, Tensor, Shape)] = []
  var copy = model
  copy.visitParameters(
    along: gradient, with: ParameterVisitor { gradients.append(($0, $2, $1.shape)) })
  var largest = ("no parameter", 0.0)
  for (name, gradient, shape) in gradients {
    let slopes =
      gradient.isShapelessZero ? [Double](repeating: 0, count: shape.elementCount) : gradient.elements
    // A dozen elements of each, evenly spread.
    for index in stride(from: 0, to: slopes.count, by: max(slopes.count / 12, 1)) {
      func moved(_ distance: Double) -> Double {
        var elements = [Double](repeating: 0, count: slopes.count)
        elements[index] = distance
        let offset = Tensor(shape: shape, elements: elements, scalarType: .float64)
        var other = model
        other.visitParameters(
          along: .zero, with: ParameterVisitor { own, parameter, _ in if own == name { parameter += offset } }
        )
        return loss(other)
      }
      let quotient = (moved(step) - moved(-step)) / (2 * step)
      let error = abs(slopes[index] - quotient) / max(1, abs(quotient))
      if !(error <= largest.1) { largest = ("\(name)[\(index)]", error) }
    }
  }
  return largest
}

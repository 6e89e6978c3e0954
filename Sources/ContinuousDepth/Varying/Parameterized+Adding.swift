import Layers
import Tensors

extension Parameterized {
  /// The same value with parameters of 0.
  var withoutParameters: Self {
    var copy = self
    copy.visitParameters(
      along: .zero, with: ParameterVisitor { _, parameter, _ in parameter = .zeros(like: parameter) })
    return copy
  }

  /// Returns the same value with parameters to which others were added, one `[1, elements]` each.
  func adding(_ rows: [Tensor]) -> Self {
    var copy = self
    var index = 0
    copy.visitParameters(
      along: .zero,
      with: ParameterVisitor { _, parameter, _ in
        parameter += rows[index].reshaped(to: parameter.shape)
        index += 1
      })
    return copy
  }
}

extension Tensor {
  /// Creates a tensor `[1, count]` in the scalar type of another one.
  init(row numbers: [Double], like other: Tensor) {
    self.init(shape: [1, numbers.count], elements: numbers, scalarType: other.scalarType)
  }
}

extension DepthBasis {
  /// Stops where there is not one tensor `[count, elements]` for each parameter of a field.
  func requireFit<Field: Parameterized>(_ coefficients: [Tensor], for field: Field) {
    let parameters = field.namedParameters
    precondition(
      parameters.count == coefficients.count,
      "There are coefficients for \(coefficients.count) parameters, but the field has \(parameters.count).")
    for (parameter, coefficients) in zip(parameters, coefficients) {
      precondition(
        coefficients.shape == [count, parameter.value.elementCount],
        "The coefficients of '\(parameter.name)' have the shape \(coefficients.shape), but \(count) functions "
          + "and \(parameter.value.elementCount) elements need [\(count), \(parameter.value.elementCount)].")
    }
  }
}

public import Tensors

extension ParameterVisitor {
  /// Visits a tensor that a layer may be without; `nil` is passed over.
  public func visit(
    _ name: String, _ parameter: inout Tensor?, _ gradient: Tensor?.TangentVector
  ) {
    // Taken out during the visit, so that it is changed in place and not copied.
    guard var value = parameter.take() else { return }
    visit(name, &value, gradient.value ?? .zero)
    parameter = value
  }

  /// Visits each tensor of an array, whose names go on with its position.
  ///
  /// An empty gradient stands for zeros, as the gradient of an array that was not used does.
  public func visit(_ name: String, _ parameters: inout [Tensor], _ gradient: [Tensor].TangentVector) {
    precondition(
      gradient.base.isEmpty || gradient.base.count == parameters.count,
      "There are \(gradient.base.count) gradients for the \(parameters.count) tensors of '\(name)'.")
    for index in parameters.indices {
      let part = gradient.base.isEmpty ? .zero : gradient.base[index]
      visit("\(name).\(index)", &parameters[index], part)
    }
  }

  /// Visits the parameters of a layer that a model may be without; `nil` is passed over.
  public func visit<Layer: Parameterized>(
    _ name: String, _ layer: inout Layer?, _ gradient: Layer?.TangentVector
  ) {
    guard var value = layer.take() else { return }
    visit(name, &value, gradient.value ?? .zero)
    layer = value
  }
}

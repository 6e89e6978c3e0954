public import Tensors

/// A value with trainable parameters that can be visited by name.
///
/// One method lists the parameters; optimizers, weight decay and checkpoints all go through it,
/// so what one of them sees all of them see. A layer visits its tensors, a model its layers:
///
/// ```swift
/// mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
///   visitor.visit("encoder", &encoder, gradient.encoder)
///   visitor.visit("decoder", &decoder, gradient.decoder)
/// }
/// ```
public protocol Parameterized: Differentiable {
  /// Calls the visitor with each parameter, its name and its part of `gradient`.
  ///
  /// The order must always be the same. `gradient` may be `.zero`, whose parts are shapeless.
  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor)

  /// Brings parameters back to where they must lie, after an optimizer has moved them.
  ///
  /// Most values take any parameters, and the default does nothing; a model passes the call on to
  /// those of its layers that do not.
  mutating func projectParameters()
}

/// What is done to each parameter on a visit, and the name of the place that is visited.
public struct ParameterVisitor {
  /// What is done to a parameter: its full name, the parameter, and its gradient.
  private let body: (_ name: String, _ parameter: inout Tensor, _ gradient: Tensor) -> Void

  /// The names of the surrounding layers, each with a full stop behind it.
  private let prefix: String

  /// Creates a visitor that calls `body` with each parameter's full name, such as
  /// `encoder.weight`, the parameter, and its gradient, which may be the shapeless zero.
  public init(
    _ body: @escaping (_ name: String, _ parameter: inout Tensor, _ gradient: Tensor) -> Void
  ) {
    self.init(prefix: "", body)
  }

  private init(prefix: String, _ body: @escaping (String, inout Tensor, Tensor) -> Void) {
    self.prefix = prefix
    self.body = body
  }

  /// Visits a tensor under the given name.
  public func visit(_ name: String, _ parameter: inout Tensor, _ gradient: Tensor) {
    body(prefix + name, &parameter, gradient)
  }

  /// Visits the parameters of a layer, whose names begin with the given one.
  public func visit<Layer: Parameterized>(
    _ name: String, _ layer: inout Layer, _ gradient: Layer.TangentVector
  ) {
    layer.visitParameters(
      along: gradient, with: ParameterVisitor(prefix: prefix + name + ".", body))
  }

  /// Visits the parameters of each layer of an array, whose names go on with its position.
  ///
  /// An empty gradient stands for zeros, as the gradient of an array that was not used does.
  public func visit<Layer: Parameterized>(
    _ name: String, _ layers: inout [Layer], _ gradient: [Layer].TangentVector
  ) {
    precondition(
      gradient.base.isEmpty || gradient.base.count == layers.count,
      "There are \(gradient.base.count) gradients for the \(layers.count) layers of '\(prefix)\(name)'.")
    for index in layers.indices {
      let part = gradient.base.isEmpty ? .zero : gradient.base[index]
      visit("\(name).\(index)", &layers[index], part)
    }
  }
}

extension Parameterized {
  /// Does nothing.
  public mutating func projectParameters() {}

  /// Calls `body` with the name and the value of each parameter, in order.
  ///
  /// The values share their storage with this value's.
  public func forEachParameter(_ body: (_ name: String, _ parameter: Tensor) -> Void) {
    withoutActuallyEscaping(body) { body in
      var copy = self
      copy.visitParameters(
        along: .zero, with: ParameterVisitor { name, parameter, _ in body(name, parameter) })
    }
  }

  /// The names and values of all parameters, in order.
  public var namedParameters: [(name: String, value: Tensor)] {
    var result: [(name: String, value: Tensor)] = []
    forEachParameter { result.append(($0, $1)) }
    return result
  }

  /// The number of trainable scalars.
  public var parameterCount: Int { namedParameters.reduce(0) { $0 + $1.value.elementCount } }
}

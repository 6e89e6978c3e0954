// swift-format-ignore-file
// E. A `@differentiable` closure as the default argument of a public init.
// Instead: an enum of the choices, or a static value as the default.
// expect -Onone: right
// expect -O: compiler error

import _Differentiation

public struct Layer: Differentiable {
  public var weight: Double
  @noDerivative public let activation: @differentiable(reverse) (Double) -> Double

  public init(weight: Double, activation: @escaping @differentiable(reverse) (Double) -> Double = { $0 * $0 })
  {
    self.weight = weight
    self.activation = activation
  }
}

@main
struct Program {
  static func main() {
    let layer = Layer(weight: 3)
    precondition(gradient(at: layer.weight, of: layer.activation) == 6)
    print("right")
  }
}

import Foundation
import Layers
import Tensors
import Testing
import _TestSupport

@Suite("Activations")
struct ActivationTests {
  static let all: [Activation] = [
    .identity, .relu, .leakyRelu(slope: 0.2), .elu(scale: 1.5), .softplus, .tanh, .sigmoid,
  ]

  /// The function, written out for one number.
  private func reference(_ activation: Activation, _ x: Double) -> Double {
    switch activation {
    case .identity: x
    case .relu: x > 0 ? x : 0
    case .leakyRelu(let slope): x > 0 ? x : slope * x
    case .elu(let scale): x > 0 ? x : scale * (Foundation.exp(x) - 1)
    case .softplus: Foundation.log(1 + Foundation.exp(x))
    case .tanh: 1 - 2 / (Foundation.exp(2 * x) + 1)
    case .sigmoid: 1 / (1 + Foundation.exp(-x))
    }
  }

  @Test("Values are those of the formulas", arguments: all)
  func values(of activation: Activation) {
    let point = samples([3, 4], from: -3, to: 3)
    for (value, x) in zip(activation(point).elements, point.elements) {
      #expect(abs(value - reference(activation, x)) < 1e-14, "at \(x)")
    }
  }

  @Test("Derivatives agree with central differences", arguments: all)
  func derivatives(of activation: Activation) {
    // Central differences of step 1e-5 are good to about 1e-10 away from the kinks at 0.
    let point = samples([3, 4], from: -3, to: 3)
    #expect(gradientError(at: point, of: { activation($0) }) < 1e-8)
  }
}

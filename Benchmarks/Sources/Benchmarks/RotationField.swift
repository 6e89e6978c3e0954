import GraphODE

/// The rotation `dy/dt = y W` of every row by the same generator, a cheap field with a parameter.
///
/// The generator is antisymmetric: every method follows it for a short while, and can be undone.
struct RotationField: AutonomousField {
  var generator: Tensor

  @differentiable(reverse)
  init(generator: Tensor) { self.generator = generator }

  init() {
    self.init(
      generator: Tensor(
        shape: [4, 4],
        elements: [0, 1, 0.5, 0, -1, 0, 0, 0.3, -0.5, 0, 0, 1, 0, -0.3, -1, 0]))
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { matmul(state, generator) }
}

import GraphODE

/// A field that does nothing but hand out its velocity: what a solve costs is all the solver's.
struct EffortlessField: VectorField {
  var velocity = Tensor(repeating: 1, shape: [4])

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { velocity }
}

/// A field of second order that does nothing but hand out its acceleration.
struct EffortlessMotion: SecondOrderField {
  var constant = Tensor(repeating: 1, shape: [4])

  @differentiable(reverse)
  func acceleration(_ position: Tensor, at time: Double) -> Tensor { constant }
}

/// A split field that does nothing but hand out the velocities of its parts.
struct EffortlessSplit: SplitVectorField {
  var velocity = Tensor(repeating: 1, shape: [4])

  @differentiable(reverse)
  func stiffVelocity(_ state: Tensor, at time: Double) -> Tensor { velocity }

  @differentiable(reverse)
  func softVelocity(_ state: Tensor, at time: Double) -> Tensor { velocity }
}

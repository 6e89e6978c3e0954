import GraphODE

/// A multilayer perceptron as the velocity of points.
struct PerceptronField: VectorField, Parameterized {
  var first: Linear
  var second: Linear
  var third: Linear

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    third(relu(second(relu(first(state)))))
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("first", &first, gradient.first)
    visitor.visit("second", &second, gradient.second)
    visitor.visit("third", &third, gradient.third)
  }
}

/// A flow of points and a linear readout of two classes.
struct SphereModel: ContinuousDepthModel {
  var flow: DepthFlow<PerceptronField>
  var readout: Linear

  var solver: Solver {
    get { flow.solver }
    set { flow.solver = newValue }
  }

  /// Returns the logits of points `[points, dimensions]`; they are no numbers where the solve failed.
  @differentiable(reverse,wrt: self)
  func callAsFunction(_ points: Tensor) -> NodePrediction {
    let solution = flow(points)
    return NodePrediction(
      logits: readout(solution.endOrNotANumber), statistics: withoutDerivative(at: solution.statistics))
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("flow", &flow, gradient.flow)
    visitor.visit("readout", &readout, gradient.readout)
  }
}

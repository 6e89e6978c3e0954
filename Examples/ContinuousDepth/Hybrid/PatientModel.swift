import GraphODE

/// A model of patients: an encoder of the first days, dynamics, and a linear read-out of the state on each
/// day.
struct PatientModel<Dynamics: PatientDynamics>: Parameterized {
  var encoder: PatientEncoder
  var dynamics: Dynamics
  var decoder: Linear

  /// Creates a model with random parameters.
  init(_ dynamics: Dynamics, using generator: inout RandomGenerator) {
    encoder = PatientEncoder(
      PatientSimulation.outputCount + 1, to: dynamics.channelCount,
      expertChannels: dynamics.expertChannelCount,
      using: &generator)
    self.dynamics = dynamics
    decoder = Linear(dynamics.channelCount, to: PatientSimulation.outputCount, using: &generator)
  }

  /// Returns this model under the doses of some patients.
  func treating(_ patients: Patients) -> Self {
    var copy = self
    copy.dynamics.doses = patients.doses
    return copy
  }

  /// Returns the outputs on all days below each other, `[days · patients, outputs]`.
  ///
  /// They are not numbers where the solve fails. The inputs are what is seen of the first days, a tensor
  /// `[patients, outputs + 1]` each.
  @differentiable(reverse,wrt: self)
  func callAsFunction(_ inputs: [Tensor]) -> Tensor {
    let days = withoutDerivative(at: PatientSimulation.days)
    let solution = solve(
      dynamics, from: encoder(inputs), over: 0...Double(PatientSimulation.dayCount - 1), saving: .times(days),
      with: patientSolver)
    return decoder(stacked(solution, days.count))
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("encoder", &encoder, gradient.encoder)
    visitor.visit("dynamics", &dynamics, gradient.dynamics)
    visitor.visit("decoder", &decoder, gradient.decoder)
  }
}

/// How all models are solved: cures of several a day need short steps, and the others long ones.
private let patientSolver = Solver(
  .bogackiShampine3, .adaptive(relativeTolerance: 1e-3, absoluteTolerance: 1e-3), gradient: .checkpointed)

/// Returns the saved states below each other, or not numbers where the solve did not come as far.
@differentiable(reverse)
private func stacked(_ solution: Solution<Tensor>, _ count: Int) -> Tensor {
  var states: [Tensor] = []
  for place in 0..<count {
    states.append(
      withoutDerivative(at: solution.outcome.isSuccess) ? solution.states[place] : solution.endOrNotANumber)
  }
  return concatenated(states, alongAxis: 0)
}

/// A recurrent network that reads days backwards, the last one first, and tells the state on the first.
///
/// An expert's channels are amounts, and the expert knows how small they begin: about 0.01, and not more than
/// 55 times as much or as little. Without a bound, training may try immune systems that take thousands of steps.
struct PatientEncoder: Parameterized {
  var cell: GRUCell
  var output: Linear
  @noDerivative let expertChannels: Int

  init(_ inputs: Int, to channels: Int, expertChannels: Int, using generator: inout RandomGenerator) {
    cell = GRUCell(inputs, to: 32, using: &generator)
    output = Linear(32, to: channels, using: &generator)
    self.expertChannels = expertChannels
  }

  @differentiable(reverse,wrt: self)
  func callAsFunction(_ inputs: [Tensor]) -> Tensor {
    var state = Tensor.zero
    for day in withoutDerivative(at: inputs.indices.reversed()) {
      state = cell(withoutDerivative(at: inputs[day]), state)
    }
    let code = output(state)
    let width = withoutDerivative(at: code.shape[1])
    let parts = code.split(alongAxis: 1, sizes: [expertChannels, width - expertChannels])
    let amounts = exp(tanh(parts[0]).scaled(by: 4)).scaled(by: 0.01)
    return concatenated([amounts, parts[1]], alongAxis: 1)
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("cell", &cell, gradient.cell)
    visitor.visit("output", &output, gradient.output)
  }
}

import GraphODE

/// How the state of patients moves under their doses.
protocol PatientDynamics: VectorField, Parameterized where State == Tensor {
  /// The number of channels of the state.
  var channelCount: Int { get }

  /// The number of channels, the first ones, that are amounts of which an expert knows that they begin about
  /// 0.01.
  var expertChannelCount: Int { get }

  /// The doses of the patients.
  var doses: TimedInput { get set }
}

/// Learned dynamics: a perceptron of one hidden layer that sees the state and what is left of the doses.
struct LearnedDynamics: PatientDynamics, Sendable {
  var hidden: Linear
  var output: Linear
  @noDerivative var doses: TimedInput
  @noDerivative let elimination: Tensor

  var channelCount: Int { output.weight.shape[1] }
  var expertChannelCount: Int { 0 }
  var jumpTimes: [Double] { doses.times }

  /// Creates dynamics that move some channels and see more.
  init(moving channels: Int, seeing seen: Int, hidden width: Int, using generator: inout RandomGenerator) {
    hidden = Linear(seen + 1, to: width, using: &generator)
    output = Linear(width, to: channels, using: &generator)
    doses = TimedInput(.zeros([1, 0]), at: [])
    elimination = Tensor(1)
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let blood = withoutDerivative(at: doses(at: time, decayingAt: elimination))
    return output(tanh(hidden(concatenated([state, blood], alongAxis: 1))))
  }

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("hidden", &hidden, gradient.hidden)
    visitor.visit("output", &output, gradient.output)
  }
}

/// What the expert knows of patients.
typealias ExpertDynamics = FixedField<ImmuneResponse>

extension ExpertDynamics: PatientDynamics {
  var channelCount: Int { ImmuneResponse.channelCount }
  var expertChannelCount: Int { ImmuneResponse.channelCount }
  var doses: TimedInput {
    get { base.doses }
    set { base.doses = newValue }
  }
}

/// What the expert knows of patients beside what is learned.
typealias HybridDynamics = HybridField<ExpertDynamics, LearnedDynamics>

extension HybridDynamics: PatientDynamics {
  var channelCount: Int { expert.channelCount + learned.channelCount }
  var expertChannelCount: Int { expert.channelCount }
  var doses: TimedInput {
    get { expert.doses }
    set {
      expert.doses = newValue
      learned.doses = newValue
    }
  }
}

public import Layers
public import Tensors

/// Moves a model's parameters against a gradient.
///
/// ```swift
/// var optimizer = Optimizer(.rmsProp(), learningRate: 0.0047, weightDecay: 5e-4)
/// optimizer.update(&model, along: gradient)
/// ```
///
/// An optimizer is a value: a copy holds the whole state, and going back to it undoes what came
/// after. It serves one model; the state is made on the first update.
public struct Optimizer: Sendable {
  /// The rule by which parameters move.
  public let method: Method

  /// The step length `η` before any schedule.
  public let learningRate: Double

  /// The factor of the pull towards 0: half its product with `|p|²` joins the loss, except in
  /// `Method.adamW(beta1:beta2:epsilon:)`, where parameters shrink by themselves.
  public let weightDecay: Double

  /// The names of parameters that do not decay.
  public let excludedFromDecay: Set<String>

  /// The number of updates so far.
  public private(set) var stepCount = 0

  /// What the method remembers of each parameter, in the order of visits; empty before the first.
  private var slots: [Slot] = []

  /// What the method remembers of one parameter; arrays that it does not use are `Tensor.zero`.
  private struct Slot {
    let parameter: String
    let decay: Double
    var first: Tensor
    var second: Tensor
  }

  /// Creates an optimizer that has not seen a gradient.
  ///
  /// - Parameters:
  ///   - method: The rule by which parameters move.
  ///   - learningRate: The step length, positive or 0.
  ///   - weightDecay: The factor of the pull towards 0, positive or 0.
  ///   - excludedFromDecay: The full names of parameters that do not decay.
  /// - Precondition: The numbers are finite, momenta and averages' factors in `0..<1`.
  public init(
    _ method: Method, learningRate: Double, weightDecay: Double = 0,
    excludedFromDecay: Set<String> = []
  ) {
    method.validate()
    precondition(
      learningRate >= 0 && learningRate.isFinite,
      "The learning rate is \(learningRate), but must be 0 or more.")
    precondition(
      weightDecay >= 0 && weightDecay.isFinite,
      "The weight decay is \(weightDecay), but must be 0 or more.")
    self.method = method
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.excludedFromDecay = excludedFromDecay
  }

  /// Moves each parameter of `model` once, then calls its `projectParameters()`.
  ///
  /// A shapeless gradient counts as zeros: decay and momentum still act.
  ///
  /// - Parameters:
  ///   - model: The model; it must be the same one in every call.
  ///   - gradient: The gradient of the loss.
  ///   - rateFactor: A factor on the learning rate, as a schedule gives it.
  /// - Precondition: The model has every parameter that is excluded from decay.
  /// - Complexity: One pass over parameters, gradients and state, in place: nothing is allocated
  ///   for them after the first update.
  public mutating func update<Model: Parameterized>(
    _ model: inout Model, along gradient: Model.TangentVector, rateFactor: Double = 1
  ) {
    update(&model, along: gradient, rateFactor: rateFactor, gradientFactor: 1)
  }

  /// Moves each parameter along `gradientFactor` times `gradient`.
  mutating func update<Model: Parameterized>(
    _ model: inout Model, along gradient: Model.TangentVector, rateFactor: Double,
    gradientFactor: Double
  ) {
    prepare(for: model)
    stepCount += 1
    let method = method
    let step = OptimizerStep(number: stepCount, rate: learningRate * rateFactor)
    // The visitor's closure may escape, so the state moves out of `self` and back, never shared.
    var slots = self.slots
    self.slots = []
    var index = 0
    model.visitParameters(
      along: gradient,
      with: ParameterVisitor { name, parameter, gradient in
        precondition(
          index < slots.count && slots[index].parameter == name,
          "Parameter '\(name)' was not there in the first update.")
        let gradient = Self.gradient(gradient, of: name, parameter, times: gradientFactor)
        Self.move(&parameter, along: gradient, &slots[index], by: method, step)
        index += 1
      })
    precondition(index == slots.count, "Parameter '\(slots[index].parameter)' is no longer there.")
    self.slots = slots
    model.projectParameters()
  }

  /// Returns the gradient with a shape and a factor.
  private static func gradient(
    _ gradient: Tensor, of name: String, _ parameter: Tensor, times factor: Double
  ) -> Tensor {
    if gradient.isShapelessZero { return .zeros(like: parameter) }
    precondition(
      gradient.shape == parameter.shape && gradient.scalarType == parameter.scalarType,
      "The gradient of '\(name)' is \(gradient.scalarType) \(gradient.shape), but the parameter is"
        + " \(parameter.scalarType) \(parameter.shape).")
    return factor == 1 ? gradient : gradient.scaled(by: factor)
  }

  private static func move(
    _ parameter: inout Tensor, along gradient: Tensor, _ slot: inout Slot, by method: Method,
    _ step: OptimizerStep
  ) {
    step.move(
      &parameter, along: gradient, &slot.first, &slot.second, by: method, decay: slot.decay)
  }
}

// MARK: - State

extension Optimizer {
  /// The method and all numbers, exactly; two optimizers with equal words act alike.
  public var configuration: String {
    let words = "\(method), learning rate \(learningRate), weight decay \(weightDecay)"
    guard !excludedFromDecay.isEmpty else { return words }
    return words + " except \(excludedFromDecay.sorted().joined(separator: ", "))"
  }

  /// What the method remembers, by names such as `squareAverage.encoder.weight`; empty before the
  /// first update.
  public var state: [(name: String, value: Tensor)] {
    let names = method.stateNames
    return slots.flatMap { slot in
      zip(names, [slot.first, slot.second]).map { ("\($0).\(slot.parameter)", $1) }
    }
  }

  /// Takes over the state of another run.
  ///
  /// - Parameters:
  ///   - state: An array for each name that ``state`` has after an update of `model`.
  ///   - stepCount: The number of updates that led there.
  ///   - model: The model that the state belongs to.
  /// - Precondition: Every array is there and has the shape and scalar type of its parameter.
  public mutating func restore<Model: Parameterized>(
    state: [String: Tensor], stepCount: Int, for model: Model
  ) {
    precondition(stepCount >= 0, "\(stepCount) updates cannot have been made.")
    slots = []
    prepare(for: model)
    let names = method.stateNames
    func value(_ position: Int, of parameter: String, like old: Tensor) -> Tensor {
      guard position < names.count else { return .zero }
      let name = "\(names[position]).\(parameter)"
      guard let value = state[name] else { preconditionFailure("The state lacks '\(name)'.") }
      precondition(
        value.shape == old.shape && value.scalarType == old.scalarType,
        "State '\(name)' is \(value.scalarType) \(value.shape), but the parameter is"
          + " \(old.scalarType) \(old.shape).")
      return value
    }
    for index in slots.indices {
      slots[index].first = value(0, of: slots[index].parameter, like: slots[index].first)
      slots[index].second = value(1, of: slots[index].parameter, like: slots[index].second)
    }
    self.stepCount = stepCount
  }

  /// Carries the state over to a model whose parameters were replaced.
  ///
  /// - Parameters:
  ///   - model: The model with its new parameters.
  ///   - transformation: For a parameter's name, how gradients by the old parameter lead to those by the
  ///     new one; `nil` where it did not change.
  mutating func carryState<Model: Parameterized>(
    to model: Model, by transformation: (_ parameter: String) -> GradientTransformation?
  ) {
    let contents = method.stateContents
    let shapes = Dictionary(model.namedParameters.map { ($0, $1.shape) }) { first, _ in first }
    for index in slots.indices where !contents.isEmpty {
      let name = slots[index].parameter
      if let transformation = transformation(name) {
        slots[index].first = transformation.carried(slots[index].first, of: contents[0], parameter: name)
        if contents.count > 1 {
          slots[index].second = transformation.carried(slots[index].second, of: contents[1], parameter: name)
        }
      }
      precondition(
        slots[index].first.shape == shapes[name],
        "The state of '\(name)' became \(slots[index].first.shape), but the parameter is "
          + "\(shapes[name].map(\.description) ?? "gone").")
    }
  }

  /// Makes the state of the first update: zeros.
  mutating func prepare<Model: Parameterized>(for model: Model) {
    guard slots.isEmpty else { return }
    let stateCount = method.stateNames.count
    slots = model.namedParameters.map { name, parameter in
      Slot(
        parameter: name, decay: excludedFromDecay.contains(name) ? 0 : weightDecay,
        first: stateCount > 0 ? .zeros(like: parameter) : .zero,
        second: stateCount > 1 ? .zeros(like: parameter) : .zero)
    }
    let names = slots.map(\.parameter)
    precondition(Set(names).count == names.count, "Two parameters of the model have one name.")
    let unknown = excludedFromDecay.subtracting(names).sorted()
    precondition(
      unknown.isEmpty,
      "No parameter is called '\(unknown.joined(separator: "', '"))' to be excluded from decay; the"
        + " parameters are \(names.joined(separator: ", ")).")
  }
}

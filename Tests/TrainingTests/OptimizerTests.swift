import Foundation
import Layers
import Tensors
import Testing
import _TestSupport

@testable import Training

/// Two parameters of which tests keep one out of decay.
struct Pair: Parameterized {
  var kept: Tensor
  var free: Tensor

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("kept", &kept, gradient.kept)
    visitor.visit("free", &free, gradient.free)
  }
}

@Suite("Optimizers")
struct OptimizerTests {
  /// The textbook recurrence of one scalar, written without a look at the kernels.
  struct Scalar {
    var p: Double
    var a = 0.0
    var b = 0.0
    var t = 0

    mutating func step(_ gradient: Double, _ method: Optimizer.Method, rate: Double, decay: Double) {
      t += 1
      let g = gradient + decay * p
      switch method {
      case .sgd(let momentum):
        a = momentum * a + g
        p -= rate * a
      case .nesterov(let momentum):
        a = momentum * a + g
        p -= rate * (g + momentum * a)
      case .rmsProp(let smoothing, let epsilon, let momentum):
        a = smoothing * a + (1 - smoothing) * g * g
        b = momentum * b + g / (a.squareRoot() + epsilon)
        p -= rate * b
      case .adam(let beta1, let beta2, let epsilon):
        adam(g, beta1, beta2, epsilon, rate)
      case .adamW(let beta1, let beta2, let epsilon):
        p -= rate * decay * p
        adam(gradient, beta1, beta2, epsilon, rate)
      case .adamax(let beta1, let beta2, let epsilon):
        a = beta1 * a + (1 - beta1) * g
        b = max(beta2 * b, abs(g) + epsilon)
        p -= rate / (1 - pow(beta1, Double(t))) * a / b
      }
    }

    private mutating func adam(
      _ g: Double, _ beta1: Double, _ beta2: Double, _ epsilon: Double, _ rate: Double
    ) {
      a = beta1 * a + (1 - beta1) * g
      b = beta2 * b + (1 - beta2) * g * g
      let mean = a / (1 - pow(beta1, Double(t)))
      let square = b / (1 - pow(beta2, Double(t)))
      p -= rate * mean / (square.squareRoot() + epsilon)
    }
  }

  static let methods: [Optimizer.Method] = [
    .sgd(), .sgd(momentum: 0.9), .nesterov(momentum: 0.8), .rmsProp(),
    .rmsProp(smoothing: 0.9, epsilon: 1e-6, momentum: 0.5), .adam(),
    .adam(beta1: 0.8, beta2: 0.95, epsilon: 1e-4), .adamW(), .adamax(),
  ]

  static func gradient(_ step: Int, _ shape: Shape) -> Tensor { samples(shape, from: -2, to: 2, seed: step) }

  @Test(
    "Each step follows the recurrence of the paper, with decay where it is not excluded",
    arguments: methods, ScalarType.allCases)
  func recurrences(method: Optimizer.Method, scalarType: ScalarType) {
    var model = Pair(
      kept: samples([3, 5], seed: 50).converted(to: scalarType),
      free: samples([7], seed: 51).converted(to: scalarType))
    var kept = model.kept.elements.map { Scalar(p: $0) }
    var free = model.free.elements.map { Scalar(p: $0) }
    var optimizer = Optimizer(
      method, learningRate: 0.03, weightDecay: 0.2, excludedFromDecay: ["kept"])
    for step in 1...7 {
      let first = Self.gradient(step, [3, 5]).converted(to: scalarType)
      let second = Self.gradient(step + 20, [7]).converted(to: scalarType)
      let factor = step > 4 ? 0.5 : 1
      optimizer.update(&model, along: .init(kept: first, free: second), rateFactor: factor)
      for (index, g) in first.elements.enumerated() {
        kept[index].step(g, method, rate: 0.03 * factor, decay: 0)
      }
      for (index, g) in second.elements.enumerated() {
        free[index].step(g, method, rate: 0.03 * factor, decay: 0.2)
      }
    }
    // Rounding of seven steps of numbers around 1.
    let tolerance = scalarType == .float64 ? 1e-14 : 3e-6
    for (found, expected) in zip(model.kept.elements + model.free.elements, (kept + free).map(\.p)) {
      #expect(abs(found - expected) < tolerance)
    }
    #expect(optimizer.stepCount == 7)
    let states = optimizer.state
    #expect(states.count == 2 * method.stateNames.count)
    if let last = states.last, method.stateNames.count == 2 {
      #expect(last.name == "\(method.stateNames[1]).free")
      for (found, expected) in zip(last.value.elements, free.map(\.b)) {
        #expect(abs(found - expected) < tolerance * 10)
      }
    }
  }

  @Test("A missing gradient is a gradient of zeros", arguments: methods)
  func missingGradient(method: Optimizer.Method) {
    var first = Pair(kept: samples([4]), free: samples([2], seed: 1))
    var second = first
    var left = Optimizer(method, learningRate: 0.1, weightDecay: 0.1)
    var right = left
    let gradients: [Pair.TangentVector] = [
      .init(kept: samples([4], seed: 2), free: samples([2], seed: 3)), .zero,
      .init(kept: .zero, free: samples([2], seed: 4)),
    ]
    for gradient in gradients {
      left.update(&first, along: gradient)
      func filled(_ part: Tensor, _ like: Tensor) -> Tensor {
        part.isShapelessZero ? .zeros(like: like) : part
      }
      right.update(
        &second,
        along: .init(kept: filled(gradient.kept, second.kept), free: filled(gradient.free, second.free)))
    }
    #expect(first.kept == second.kept && first.free == second.free)
    #expect(left.state.map(\.value) == right.state.map(\.value))
  }

  @Test("Each method finds the minimum of a quadratic", arguments: methods)
  func convergence(method: Optimizer.Method) {
    let target = samples([6], seed: 9)
    let stiffness = samples([6], from: 0.5, to: 2, seed: 10)
    var model = Pair(kept: samples([6]), free: samples([1]))
    var optimizer = Optimizer(method, learningRate: 0.05)
    for step in 0..<3000 {
      let gradient = stiffness * (model.kept - target)
      // A rate that falls geometrically lets the methods of unit step length settle.
      optimizer.update(
        &model, along: .init(kept: gradient, free: .zero), rateFactor: pow(0.998, Double(step)))
    }
    // The rates sum to 25, so plain descent leaves e^(−25 · 0.5) of a distance up to 2; methods of
    // unit step length end with steps of 0.05 · 0.998^3000 = 1.2e-4.
    #expect(largestDifference(model.kept, target) < 1e-3)
    #expect(model.free == samples([1]))
  }

  @Test("A copy goes its own way, and a restored state goes on as the original")
  func restoring() {
    var model = Pair(kept: samples([4]), free: samples([2], seed: 1))
    var optimizer = Optimizer(.adam(), learningRate: 0.1)
    let gradient = Pair.TangentVector(kept: samples([4], seed: 2), free: samples([2], seed: 3))
    optimizer.update(&model, along: gradient)
    let saved = (model, optimizer.state, optimizer.stepCount)
    optimizer.update(&model, along: gradient)

    var resumed = saved.0
    var other = Optimizer(.adam(), learningRate: 0.1)
    other.restore(
      state: Dictionary(uniqueKeysWithValues: saved.1.map { ($0.name, $0.value) }),
      stepCount: saved.2, for: resumed)
    other.update(&resumed, along: gradient)
    #expect(resumed.kept == model.kept && resumed.free == model.free)
    #expect(other.state.map(\.value) == optimizer.state.map(\.value))
    #expect(other.stepCount == 2)
    #expect(saved.1[0].value != optimizer.state[0].value)
  }

  @Test("The configuration names every number")
  func configuration() {
    let optimizer = Optimizer(
      .adamW(beta2: 0.99), learningRate: 0.01, weightDecay: 5e-4, excludedFromDecay: ["b", "a"])
    #expect(
      optimizer.configuration
        == "adamW(beta1: 0.9, beta2: 0.99, epsilon: 1e-08), learning rate 0.01, weight decay 0.0005"
        + " except a, b")
  }

  /// A model that holds its parameter at the length 1.
  struct Sphere: Parameterized {
    var point: Tensor

    mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
      visitor.visit("point", &point, gradient.point)
    }

    mutating func projectParameters() { point.formScaled(by: 1 / point.norm().scalar) }
  }

  @Test("Parameters are brought back after the update")
  func projection() {
    var model = Sphere(point: Tensor(shape: [2], elements: [1, 0], scalarType: .float64))
    var optimizer = Optimizer(.sgd(), learningRate: 1)
    let gradient = Tensor(shape: [2], elements: [0, -1], scalarType: .float64)
    optimizer.update(&model, along: .init(point: gradient))
    let root = 0.5.squareRoot()
    #expect(
      largestDifference(
        model.point, Tensor(shape: [2], elements: [root, root], scalarType: .float64)) < 1e-15)
  }

  @Test("Updates after the first take no new memory and stay in place")
  func memory() async {
    // A process of its own: the pool is shared by all tests.
    await #expect(processExitsWith: .success) {
      for method in OptimizerTests.methods {
        var model = Pair(kept: samples([300, 70]), free: samples([2]))
        let gradient = Pair.TangentVector(kept: samples([300, 70], seed: 2), free: .zero)
        var optimizer = Optimizer(method, learningRate: 0.1, weightDecay: 0.1)
        optimizer.update(&model, along: gradient)
        let place = model.kept.unsafeAddress
        let states = optimizer.state.map(\.value.unsafeAddress)
        let before = BufferPool.statistics
        for _ in 0..<5 { optimizer.update(&model, along: gradient) }
        precondition(BufferPool.statistics == before)
        precondition(model.kept.unsafeAddress == place)
        precondition(optimizer.state.map(\.value.unsafeAddress) == states)
      }
    }
  }

  @Test("A caller's mistakes stop the program")
  func preconditions() async {
    await #expect(processExitsWith: .failure) {
      var model = Pair(kept: .ones([2]), free: .ones([2]))
      var optimizer = Optimizer(.sgd(), learningRate: 1, excludedFromDecay: ["bias"])
      optimizer.update(&model, along: .zero)
    }
    await #expect(processExitsWith: .failure) {
      var model = Pair(kept: .ones([2]), free: .ones([2]))
      var optimizer = Optimizer(.sgd(), learningRate: 1)
      optimizer.update(&model, along: .init(kept: .ones([3]), free: .zero))
    }
    await #expect(processExitsWith: .failure) { _ = Optimizer(.sgd(momentum: 1), learningRate: 1) }
    await #expect(processExitsWith: .failure) { _ = Optimizer(.sgd(), learningRate: .nan) }
    await #expect(processExitsWith: .failure) {
      _ = Optimizer(.adam(), learningRate: 1, weightDecay: -1)
    }
  }
}

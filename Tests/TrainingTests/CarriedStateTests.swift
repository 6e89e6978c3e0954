import Layers
import Tensors
import Testing
import _TestSupport

@testable import Training

/// A parameter of two rows whose rows can be doubled, beside one that never changes.
private struct Rows: Parameterized {
  var rows: Tensor
  var other: Tensor

  mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("rows", &rows, gradient.rows)
    visitor.visit("other", &other, gradient.other)
  }
}

/// Each of two rows twice.
private let doubling = Tensor(shape: [4, 2], elements: [1, 0, 1, 0, 0, 1, 0, 1], scalarType: .float64)

@Suite("State that optimizers carry to other parameters")
struct CarriedStateTests {
  /// Gradients so much larger than the constants in denominators that those do not count.
  private static let methods: [Optimizer.Method] = [
    .sgd(), .sgd(momentum: 0.9), .nesterov(momentum: 0.8), .rmsProp(smoothing: 0.9, epsilon: 1e-30),
    .rmsProp(smoothing: 0.9, epsilon: 1e-30, momentum: 0.7), .adam(epsilon: 1e-30), .adamW(epsilon: 1e-30),
    .adamax(epsilon: 1e-30),
  ]

  private let halves = GradientTransformation(doubling.scaled(by: 0.5))

  private func gradient(_ step: Int) -> Rows.TangentVector {
    .init(rows: samples([2, 3], seed: step), other: samples([2], seed: step + 7))
  }

  /// Factors of either sign, each for a row of its own.
  private let factors = GradientTransformation(
    Tensor(shape: [4, 2], elements: [0.5, 0, -0.5, 0, 0, 0.25, 0, 2], scalarType: .float64))

  private func carried(
    _ gradient: Rows.TangentVector, by transformation: GradientTransformation
  ) -> Rows.TangentVector {
    .init(rows: matmul(transformation.matrix, gradient.rows), other: gradient.other)
  }

  @Test(
    "The state carried to rows with factors of old gradients is that of such gradients from the start",
    arguments: methods)
  func agreement(_ method: Optimizer.Method) {
    var model = Rows(rows: samples([2, 3], seed: 30), other: samples([2], seed: 31))
    var doubled = Rows(rows: matmul(doubling, model.rows), other: model.other)
    var optimizer = Optimizer(method, learningRate: 0.1)
    var reference = optimizer
    for step in 0..<5 {
      optimizer.update(&model, along: gradient(step))
      reference.update(&doubled, along: carried(gradient(step), by: factors))
    }
    model.rows = doubled.rows
    model.other = doubled.other
    optimizer.carryState(to: model) { $0 == "rows" ? factors : nil }
    #expect(optimizer.state.map(\.name) == reference.state.map(\.name))
    for (found, truth) in zip(optimizer.state, reference.state) {
      #expect(largestDifference(found.value, truth.value) < 1e-14, "\(found.name)")
    }
    for step in 5..<8 {
      optimizer.update(&model, along: carried(gradient(step), by: factors))
      reference.update(&doubled, along: carried(gradient(step), by: factors))
    }
    #expect(largestDifference(model.rows, doubled.rows) < 1e-13)
    #expect(largestDifference(model.other, doubled.other) < 1e-13)
  }

  @Test(
    "Methods that step by gradients in units of their size go on as if no row had been doubled",
    arguments: methods)
  func sameSteps(_ method: Optimizer.Method) {
    var model = Rows(rows: samples([2, 3], seed: 30), other: samples([2], seed: 31))
    var optimizer = Optimizer(method, learningRate: 0.1)
    for step in 0..<3 { optimizer.update(&model, along: gradient(step)) }
    var doubled = Rows(rows: matmul(doubling, model.rows), other: model.other)
    var later = optimizer
    later.carryState(to: doubled) { $0 == "rows" ? halves : nil }
    let (before, doubledBefore) = (model.rows, doubled.rows)
    optimizer.update(&model, along: gradient(3))
    later.update(&doubled, along: carried(gradient(3), by: halves))
    let (step, doubledStep) = (model.rows - before, doubled.rows - doubledBefore)
    // Steepest descent moves a parameter that has half the gradient half as far.
    let share =
      switch method {
      case .sgd, .nesterov: 0.5
      default: 1.0
      }
    #expect(largestDifference(doubledStep, matmul(doubling, step).scaled(by: share)) < 1e-13)
    #expect(model.other == doubled.other)
  }

  @Test("Each kind of content is carried by its own matrix")
  func contents() {
    let matrix = Tensor(shape: [3, 2], elements: [3, -4, 0.5, 0, 0, 0], scalarType: .float64)
    let transformation = GradientTransformation(matrix)
    let array = Tensor(shape: [2, 2], elements: [1, 2, 10, 20], scalarType: .float64)
    func carried(_ content: GradientTransformation.Content) -> [Double] {
      transformation.carried(array, of: content, parameter: "rows").elements
    }
    #expect(carried(.gradients) == [-37, -74, 0.5, 1, 0, 0])
    #expect(carried(.squares) == [169, 338, 0.25, 0.5, 0, 0])
    #expect(carried(.magnitudes) == [43, 86, 0.5, 1, 0, 0])
    let normalised: [Double] = [-7.4, -14.8, 1, 2, 0, 0]
    for (found, truth) in zip(carried(.normalisedGradients), normalised) {
      #expect((found - truth).magnitude < 1e-14)
    }
    let single = transformation.carried(
      samples([2, 3, 4]).converted(to: .float32), of: .gradients, parameter: "rows")
    #expect(single.shape == [3, 3, 4] && single.scalarType == .float32)
  }

  @Test("A method without memory has nothing to carry, and a transformation that does not fit is refused")
  func refusals() async {
    var memoryless = Optimizer(.sgd(), learningRate: 0.1)
    memoryless.prepare(for: Rows(rows: samples([2, 3]), other: samples([2])))
    memoryless.carryState(to: Rows(rows: samples([4, 3]), other: samples([2]))) { _ in halves }
    #expect(memoryless.state.isEmpty)
    await #expect(processExitsWith: .failure) {
      _ = GradientTransformation(samples([4, 3])).carried(samples([2, 3]), of: .gradients, parameter: "rows")
    }
    await #expect(processExitsWith: .failure) {
      var optimizer = Optimizer(.adam(), learningRate: 0.1)
      optimizer.prepare(for: Rows(rows: samples([2, 3]), other: samples([2])))
      optimizer.carryState(to: Rows(rows: samples([4, 3]), other: samples([2]))) { _ in nil }
    }
    await #expect(processExitsWith: .failure) { _ = GradientTransformation(samples([4])) }
  }
}

@Suite("Trainers that go on with other parameters")
struct ReparameterizedTrainerTests {
  /// The rows of a weight in another order, and how gradients by them follow.
  private let swap = Tensor(shape: [3, 3], elements: [0, 0, 1, 1, 0, 0, 0, 1, 0], scalarType: .float64)

  @Test("Model, average and best model are changed alike, and training goes on as it would have")
  func everything() throws {
    func trainer() -> Trainer<LineTask> {
      line(LineTask(noise: 0), .adam(), decay: 0, averaging: WeightAveraging(decay: 0.5))
    }
    var (plain, other) = (trainer(), trainer())
    _ = try plain.fit(epochs: 3)
    _ = try other.fit(epochs: 3)
    let before = other
    let transformation = GradientTransformation(swap)
    other.reparameterize({ $0.weight = matmul(swap, $0.weight) }) { $0 == "weight" ? transformation : nil }
    #expect(other.model.weight == matmul(swap, before.model.weight))
    #expect(other.bestModel.weight == matmul(swap, before.bestModel.weight))
    #expect(other.judgedModel.weight == matmul(swap, before.judgedModel.weight))
    #expect(other.model.weight != before.model.weight && other.judgedModel.weight != other.model.weight)
    let states = zip(other.optimizer.state, before.optimizer.state)
    for (found, old) in states {
      let truth = old.name.hasSuffix("weight") ? matmul(swap, old.value) : old.value
      #expect(found.value == truth, "\(found.name)")
    }
    other.reparameterize({ $0.weight = matmul(swap, $0.weight, transposing: .first) }) {
      $0 == "weight" ? GradientTransformation(swap.transposed()) : nil
    }
    _ = try plain.fit(epochs: 6)
    _ = try other.fit(epochs: 6)
    #expect(plain.model.weight == other.model.weight && plain.model.bias == other.model.bias)
  }

  @Test("What is done before each epoch is told the finished epochs, and stays where an epoch is undone")
  func beforeEpochs() throws {
    var trainer = line(LineTask(fault: (3, .parameters)))
    var finished: [Int] = []
    let summary = try trainer.fit(
      epochs: 5,
      beforeEpoch: { trainer in
        finished.append(trainer.finishedEpochs)
        trainer.changeModel { $0.weight = .zeros(like: $0.weight) }
      })
    #expect(finished == [0, 1, 2])
    #expect(summary.stopReason == .diverged(epoch: 3, .parameters))
    #expect(trainer.model.weight == .zeros(like: trainer.model.weight))
  }

  @Test(
    "An epoch that is undone undoes what was done after its updates, the best model's parameters included")
  func undone() throws {
    var trainer = line(LineTask(fault: (3, .parameters)), decay: 0)
    var reference = line(LineTask(), decay: 0)
    _ = try reference.fit(epochs: 2)
    let summary = try trainer.fit(
      epochs: 5,
      afterUpdate: { trainer in
        guard trainer.finishedEpochs == 2 else { return }
        trainer.reparameterize({ $0.weight = $0.weight.scaled(by: 2) }) { _ in nil }
      })
    #expect(summary.stopReason == .diverged(epoch: 3, .parameters))
    #expect(trainer.model.weight == reference.model.weight)
    #expect(trainer.bestModel.weight == reference.bestModel.weight)
  }
}

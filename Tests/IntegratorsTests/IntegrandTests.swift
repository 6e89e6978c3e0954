import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Quantities integrated along a solution")
struct IntegrandTests {
  let tight = Solver(.dormandPrince8, .adaptive(relativeTolerance: 1e-11, absoluteTolerance: 1e-11))
  let frequencies = Tensor(shape: [3], elements: [1, 2, 0.5], scalarType: .float64)

  /// The integral of a quantity from 0 to 1.5.
  private func integral<Field: VectorField, Quantity: Integrand>(
    of quantity: Quantity, along field: Field, from state: Field.State
  ) -> Tensor where Quantity.State == Field.State {
    let augmented = field.integrating(quantity)
    return solve(
      augmented, from: augmented.start(from: state, at: 0), over: 0...1.5, with: tight
    ).end.second
  }

  @Test("The integral of a decaying state is what has decayed, divided by the rate")
  func decay() {
    let rate = samples([4], from: 0.5, to: 2)
    let start = samples([4], from: 0.5, to: 1.5, seed: 1)
    let exact = start * (1 - exp(rate * -1.5)) / rate
    #expect(largestDifference(integral(of: Position(), along: Decay(rate: rate), from: start), exact) < 1e-10)
  }

  @Test("The kinetic energy of oscillators, in all and one by one, and the length of circles")
  func oscillators() {
    // (q, v) = (cos ωt, −ω sin ωt): |f|² = ω² sin² ωt + ω⁴ cos² ωt.
    let field = Oscillators(frequency: frequencies)
    let start = Tensor(shape: [3, 2], elements: [1, 0, 1, 0, 1, 0], scalarType: .float64)
    let exact = frequencies.elements.map { w in
      let wave = sin(2 * w * 1.5) / (4 * w)
      return w * w * (0.75 - wave) + w * w * w * w * (0.75 + wave)
    }
    let each = integral(of: KineticEnergy(per: .sample(alongAxis: 0)), along: field, from: start)
    #expect(each.shape == [3])
    #expect(zip(each.elements, exact).allSatisfy { abs($0 - $1) < 1e-9 })
    let whole = integral(of: KineticEnergy(), along: field, from: start)
    #expect(whole.shape == [] && abs(whole.scalar - exact.reduce(0, +)) < 1e-9)
    // The first oscillator runs along the unit circle with speed 1.
    let lengths = integral(of: PathLength(per: .sample(alongAxis: 0)), along: field, from: start)
    #expect(abs(lengths.elements[0] - 1.5) < 1e-10)
  }

  @Test("A batch of graphs has a quantity a sample, the sum over its nodes")
  func batches() {
    let batch = samples([2, 3, 4])  // [nodes, samples, channels]
    let field = Decay(rate: Tensor(1, scalarType: .float64))
    let each = integral(of: KineticEnergy(per: .sample(alongAxis: 1)), along: field, from: batch)
    #expect(each.shape == [3])
    for sample in 0..<3 {
      let own = batch.sliced(alongAxis: 1, sample..<(sample + 1))
      let alone = integral(of: KineticEnergy(), along: field, from: own)
      // The steps of an adaptive solve depend on who shares them.
      #expect(abs(each.elements[sample] - alone.scalar) < 1e-9)
    }
  }

  @Test("The Jacobian's norm along a probe errs by the square of the distance")
  func jacobian() {
    let start = samples([4], from: 0.2, to: 1.2)
    let probe = samples([4], from: -1, to: 1, seed: 3)
    let field = Exponentials(scale: samples([4], from: 1, to: 2, seed: 5))
    let exact = integral(of: ExponentialsJacobian(field: field, probe: probe), along: field, from: start)
    func error(_ distance: Double?) -> Double {
      let norm = JacobianNorm(of: field, along: probe, distance: distance)
      return largestDifference(integral(of: norm, along: field, from: start), exact)
    }
    #expect(abs(log2(error(0.1) / error(0.05)) - 2) < 0.02)
    #expect(error(nil) < 1e-9)
  }

  @Test("Gradients are exact in the state, the parameters and both ends", arguments: [
    Solver(.rk4, .steps(8)), Solver(.adamsMoulton4, .steps(9)),
    Solver(.bogackiShampine3, .steps(8), gradient: .direct),
    Solver(.rk4, .stepSize(0.23), gradient: .recursive(budget: 3)),
  ])
  func gradients(_ solver: Solver) {
    let start = samples([2, 3], from: 0.2, to: 0.8)
    let rate = samples([3], from: 1, to: 2, seed: 1)
    #expect(gradientError(at: start) { regularised(rate, $0, 0, 1.4, solver) } < 1e-8)
    #expect(gradientError(at: rate) { regularised($0, start, 0, 1.4, solver) } < 1e-8)
    if case .stepSize = solver.stepControl.rule { return }
    let ends = Tensor(shape: [2], elements: [0.1, 1.5], scalarType: .float64)
    #expect(
      gradientError(at: ends) { ends in
        let parts = ends.split(alongAxis: 0, sizes: [1, 1])
        return regularised(rate, start, parts[0].sum().scalar, parts[1].sum().scalar, solver)
      } < 1e-8)
  }

  @Test("The gradient of the Jacobian's norm is that of the difference quotient")
  func jacobianGradient() {
    let start = samples([4], from: 0.2, to: 1.2)
    let scale = samples([4], from: 1, to: 2, seed: 5)
    let probe = samples([4], from: -1, to: 1, seed: 3)
    #expect(gradientError(at: start) { jacobianLoss(scale, $0, probe) } < 1e-8)
    #expect(gradientError(at: scale) { jacobianLoss($0, start, probe) } < 1e-8)
  }

  @Test("A quantity that does not count leaves the steps of the state as they are")
  func evaluations() {
    func solver(_ norm: ErrorNorm) -> Solver {
      Solver(
        .dormandPrince5, .adaptive(relativeTolerance: 1e-6, absoluteTolerance: 1e-6, norm: norm))
    }
    let rate = samples([3], from: 0.5, to: 1)
    let start = samples([3], from: 0.5, to: 1.5)
    let field = Decay(rate: rate)
    let augmented = field.integrating(Ripples())
    let state = augmented.start(from: start, at: 0)
    let alone = solve(field, from: start, over: 0...4, with: solver(.all))
    let seen = solve(augmented, from: state, over: 0...4, with: solver(.all))
    let unseen = solve(augmented, from: state, over: 0...4, with: solver(.part([0])))
    #expect(unseen.statistics == alone.statistics)
    #expect(unseen.end.first == alone.end)
    #expect(seen.statistics.evaluations > 4 * unseen.statistics.evaluations)
  }

  @Test("Two quantities are integrated one beside the other")
  func twoQuantities() {
    let field = Decay(rate: samples([3], from: 0.5, to: 2))
    let start = samples([3], from: 0.5, to: 1.5)
    let solver = Solver(.rk4, .steps(10))
    let both = field.integrating(KineticEnergy()).integrating(OfFirst(PathLength()))
    let inner = both.field.start(from: start, at: 0)
    let end = solve(both, from: both.start(from: inner, at: 0), over: 0...1, with: solver).end
    let one = field.integrating(PathLength())
    let alone = solve(one, from: one.start(from: start, at: 0), over: 0...1, with: solver).end
    #expect(end.second == alone.second)
    let energy = field.integrating(KineticEnergy())
    let energyAlone = solve(
      energy, from: energy.start(from: start, at: 0), over: 0...1, with: solver
    ).end
    #expect(end.first == energyAlone)
  }
}

// MARK: - Fields and quantities

/// `dy/dt = −rate · y`.
private struct Decay: VectorField {
  var rate: Tensor

  @differentiable(reverse)
  init(rate: Tensor) { self.rate = rate }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { -(rate * state) }
}

/// `dq/dt = v`, `dv/dt = −ω² q` for rows `(q, v)`.
private struct Oscillators: VectorField {
  var frequency: Tensor

  @differentiable(reverse)
  init(frequency: Tensor) { self.frequency = frequency }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let parts = state.split(alongAxis: 1, sizes: [1, 1])
    let square = square(frequency).reshaped(to: [3, 1])
    return concatenated([parts[1], -(square * parts[0])], alongAxis: 1)
  }
}

/// `dy/dt = e^{−scale · y}`.
private struct Exponentials: VectorField {
  var scale: Tensor

  @differentiable(reverse)
  init(scale: Tensor) { self.scale = scale }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor { exp(-(scale * state)) }
}

/// `|J ε|²` of ``Exponentials`` by hand.
private struct ExponentialsJacobian: Integrand {
  @noDerivative let field: Exponentials
  @noDerivative let probe: Tensor

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor {
    square(velocity * withoutDerivative(at: field.scale * probe)).sum()
  }
}

/// The state itself.
private struct Position: Integrand {
  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor { state }
}

/// A quantity that changes much faster than the state.
private struct Ripples: Integrand {
  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, velocity: Tensor, at time: Double) -> Tensor {
    state.sum().scaled(by: withoutDerivative(at: cos(40 * time)))
  }
}

/// Kinetic energy and path length of each sample, and the end.
@differentiable(reverse)
private func regularised(
  _ rate: Tensor, _ start: Tensor, _ first: Double, _ last: Double, _ solver: Solver
) -> Tensor {
  let field = ForcedLogistic(rate: rate)
    .integrating(KineticEnergy(per: .sample(alongAxis: 0)))
    .integrating(OfFirst(PathLength(smoothing: 0.1)))
  let inner = field.field.start(from: start, at: 0)
  let solution = solve(
    field, from: field.start(from: inner, at: 0), over: TimeSpan(from: first, to: last), with: solver)
  let end = solution.end
  return end.first.first.sum(alongAxis: 1).reshaped(to: [2]) + end.first.second + end.second
}

@differentiable(reverse)
private func jacobianLoss(_ scale: Tensor, _ start: Tensor, _ probe: Tensor) -> Tensor {
  let field = Exponentials(scale: scale)
  let augmented = field.integrating(
    JacobianNorm(of: field, along: withoutDerivative(at: probe), distance: 0.1))  // far from exact
  let state = augmented.start(from: start, at: 0)
  return solve(augmented, from: state, over: 0...1, with: Solver(.rk4, .steps(6))).end.second
}

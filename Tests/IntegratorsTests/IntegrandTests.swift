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

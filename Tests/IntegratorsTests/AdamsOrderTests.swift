import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The order of Adams methods")
struct AdamsOrderTests {
  let start = samples([3], from: 0.5, to: 1.5)
  let field = SeasonalLogistic(rate: samples([3], from: 1, to: 2, seed: 1))

  /// The built-in methods, and some of those that are made to order.
  static let methods =
    AdamsMethod.all + [
      .bashforth(order: 6), .moulton(order: 6), .moulton(order: 4, corrections: 3),
    ]

  /// Steps so small that the leading term of the error rules, but so large that it is far above
  /// round-off.
  static let steps = [2: 800, 3: 400, 4: 256, 5: 160, 6: 100]

  @Test("The error falls at the stated order, at the end and inside steps", arguments: methods)
  func convergence(of method: AdamsMethod) throws {
    let times = [0.611, 1.234_5]
    func errors(_ steps: Int) -> [Double] {
      let solution = solve(
        field, from: start, over: 0...1.75, saving: .times(times),
        with: Solver(.adams(method), .steps(steps)))
      return zip(solution.states + [solution.end], times + [1.75]).map {
        largestDifference($0, field.solution(from: start, at: $1))
      }
    }
    let steps = try #require(Self.steps[method.order])
    let (coarse, fine) = (errors(steps), errors(2 * steps))
    #expect(fine.allSatisfy { $0 > 1e-13 }, "\(method.name) reaches round-off: \(fine)")
    let observed = zip(coarse, fine).map { log2($0 / $1) }
    #expect(
      observed.allSatisfy { abs($0 - Double(method.order)) < 0.15 },
      "\(method.name): observed \(observed)")
  }

  @Test("At the same fractions of steps the dense output has the stated order", arguments: methods)
  func denseOrder(of method: AdamsMethod) throws {
    func error(_ steps: Int) -> Double {
      let stepSize = 1.75 / Double(steps)
      // The same fraction of the step that begins at 1.05, on every grid that has 5 n steps.
      let times = [0.3, 0.8].map { 1.05 + $0 * stepSize }
      let solution = solve(
        field, from: start, over: 0...1.75, saving: .times(times),
        with: Solver(.adams(method), .steps(steps)))
      return zip(solution.states, times).map {
        largestDifference($0, field.solution(from: start, at: $1))
      }.max() ?? .infinity
    }
    let steps = try #require(Self.steps[method.order]) / 5 * 5
    let observed = log2(error(steps) / error(2 * steps))
    #expect(abs(observed - Double(method.order)) < 0.15, "\(method.name): observed \(observed)")
  }

  @Test("Uneven steps and stops leave the order as it is", arguments: AdamsMethod.all)
  func unevenSteps(_ method: AdamsMethod) throws {
    func error(_ stepSize: Double) -> Double {
      let control = StepControl.stepSize(stepSize).landing(on: [0.7, 1.1])
      let end = integrate(field, from: start, over: 0...1.75, with: Solver(.adams(method), control))
      return largestDifference(end, field.solution(from: start, at: 1.75))
    }
    let steps = try #require(Self.steps[method.order])
    let observed = log2(error(1.75 / (Double(steps) + 0.37)) / error(1.75 / (2 * Double(steps) + 0.74)))
    #expect(abs(observed - Double(method.order)) < 0.15, "\(method.name): observed \(observed)")
  }
}

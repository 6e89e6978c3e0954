import Testing
import _Differentiation

/// Statements that the compiler differentiates, each with a derivative known by hand.
@Suite("Differentiable statements")
struct ControlFlowTests {
  @Test("A while loop may run for as long as its data says")
  func dataDependentLoop() {
    @differentiable(reverse)
    func doubledUntilLarge(_ number: Double) -> Double {
      var result = number
      while result < 100 {
        result *= 2
      }
      return result
    }
    #expect(gradient(at: 3.0, of: doubledUntilLarge) == 64)
    #expect(gradient(at: 101.0, of: doubledUntilLarge) == 1)
  }

  @Test("A loop may be left early")
  func earlyBreak() {
    @differentiable(reverse)
    func power(_ number: Double) -> Double {
      var result = number
      for turn in 0..<10 {
        if turn == 2 { break }
        result *= number
      }
      return result
    }
    #expect(gradient(at: 2.0, of: power) == 12)
  }

  @Test("The branch that was taken has the derivative", arguments: [(-3.0, -1.0), (3.0, 6.0)])
  func branch(at number: Double, expected: Double) {
    // Outside of #expect: a differentiated closure with a branch inside a macro crashes 6.3.1.
    let slope = gradient(at: number) { $0 < 0 ? -$0 : $0 * $0 }
    #expect(slope == expected)
  }

  /// A choice with data, as step control and activations are.
  private enum Rule {
    case scaled(by: Double)
    case squared
  }

  @Test("A switch may bind an enum's payload")
  func enumPayload() {
    @differentiable(reverse,wrt: number)
    func apply(_ rule: Rule, _ number: Double) -> Double {
      switch rule {
      case .scaled(let factor): number * factor
      case .squared: number * number
      }
    }
    #expect(gradient(at: 3.0) { apply(.scaled(by: 5), $0) } == 5)
    #expect(gradient(at: 3.0) { apply(.squared, $0) } == 6)
  }

  /// Stored and computed properties that are assigned to.
  private struct Pair: Differentiable {
    var first: Double
    var second: Double

    var sum: Double {
      @differentiable(reverse)
      get { first + second }
      @differentiable(reverse)
      set { first = newValue - second }
    }

    @differentiable(reverse)
    mutating func multiply(by factor: Double) {
      first *= factor
      second *= factor
    }
  }

  @Test("Mutating methods and compound assignment to properties differentiate")
  func mutation() {
    @differentiable(reverse)
    func value(_ number: Double) -> Double {
      var pair = Pair(first: number, second: number * number)
      pair.multiply(by: number)  // (x², x³)
      pair.sum += pair.second  // (x² + x³, x³)
      pair.first += 1
      return pair.first
    }
    #expect(gradient(at: 2.0, of: value) == 16)
  }

  @Test("An inout argument carries its derivative through a loop")
  func inoutArgument() {
    @differentiable(reverse)
    func accumulate(_ total: inout Double, _ number: Double) {
      total += number * number
    }
    @differentiable(reverse)
    func value(_ number: Double) -> Double {
      var total = 0.0
      for _ in 0..<3 {
        accumulate(&total, number)
      }
      return total
    }
    #expect(gradient(at: 2.0, of: value) == 12)
  }

  @Test("Optionals bind, and default to a constant", arguments: [(2.0, 4.0), (nil, 0.0)])
  func optional(bias: Double?, expected: Double) {
    @differentiable(reverse)
    func value(_ number: Double, _ bias: Double?) -> Double {
      let factor = bias ?? 1
      if let bias { return number * bias * factor }
      return number * factor
    }
    let (slope, biasSlope) = gradient(at: 1.0, bias, of: value)
    #expect(slope == bias.map { $0 * $0 } ?? 1)
    #expect((biasSlope.value ?? 0) == expected)
  }

  @Test("Tuples may be returned and taken apart")
  func tuples() {
    @differentiable(reverse)
    func value(_ number: Double) -> Double {
      let pair = (number * 2, number * number)
      return pair.0 * pair.1
    }
    #expect(gradient(at: 3.0, of: value) == 54)
  }
}

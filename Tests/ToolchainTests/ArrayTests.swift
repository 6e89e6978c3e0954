import Testing
import _Differentiation

/// A layer with one weight.
private struct Scale: Differentiable {
  var weight: Double

  @differentiable(reverse)
  func callAsFunction(_ number: Double) -> Double { number * weight }
}

/// A model with an array of layers.
private struct Stack: Differentiable {
  var layers: [Scale]

  @differentiable(reverse)
  func callAsFunction(_ number: Double) -> Double {
    var result = number
    for index in withoutDerivative(at: layers.indices) {
      result = layers[index](result)
    }
    return result
  }
}

/// Arrays in differentiated code.
@Suite("Differentiable arrays")
struct ArrayTests {
  @Test("An array of layers is read by its indices")
  func layers() {
    let stack = Stack(layers: [Scale(weight: 2), Scale(weight: 3), Scale(weight: 5)])
    let (modelSlope, slope) = gradient(at: stack, 7) { $0($1) }
    #expect(modelSlope.layers.base.map(\.weight) == [105, 70, 42])
    #expect(slope == 30)
  }

  @Test("Literals and append build arrays")
  func building() {
    @differentiable(reverse)
    func value(_ number: Double) -> Double {
      var powers = [number, number * number]
      powers.append(number * number * number)
      return powers[0] + 10 * powers[1] + 100 * powers[2]
    }
    #expect(gradient(at: 2.0, of: value) == 1241)
  }

  @Test("differentiableMap and differentiableReduce have derivatives")
  func mapAndReduce() {
    @differentiable(reverse)
    func value(_ numbers: [Double]) -> Double {
      numbers.differentiableMap { $0 * $0 }.differentiableReduce(0) { $0 + $1 }
    }
    #expect(gradient(at: [1, 2, 3], of: value) == [2, 4, 6])
  }

  @Test("An empty tangent stands for zeros of every length")
  func emptyTangent() {
    let tangent = Array<Double>.TangentVector([1, 2])
    #expect(.zero + tangent == tangent)
    #expect(Array<Double>.TangentVector.zero.base.isEmpty)
    var numbers = [3.0, 4]
    numbers.move(by: .zero)
    #expect(numbers == [3, 4])
  }
}

import Foundation
import Tensors
import Testing
import _TestSupport

@testable import ContinuousDepth

@Suite("Functions of depth")
struct DepthBasisTests {
  @Test("Every basis holds the constants, inside its span and outside", arguments: allBases)
  func one(_ basis: DepthBasis) {
    for time in times(in: basis) + [-7, 12] {
      #expect(abs(basis.value(basis.coefficientsOfOne, at: time) - 1) < 1e-14)
    }
    #expect(basis.values(at: 0).count == basis.count)
  }

  @Test("A cell is 1 from its border to just before the next, and the last one to the end")
  func cells() {
    let basis = DepthBasis.piecewiseConstant(cells: 3, over: 1...4)
    #expect(basis.jumpTimes == [2, 3])
    for (time, cell) in [(1, 0), (2.0.nextDown, 0), (2, 1), (2.9, 1), (3, 2), (3.5, 2), (4, 2)] {
      #expect(basis.values(at: time) == (0..<3).map { $0 == cell ? 1 : 0 }, "at \(time)")
    }
  }

  @Test(
    "Borders are those of the cells to the last bit, whatever the span",
    arguments: [3, 7, 10, 49, 100], [0...1, -0.3...0.7, 1e3...1e3 + 1, 0.1...12.1])
  func exactBorders(cells: Int, span: ClosedRange<Double>) {
    let basis = DepthBasis.piecewiseConstant(cells: cells, over: span)
    for (index, border) in basis.jumpTimes.enumerated() {
      #expect(basis.values(at: border)[index + 1] == 1)
      #expect(basis.values(at: border.nextDown)[index] == 1)
    }
    #expect(basis.jumpTimes.count == cells - 1)
  }

  @Test("A hat is 1 at its node, 0 at the others, and linear between them")
  func hats() {
    let basis = DepthBasis.hat(nodes: 3, over: 0...4)
    #expect(basis.jumpTimes == [2])
    for (time, values) in [
      (0.0, [1.0, 0, 0]), (0.5, [0.75, 0.25, 0]), (2, [0, 1, 0]), (3, [0, 0.5, 0.5]), (4, [0, 0, 1]),
    ] { #expect(basis.values(at: time) == values, "at \(time)") }
  }

  @Test("Polynomials and waves are those of the scaled time, with whole frequencies")
  func formulas() {
    let span = 1.0...3.0
    for time in [1, 1.3, 2, 2.75, 3] {
      let (x, turn) = (time - 2, Double.pi * (time - 1))
      let powers = DepthBasis.monomial(degree: 5, over: span).values(at: time)
      let chebyshev = DepthBasis.chebyshev(degree: 5, over: span).values(at: time)
      let waves = DepthBasis.fourier(frequencies: 2, over: span).values(at: time)
      for degree in 0...5 {
        #expect(abs(powers[degree] - pow(x, Double(degree))) < 1e-15)
        #expect(abs(chebyshev[degree] - cos(Double(degree) * acos(x))) < 1e-14)
      }
      let truth = [1, cos(turn), sin(turn), cos(2 * turn), sin(2 * turn)]
      #expect(largestDifference(waves, truth) < 1e-14)
    }
  }

  @Test("Waves of whole frequencies are orthogonal over the span")
  func orthogonality() {
    let basis = DepthBasis.fourier(frequencies: 3, over: -1...4)
    let (times, weights) = basis.integration(with: basis)
    let samples = basis.samples(at: times)
    var truth = [Double](repeating: 0, count: 49)
    for index in 0..<7 { truth[8 * index] = index == 0 ? 5 : 2.5 }
    let products = matmul(samples * weights, samples, transposing: .first)
    #expect(largestDifference(products.elements, truth) < 1e-9)
  }

  @Test(
    "Slopes are those of the values, and 0 outside, where functions stay as they end", arguments: allBases)
  func slopes(_ basis: DepthBasis) {
    let (start, end) = (basis.span.lowerBound, basis.span.upperBound)
    for time in [0.013, 0.21, 0.47, 0.77, 0.99].map({ start + (end - start) * $0 }) {
      let (before, behind) = (basis.values(at: time - 1e-6), basis.values(at: time + 1e-6))
      for (slope, quotient) in zip(basis.slopes(at: time), zip(before, behind).map { ($1 - $0) / 2e-6 }) {
        #expect(abs(slope - quotient) < 1e-7 * max(1, abs(quotient)))
      }
    }
    for (outside, inside) in [(start - 1, start), (-.infinity, start), (end + 0.1, end), (.infinity, end)] {
      #expect(basis.values(at: outside) == basis.values(at: inside))
      #expect(basis.slopes(at: outside) == Array(repeating: 0, count: basis.count))
    }
  }

  @Test("Gauss's rule is exact up to the degree 2n − 1, and no further", arguments: [1, 2, 3, 5, 12, 40])
  func quadrature(points: Int) {
    let rule = GaussLegendre.rule(points: points)
    for degree in 0..<(2 * points) {
      let sum = rule.reduce(0) { $0 + $1.weight * pow($1.node, Double(degree)) }
      #expect(abs(sum - (degree % 2 == 0 ? 2 / Double(degree + 1) : 0)) < 1e-13)
    }
    let beyond = rule.reduce(0) { $0 + $1.weight * pow($1.node, Double(2 * points)) }
    if points < 12 { #expect(abs(beyond - 2 / Double(2 * points + 1)) > 1e-8) }
  }

  @Test("A basis without a function or over no time is refused")
  func refusals() async {
    await #expect(processExitsWith: .failure) { _ = DepthBasis.piecewiseConstant(cells: 0, over: 0...1) }
    await #expect(processExitsWith: .failure) { _ = DepthBasis.hat(nodes: 1, over: 0...1) }
    await #expect(processExitsWith: .failure) { _ = DepthBasis.monomial(degree: 2, over: 1...1) }
    await #expect(processExitsWith: .failure) {
      _ = DepthBasis.hat(nodes: 2, over: 0...1).projection(onto: .hat(nodes: 2, over: 0...2))
    }
  }
}

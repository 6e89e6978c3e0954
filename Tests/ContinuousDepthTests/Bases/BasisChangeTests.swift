import ContinuousDepth
import Foundation
import Tensors
import Testing
import Training
import _TestSupport

/// Pairs of bases, each with each.
private let pairs = allBases.flatMap { old in allBases.map { (old, $0) } }

@Suite("Changes of basis")
struct BasisChangeTests {
  /// Coefficients of a function over a basis.
  private func function(over basis: DepthBasis) -> Tensor { samples([basis.count, 1], seed: 5) }

  @Test("A refined function is exactly the same one, by more coefficients", arguments: allBases)
  func refinement(_ basis: DepthBasis) {
    let change = basis.refined()
    let old = function(over: basis)
    let new = change(old)
    #expect(change.old == basis && change.new.count > basis.count)
    #expect(change.new.kind == basis.kind && change.new.span == basis.span)
    for time in times(in: change.new) + [-3, 5] {
      #expect(abs(basis.value(old.elements, at: time) - change.new.value(new.elements, at: time)) < 1e-14)
    }
  }

  @Test(
    "The projection onto a finer basis is the refinement, and back it leads to the start", arguments: allBases
  )
  func finer(_ basis: DepthBasis) {
    let change = basis.refined()
    #expect(largestDifference(basis.projection(onto: change.new).matrix, change.matrix) < 1e-12)
    let back = change.new.projection(onto: basis).matrix
    #expect(largestDifference(matmul(back, change.matrix), identityMatrix(basis.count)) < 1e-12)
    let twice = matmul(matmul(back, change.matrix), back)
    #expect(largestDifference(twice, back) < 1e-12)
  }

  @Test("The projection solves the equations that integrals of products make", arguments: pairs)
  func normalEquations(old: DepthBasis, new: DepthBasis) throws {
    let (times, weights) = old.integration(with: new)
    let (first, second) = (new.samples(at: times), old.samples(at: times))
    func products(_ other: Tensor) -> Tensor { matmul(first * weights, other, transposing: .first) }
    let truth = try #require(positiveDefiniteSolution(of: products(first), products(second)))
    #expect(largestDifference(old.projection(onto: new).matrix, truth) < 1e-8)
  }

  @Test("Every other function over the new basis is farther away", arguments: pairs)
  func nearest(old: DepthBasis, new: DepthBasis) {
    let start = function(over: old)
    let projected = old.projection(onto: new)(start)
    let (times, weights) = old.integration(with: new)
    let values = matmul(old.samples(at: times), start)
    let samples = new.samples(at: times)
    func distance(_ coefficients: [Double]) -> Double {
      let column = Tensor(shape: [new.count, 1], elements: coefficients, scalarType: .float64)
      return (square(values - matmul(samples, column)) * weights).sum().scalar
    }
    let least = distance(projected.elements)
    for index in 0..<new.count {
      for offset in [-0.01, 0.01] {
        var moved = projected.elements
        moved[index] += offset
        #expect(distance(moved) > least + 1e-6)
      }
    }
  }

  @Test("The mean of two cells is what halving their number leaves")
  func halving() {
    let change = DepthBasis.piecewiseConstant(cells: 4, over: 0...2)
      .projection(onto: .piecewiseConstant(cells: 2, over: 0...2))
    let truth = Tensor(shape: [2, 4], elements: [0.5, 0.5, 0, 0, 0, 0, 0.5, 0.5], scalarType: .float64)
    #expect(largestDifference(change.matrix, truth) < 1e-15)
    #expect(largestDifference(change.gradients.matrix, truth.scaled(by: 2)) < 1e-14)
  }

  @Test("Powers of a high degree are projected with few digits lost")
  func condition() {
    // The Gram matrix of these powers has the condition number 1e15.
    let old = DepthBasis.monomial(degree: 20, over: 0...1)
    let new = old.projection(onto: .chebyshev(degree: 20, over: 0...1))
    let there = new(function(over: old))
    for time in times(in: old) {
      let truth = old.value(function(over: old).elements, at: time)
      #expect(abs(new.new.value(there.elements, at: time) - truth) < 1e-12)
    }
    let back = new.new.projection(onto: old)(there)
    #expect(largestDifference(back, function(over: old)) < 1e-7)
  }

  @Test("Gradients of a loss follow a change to a coarser basis by the chain rule", arguments: allBases)
  func coarserGradients(_ basis: DepthBasis) {
    // Over the finer basis, the loss of coefficients θ over the coarser one has the coefficients R θ.
    let refinement = basis.refined()
    let coarser = refinement.new.projection(onto: basis)
    #expect(largestDifference(coarser.gradients.matrix, refinement.matrix.transposed()) < 1e-12)
  }

  @Test(
    "Gradients of a loss of the projected function follow a refinement by the chain rule",
    arguments: allBases)
  func finerGradients(_ basis: DepthBasis) {
    let change = basis.refined()
    let projection = change.new.projection(onto: basis)
    let fine = change(function(over: basis))
    let (_, pullback) = valueWithPullback(at: fine) { square(matmul(projection.matrix, $0) - 0.3).sum() }
    let (_, oldPullback) = valueWithPullback(at: function(over: basis)) { square($0 - 0.3).sum() }
    let one = Tensor(1, scalarType: .float64)
    let carried = matmul(change.gradients.matrix, oldPullback(one))
    #expect(largestDifference(pullback(one), carried) < 1e-11)
  }
}

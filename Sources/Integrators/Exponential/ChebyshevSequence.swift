import Tensors

/// The sequence `uₖ = Tₖ(L̃) v` of Chebyshev polynomials of an operator, and sums of it.
///
/// `L̃ = (L − m)/r` is the operator with its spectrum moved to −1…1. With `u₀ = v` and `u₁ = L̃ v`, each further
/// term is `uₖ₊₁ = 2 L̃ uₖ − uₖ₋₁`: one product. A sum `Σₖ cₖ uₖ` is a function of the operator times `v`, and any
/// number of functions share the sequence.
///
/// Only the last two terms are kept for a gradient, since the recurrence runs backwards as well as forwards:
/// its errors grow no faster than the square of the number of terms. The reverse pass costs two products a term, that of the
/// sequence and that of its adjoint `ūₖ = cₖ g + 2 L̃ᵀ ūₖ₊₁ − ūₖ₊₂`, in memory for a few states.
struct ChebyshevSequence<Operator: LinearOperator> {
  typealias State = Operator.State

  let linearOperator: Operator
  /// The coefficients of each function, all of one degree.
  let series: [ChebyshevSeries]
  private let middle: Double
  private let radius: Double

  /// What a sequence leaves behind.
  struct Terms {
    /// The term of the highest degree.
    let last: State
    /// The term before it.
    let previous: State
    /// All terms where they were asked for, otherwise none.
    let all: [State]
  }

  init(_ linearOperator: Operator, over interval: ClosedRange<Double>, series: [ChebyshevSeries]) {
    self.linearOperator = linearOperator
    self.series = series
    middle = (interval.lowerBound + interval.upperBound) / 2
    radius = (interval.upperBound - interval.lowerBound) / 2
  }

  /// The degree, which is the number of products.
  var degree: Int { series[0].degree }

  /// Returns the sum of each function, and what its gradient needs.
  ///
  /// - Parameters:
  ///   - start: The state `v`, in the operator's coordinates.
  ///   - keepsAll: Whether all terms are kept.
  /// - Returns: The sums, in the order of the series, and the terms.
  func sums(from start: State, keepsAll: Bool = false) -> (sums: [State], terms: Terms) {
    var all: [State] = []
    var sums = series.map { _ in State.zero }
    var (term, previous) = (start, State.zero)
    for index in 0..<degree {
      if keepsAll { all.append(term) }
      for other in series.indices.dropFirst() {
        sums[other].add(term, times: series[other].coefficients[index])
      }
      linearOperator.advance(
        &previous, from: term, by: step(from: index), adding: series[0].coefficients[index],
        to: &sums[0])
      swap(&term, &previous)
    }
    for other in series.indices { sums[other].add(term, times: series[other].coefficients[degree]) }
    return (sums, Terms(last: term, previous: previous, all: keepsAll ? all + [term] : []))
  }

  /// Returns the gradient of the start, and adds that of the operator's parameters.
  ///
  /// - Parameters:
  ///   - upstreams: The gradient of each sum, in the operator's coordinates.
  ///   - terms: What the sums left behind.
  ///   - gradient: The gradient of the parameters.
  /// - Returns: The gradient of the start, in the operator's coordinates.
  func pullback(
    _ upstreams: [State], through terms: Terms, addingTo gradient: inout Operator.Gradient
  ) -> State {
    var adjoint = State.zero
    for (series, upstream) in zip(series, upstreams) {
      adjoint.add(upstream, times: series.coefficients[degree])
    }
    var next = State.zero
    var (behind, term) = (terms.last, terms.previous)
    for index in (0..<degree).reversed() {
      let step = step(from: index)
      if index > 0 {
        // uₖ₋₁ = 2 L̃ uₖ − uₖ₊₁: the same recurrence the other way.
        linearOperator.advance(
          &behind, from: term, by: step, with: adjoint, times: step.product, to: &gradient)
        swap(&behind, &term)
      } else {
        linearOperator.addGradient(of: adjoint, times: step.product, at: term, to: &gradient)
      }
      linearOperator.advanceTransposed(
        &next, from: adjoint,
        by: RecurrenceStep(
          product: step.product, identity: step.identity, previous: index == degree - 1 ? 0 : -1),
        adding: series[0].coefficients[index], times: upstreams[0])
      for other in series.indices.dropFirst() {
        next.add(upstreams[other], times: series[other].coefficients[index])
      }
      swap(&adjoint, &next)
    }
    return adjoint
  }

  /// The step of the recurrence from the term of an index to the one behind it.
  private func step(from index: Int) -> RecurrenceStep {
    let factor = (index == 0 ? 1 : 2) / radius
    return RecurrenceStep(
      product: factor, identity: -factor * middle, previous: index == 0 ? 0 : -1)
  }
}

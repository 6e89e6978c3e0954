/// Functions of any operator, taken from Krylov spaces.
///
/// The operator is known by its products only. A space grows until an estimate of the error of all functions is
/// below the tolerance; where it gets too large for the time that is asked for, the time is divided, and each
/// stretch has a space of its own. States grow with the dimension: all vectors of all spaces are kept.
///
/// References: Y. Saad, "Analysis of some Krylov subspace approximations to the matrix exponential operator",
/// SIAM Journal on Numerical Analysis 29, 1992, for the corrected scheme and its estimate; M. Hochbruck and
/// C. Lubich, "On Krylov subspace approximations to the matrix exponential operator", SIAM Journal on Numerical
/// Analysis 34, 1997; R. B. Sidje, "Expokit", ACM Transactions on Mathematical Software 24, 1998, for stretches.
struct KrylovFunctions<Operator: LinearOperator>: OperatorFunctions {
  /// What values leave behind: the stretches, from the time 0 on.
  struct Record {
    let stretches: [KrylovStretch<State>]
  }

  let linearOperator: Operator
  let tolerance: Double
  /// The largest dimension of a space.
  var largestDimension = 64

  func values(
    of functions: [PhiSum], and others: [PhiSum], at start: State, keepsTerms: Bool
  ) -> OperatorValues<State, Record>? {
    let end = functions.map(\.scale).reduce(0) { abs($0) > abs($1) ? $0 : $1 }
    let order = (functions + others).reduce(1) { max($0, $1.weights.count - 1) }
    var stretches: [KrylovStretch<State>] = []
    var (time, state, integrals) = (0.0, start, [State]())
    while true {
      var space = ArnoldiSpace(from: ExtendedState(state: state))
      var length = end - time
      if length != 0 {
        let reached = space.reach(length, limit: largestDimension, by: { product(of: $0) }) { space, length in
          isAccurate(
            KrylovStretch(start: time, space: space, integrals: integrals), over: length, of: functions,
            until: end, within: stretches.first?.space.length ?? space.length)
        }
        guard let reached else { return nil }
        length = reached
      }
      let stretch = KrylovStretch(start: time, space: space, integrals: integrals)
      stretches.append(stretch)
      if length == end - time { break }
      time += length
      state = stretch.value(of: PhiSum(scale: time, weights: [1]))
      integrals = (1...order).map { index in
        let weights = [Double](repeating: 0, count: index) + [raised(time, index)]
        return stretch.value(of: PhiSum(scale: time, weights: weights))
      }
    }
    let record = Record(stretches: stretches)
    let dimensions = stretches.map(\.space.dimension)
    return OperatorValues(
      values: (functions + others).map {
        let value = record.stretch(of: $0.scale).value(of: $0)
        // A start of zero has no direction, and one that is not finite no length.
        return value.isShapelessZero
          ? start.multiplied(by: stretches[0].space.length.isFinite ? 0 : .nan) : value
      },
      record: record, products: dimensions.reduce(0, +), degree: dimensions.max() ?? 0)
  }

  /// Whether a stretch is accurate for the functions of times that it reaches, and for what goes on from its end.
  private func isAccurate(
    _ stretch: KrylovStretch<State>, over length: Double, of functions: [PhiSum], until end: Double,
    within norm: Double
  ) -> Bool {
    let reached = stretch.start + length
    if length != end - stretch.start {
      let (error, size) = stretch.error(of: PhiSum(scale: reached, weights: [1]))
      guard error <= tolerance * (length / end) * max(norm, size) else { return false }
    }
    let inside = functions.filter {
      abs($0.scale) > abs(stretch.start) && (abs($0.scale) <= abs(reached) || length == end - stretch.start)
    }
    return inside.allSatisfy { function in
      let (error, size) = stretch.error(of: function)
      let largest = function.weights.reduce(0) { max($0, abs($1)) }
      return error <= tolerance * max(norm * largest, size)
    }
  }

  private func product(of vector: ExtendedState<State>) -> ExtendedState<State> {
    var result = State.zero
    linearOperator.advance(&result, from: vector.state, by: RecurrenceStep(product: 1))
    return ExtendedState(state: result)
  }

  func terms(of record: Record) -> OperatorTerms<State> {
    let stretches = record.stretches
    return OperatorTerms(states: stretches.flatMap { $0.space.vectors.map(\.state) + $0.integrals }) {
      function in
      let index = Record(stretches: stretches).index(of: function.scale)
      return stretches.indices.flatMap { other in
        let stretch = stretches[other]
        guard other == index else {
          return [Double](repeating: 0, count: stretch.space.vectors.count + stretch.integrals.count)
        }
        let factors = stretch.factors(of: function)
        return factors.vectors + factors.integrals
      }
    }
  }
}

extension KrylovFunctions.Record {
  /// The index of the stretch that a time lies in, or at the end of.
  func index(of time: Double) -> Int {
    stretches.lastIndex { abs($0.start) < abs(time) } ?? 0
  }

  /// The stretch that a time lies in, or at the end of.
  func stretch(of time: Double) -> KrylovStretch<Operator.State> { stretches[index(of: time)] }
}

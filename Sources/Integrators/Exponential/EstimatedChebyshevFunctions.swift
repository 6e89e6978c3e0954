/// Functions of a symmetric operator by Chebyshev series over an interval that is estimated first.
struct EstimatedChebyshevFunctions<Operator: LinearOperator>: OperatorFunctions {
  typealias Record = ChebyshevFunctions<Operator>.Record

  let linearOperator: Operator
  let tolerance: Double
  /// The functions on the interval, once that is known.
  private var estimated: ChebyshevFunctions<Operator>?

  init(linearOperator: Operator, tolerance: Double) {
    self.linearOperator = linearOperator
    self.tolerance = tolerance
  }

  mutating func prepare(for state: State) -> Int {
    if estimated != nil { return 0 }
    let (interval, products) = linearOperator.spectralInterval(like: state)
    estimated = ChebyshevFunctions(
      linearOperator: linearOperator, interval: interval, tolerance: tolerance)
    return products
  }

  private var functions: ChebyshevFunctions<Operator> {
    guard let estimated else { preconditionFailure("The interval was not estimated.") }
    return estimated
  }

  func values(
    of functions: [PhiSum], and others: [PhiSum], at start: State, keepsTerms: Bool
  ) -> OperatorValues<State, Record>? {
    self.functions.values(of: functions, and: others, at: start, keepsTerms: keepsTerms)
  }

  func pullback(
    _ upstreams: [FunctionUpstream<State>], through record: Record,
    addingTo gradient: inout Operator.Gradient
  ) -> State {
    functions.pullback(upstreams, through: record, addingTo: &gradient)
  }

  func terms(of record: Record) -> OperatorTerms<State> { functions.terms(of: record) }
}

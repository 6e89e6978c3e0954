/// Functions of an operator with a real spectrum by Chebyshev series.
struct ChebyshevFunctions<Operator: LinearOperator>: OperatorFunctions {
  typealias Record = (sequence: ChebyshevSequence<Operator>, terms: ChebyshevSequence<Operator>.Terms)

  let linearOperator: Operator
  /// An interval that holds the spectrum.
  let interval: ClosedRange<Double>
  let tolerance: Double

  func values(
    of functions: [PhiSum], at start: State, keepsTerms: Bool
  ) -> OperatorValues<State, Record>? {
    let series = ChebyshevSeries.expanding(
      functions.map { function in { function($0) } }, over: interval, tolerance: tolerance)
    guard let series else { return nil }
    let sequence = ChebyshevSequence(linearOperator, over: interval, series: series)
    let (sums, terms) = sequence.sums(from: start, keepsAll: keepsTerms)
    return OperatorValues(
      values: sums, record: (sequence, terms), products: sequence.degree, degree: sequence.degree)
  }

  func pullback(
    _ upstreams: [State], termUpstreams: [State], through record: Record,
    addingTo gradient: inout Operator.Gradient
  ) -> State {
    record.sequence.pullback(
      upstreams, termUpstreams: termUpstreams, through: record.terms, addingTo: &gradient)
  }

  func terms(of record: Record) -> (states: [State], factors: TimeFactors) {
    let (interval, degree) = (interval, record.sequence.degree)
    return (
      record.terms.all,
      { elapsed in
        let series = ChebyshevSeries.interpolating(
          [{ elapsed * phiFunctions(at: elapsed * $0)[1] }, { phiFunctions(at: elapsed * $0)[0] }],
          over: interval, degree: degree)
        return (series[0].coefficients, series[1].coefficients)
      }
    )
  }
}

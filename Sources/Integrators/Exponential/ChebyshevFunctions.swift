/// Functions of an operator with a real spectrum by Chebyshev series.
struct ChebyshevFunctions<Operator: LinearOperator>: OperatorFunctions {
  /// What values leave behind.
  struct Record {
    let functions: [PhiSum]
    let sequence: ChebyshevSequence<Operator>
    let terms: ChebyshevSequence<Operator>.Terms
  }

  let linearOperator: Operator
  /// An interval that holds the spectrum.
  let interval: ClosedRange<Double>
  let tolerance: Double

  func values(
    of functions: [PhiSum], and others: [PhiSum], at start: State, keepsTerms: Bool
  ) -> OperatorValues<State, Record>? {
    let expanded = ChebyshevSeries.expanding(
      functions.map { function in { function($0) } }, over: interval, tolerance: tolerance)
    guard let expanded else { return nil }
    let series = expanded + others.map { self.series(of: $0, degree: expanded[0].degree) }
    let sequence = ChebyshevSequence(linearOperator, over: interval, series: series)
    let (sums, terms) = sequence.sums(from: start, keepsAll: keepsTerms)
    return OperatorValues(
      values: sums,
      record: Record(functions: functions + others, sequence: sequence, terms: terms),
      products: sequence.degree, degree: sequence.degree)
  }

  /// All gradients share one sequence, of the degree of the values.
  func pullback(
    _ upstreams: [FunctionUpstream<State>], through record: Record,
    addingTo gradient: inout Operator.Gradient
  ) -> State {
    let parts = upstreams.filter { !$0.gradient.isShapelessZero }
    if parts.isEmpty { return .zero }
    let series = parts.map { part in
      if let index = record.functions.firstIndex(of: part.function) {
        return record.sequence.series[index]
      }
      return self.series(of: part.function, degree: record.sequence.degree)
    }
    return ChebyshevSequence(linearOperator, over: interval, series: series).pullback(
      parts.map(\.gradient), through: record.terms, addingTo: &gradient)
  }

  func terms(of record: Record) -> OperatorTerms<State> {
    let (interval, degree) = (interval, record.sequence.degree)
    return OperatorTerms(states: record.terms.all) { function in
      ChebyshevSeries.interpolating([{ function($0) }], over: interval, degree: degree)[0].coefficients
    }
  }

  private func series(of function: PhiSum, degree: Int) -> ChebyshevSeries {
    ChebyshevSeries.interpolating([{ function($0) }], over: interval, degree: degree)[0]
  }
}

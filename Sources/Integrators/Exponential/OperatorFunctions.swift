/// A way to compute functions of a linear operator times a state, with their gradients.
///
/// All states are in the operator's coordinates.
protocol OperatorFunctions<Operator> {
  associatedtype Operator: LinearOperator
  /// What a computation leaves behind for its gradient and for other times.
  associatedtype Record

  typealias State = Operator.State

  /// The operator `L`.
  var linearOperator: Operator { get }

  /// Returns `fᵢ(L) v` for each function, from one set of products; `nil` where that was not possible to the
  /// tolerance.
  ///
  /// - Parameters:
  ///   - functions: The functions `fᵢ`.
  ///   - start: The state `v`.
  ///   - keepsTerms: Whether ``terms(of:)`` will be asked for.
  func values(of functions: [PhiSum], at start: State, keepsTerms: Bool) -> OperatorValues<
    State, Record
  >?

  /// Returns the gradient of the start, and adds that of the operator's parameters.
  ///
  /// - Parameters:
  ///   - upstreams: The gradient of each value.
  ///   - termUpstreams: The gradient of each term, or none.
  ///   - record: What the values left behind.
  ///   - gradient: The gradient of the parameters.
  func pullback(
    _ upstreams: [State], termUpstreams: [State], through record: Record,
    addingTo gradient: inout Operator.Gradient
  ) -> State

  /// Returns states whose sums are `t φ₁(tL) v` for all times `t` of a step, and the factors.
  func terms(of record: Record) -> (states: [State], factors: TimeFactors)
}

/// Returns the factors of some terms after an elapsed time, and their derivatives in it.
typealias TimeFactors = @Sendable (_ elapsed: Double) -> (values: [Double], slopes: [Double])

/// Functions of an operator times a state, and what they cost.
struct OperatorValues<State: StateVector, Record> {
  let values: [State]
  let record: Record
  let products: Int
  /// The degree of the polynomial in the operator.
  let degree: Int
}

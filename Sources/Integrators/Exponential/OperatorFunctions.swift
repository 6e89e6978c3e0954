/// A way to compute functions of a linear operator times a state, with their gradients.
///
/// All states are in the operator's coordinates, and all functions of one call have scales of one sign.
protocol OperatorFunctions<Operator> {
  associatedtype Operator: LinearOperator
  /// What a computation leaves behind for its gradient and for other times.
  associatedtype Record

  typealias State = Operator.State

  /// The operator `L`.
  var linearOperator: Operator { get }

  /// Finds out what has to be known of the operator, once, before values are asked for.
  ///
  /// - Parameter state: A state of the shape of all others.
  /// - Returns: The number of products that it took.
  mutating func prepare(for state: State) -> Int

  /// Returns `fᵢ(L) v` for each function, from one set of products.
  ///
  /// - Parameters:
  ///   - functions: The functions `fᵢ`, at least one.
  ///   - others: Further functions that take what products there are and ask for none; of the same scales.
  ///   - start: The state `v`.
  ///   - keepsTerms: Whether ``terms(of:)`` will be asked for.
  /// - Returns: The values, or `nil` where they were not possible to the tolerance.
  func values(
    of functions: [PhiSum], and others: [PhiSum], at start: State, keepsTerms: Bool
  ) -> OperatorValues<State, Record>?

  /// Returns the gradient of the start, and adds that of the operator's parameters.
  ///
  /// - Parameters:
  ///   - upstreams: Functions, with the gradients of their values; any functions of times of the step.
  ///   - record: What the values left behind.
  ///   - gradient: The gradient of the parameters.
  /// - Returns: The gradient of `v`.
  func pullback(
    _ upstreams: [FunctionUpstream<State>], through record: Record,
    addingTo gradient: inout Operator.Gradient
  ) -> State

  /// Returns states whose sums are all functions of the operator, of times of the step, at the start.
  func terms(of record: Record) -> OperatorTerms<State>
}

extension OperatorFunctions {
  /// Nothing has to be found out.
  mutating func prepare(for state: State) -> Int { 0 }
}

/// Functions of an operator times a state, and what they cost.
struct OperatorValues<State: StateVector, Record> {
  /// The values of the functions, and those of the others.
  let values: [State]
  let record: Record
  let products: Int
  /// The degree of the polynomial in the operator.
  let degree: Int
}

/// A function of an operator, and the gradient of its value.
struct FunctionUpstream<State: StateVector> {
  let function: PhiSum
  let gradient: State
}

/// States whose sums are functions of an operator at a state.
struct OperatorTerms<State: StateVector> {
  let states: [State]
  /// Returns what the states are multiplied by for a function.
  let factors: @Sendable (PhiSum) -> [Double]
}

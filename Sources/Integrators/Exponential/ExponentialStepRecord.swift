import Tensors

/// What a recorded step of an exponential Runge–Kutta method keeps for its pullback.
///
/// With `ȳᵢ` the gradients of the stages and of the end, a column `z` receives `z̄ = h Σᵢ aᵢ(hLᵀ) ȳᵢ`, all of its
/// functions in one pass. It is the gradient of the soft velocity of its stage, and of minus that at the
/// beginning; the first column's is that of the whole velocity there.
struct ExponentialStepRecord<
  Field: SemilinearField, Functions: OperatorFunctions<Field.Operator>
> {
  typealias State = Field.State

  /// What is kept of a column.
  struct Column {
    let record: Functions.Record
    /// The derivatives of the functions in their scales, where gradients of times are wanted.
    let slopes: [State]
    /// The pullback of the soft velocity.
    let pullback: FieldPullback<Field>?
  }

  let field: Field
  let functions: Functions
  let tableau: ExponentialTableau
  let columns: [Column]
  let carry: State
  let stepSize: Double
  let wantsTimes: Bool

  /// Returns what the step passes back.
  func pullback(
    _ upstream: State, _ interpolant: InterpolantGradient<State>?
  ) -> StepGradient<Field, State> {
    let linearOperator = functions.linearOperator
    let moments = interpolant?.moments ?? []
    var result = StepGradient<Field, State>(carry: upstream)
    for moment in moments { result.carry.add(moment.gradient, times: 1) }
    if wantsTimes { result.stepSize = interpolant?.stepSize ?? 0 }
    let inside = moments.map { ($0.elapsed, linearOperator.coordinates(ofGradient: $0.gradient)) }
    var increments = [State](repeating: .zero, count: tableau.stageCount + 1)
    increments[tableau.stageCount] = linearOperator.coordinates(ofGradient: upstream)
    var parameters = Field.Operator.Gradient.zero
    var softGradient = State.zero
    for column in (1..<tableau.stageCount).reversed() {
      let difference = gradient(of: column, increments, inside, &parameters, &result.stepSize)
      if difference.isShapelessZero { continue }
      let soft = linearOperator.state(ofCoordinates: difference)
      softGradient.add(soft, times: -1)
      guard let gradient = columns[column].pullback?(soft) else { continue }
      result.field += gradient.field
      result.time += gradient.time
      result.stepSize += tableau.nodes[column] * gradient.time
      result.carry.add(gradient.state, times: 1)
      increments[column] = linearOperator.coordinates(ofGradient: gradient.state)
    }
    let velocity = gradient(of: 0, increments, inside, &parameters, &result.stepSize)
    if velocity.isShapelessZero { return result }
    linearOperator.addGradient(
      of: velocity, times: 1, at: linearOperator.coordinates(of: carry), to: &parameters)
    var product = State.zero
    linearOperator.advanceTransposed(&product, from: velocity, by: RecurrenceStep(product: 1))
    result.carry.add(linearOperator.state(ofCoordinates: product), times: 1)
    let source = linearOperator.state(ofCoordinates: velocity)
    softGradient.add(source, times: 1)
    if let gradient = columns[0].pullback?(softGradient) {
      result.field += gradient.field
      result.time += gradient.time
      result.carry.add(gradient.state, times: 1)
    }
    result.field += field.tangentVector(from: parameters, of: linearOperator, source: source)
    return result
  }

  /// Returns the gradient of a column, and adds those of the operator's parameters and of the step size.
  private func gradient(
    of index: Int, _ increments: [State], _ inside: [(elapsed: Double, gradient: State)],
    _ parameters: inout Field.Operator.Gradient, _ stepSizeGradient: inout Double
  ) -> State {
    let (column, terms) = (columns[index], tableau.columns[index])
    let arrivals = terms.map { term in
      term.targets.reduce(into: State.zero) { $0.add(increments[$1], times: 1) }
    }
    var upstreams = zip(terms, arrivals).map {
      FunctionUpstream(function: $0.function(over: stepSize), gradient: $1)
    }
    for moment in inside {
      upstreams.append(
        FunctionUpstream(
          function: tableau.interior(index, after: moment.elapsed, of: stepSize),
          gradient: moment.gradient))
    }
    if wantsTimes {
      for ((term, arrival), slope) in zip(zip(terms, arrivals), column.slopes) {
        stepSizeGradient += term.scale * arrival.dotProduct(with: slope)
      }
      if !inside.isEmpty {
        let terms = functions.terms(of: column.record)
        for moment in inside {
          let stretch = tableau.interiorStretch(index, after: moment.elapsed, of: stepSize)
          for (state, factor) in zip(terms.states, terms.factors(stretch)) where factor != 0 {
            stepSizeGradient += factor * moment.gradient.dotProduct(with: state)
          }
        }
      }
    }
    return functions.pullback(upstreams, through: column.record, addingTo: &parameters)
  }
}

extension LinearOperator {
  /// Returns a gradient in the operator's coordinates; the shapeless zero stays what it is.
  func coordinates(ofGradient gradient: State) -> State {
    gradient.isShapelessZero ? gradient : coordinates(of: gradient)
  }
}

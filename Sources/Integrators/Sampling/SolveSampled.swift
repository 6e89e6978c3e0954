public import Tensors

/// Returns the states of several samples, each at its own times, from one solve of
/// `dy/dt = field(y, t)` that they share.
///
/// The solve saves the union of all times and each sample gathers its own. No time changes a step:
/// with fixed steps and a field that does not mix samples, the states of a sample are the same whoever
/// shares the solve; with adaptive steps they share its step sizes.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The states of all samples at the start of `span`, such as `[samples, channels]`, or
///     `[nodes, samples, channels]` with `axis` 1.
///   - times: The times of each sample, which lie inside `span`.
///   - axis: The axis of `state` that counts the samples.
///   - span: The times to integrate over; its end may lie before its start.
///   - solver: The method, its step control and its gradient.
/// - Returns: For each sample a tensor `[times, …]`, in the order of its ascending times, and what
///   happened.
/// - Precondition: There are as many samples along `axis` as lists of times.
/// - Complexity: Memory for as many states as there are different times.
@differentiable(reverse)
public func solve<Field: VectorField>(
  _ field: Field, from state: Tensor, sampledAt times: SampleTimes, alongAxis axis: Int = 0,
  over span: TimeSpan, with solver: Solver
) -> SampledSolution where Field.State == Tensor {
  let gatherer = SampleGatherer(times, alongAxis: axis, over: span, from: state)
  let solution = plainSolve(
    field, from: state, over: span, saving: .times(times.grid(along: span)), with: solver, until: nil)
  return gatherer.solution(from: solution)
}

@derivative(of: solve)
@usableFromInline
func _vjpSolve<Field: VectorField>(
  _ field: Field, from state: Tensor, sampledAt times: SampleTimes, alongAxis axis: Int,
  over span: TimeSpan, with solver: Solver
) -> (
  value: SampledSolution,
  pullback: (SampledSolution.TangentVector) -> (
    Field.TangentVector, Tensor, TimeSpan.TangentVector
  )
) where Field.State == Tensor {
  let (value, pullback) = differentiatedSolve(
    field, from: state, sampledAt: times, alongAxis: axis, over: span, with: solver, wantsTimes: true)
  return (
    value,
    { upstream in
      let gradient = pullback(upstream)
      return (gradient.field, gradient.state, gradient.span)
    }
  )
}

/// Returns the states of several samples, each at its own times, from one solve over `interval` that
/// they share, with no gradient in the ends.
///
/// - Parameters:
///   - field: The right-hand side.
///   - state: The states of all samples at the lower bound of `interval`, such as
///     `[samples, channels]`, or `[nodes, samples, channels]` with `axis` 1.
///   - times: The times of each sample, which lie inside `interval`.
///   - axis: The axis of `state` that counts the samples.
///   - interval: The times to integrate over.
///   - solver: The method, its step control and its gradient.
/// - Returns: For each sample a tensor `[times, …]`, and what happened.
/// - Precondition: There are as many samples along `axis` as lists of times.
/// - Complexity: Memory for as many states as there are different times.
@differentiable(reverse)
public func solve<Field: VectorField>(
  _ field: Field, from state: Tensor, sampledAt times: SampleTimes, alongAxis axis: Int = 0,
  over interval: ClosedRange<Double>, with solver: Solver
) -> SampledSolution where Field.State == Tensor {
  solve(
    field, from: state, sampledAt: times, alongAxis: axis,
    over: TimeSpan(from: interval.lowerBound, to: interval.upperBound), with: solver)
}

@derivative(of: solve)
@usableFromInline
func _vjpSolve<Field: VectorField>(
  _ field: Field, from state: Tensor, sampledAt times: SampleTimes, alongAxis axis: Int,
  over interval: ClosedRange<Double>, with solver: Solver
) -> (
  value: SampledSolution,
  pullback: (SampledSolution.TangentVector) -> (Field.TangentVector, Tensor)
) where Field.State == Tensor {
  let span = TimeSpan(from: interval.lowerBound, to: interval.upperBound)
  let (value, pullback) = differentiatedSolve(
    field, from: state, sampledAt: times, alongAxis: axis, over: span, with: solver, wantsTimes: false)
  return (
    value,
    { upstream in
      let gradient = pullback(upstream)
      return (gradient.field, gradient.state)
    }
  )
}

/// Solves for samples with a pullback.
private func differentiatedSolve<Field: VectorField>(
  _ field: Field, from state: Tensor, sampledAt times: SampleTimes, alongAxis axis: Int,
  over span: TimeSpan, with solver: Solver, wantsTimes: Bool
) -> (value: SampledSolution, pullback: (SampledSolution.TangentVector) -> SolveGradient<Field>)
where Field.State == Tensor {
  let gatherer = SampleGatherer(times, alongAxis: axis, over: span, from: state)
  let (solution, pullback) = differentiatedSolve(
    field, from: state, over: span, saving: .times(times.grid(along: span)), with: solver, until: nil,
    wantsTimes: wantsTimes)
  let count = solution.states.count
  return (
    gatherer.solution(from: solution),
    { upstream in
      let states = gatherer.scattered(upstream.samples.base, count: count)
      return pullback(.init(end: .zero, endTime: 0, states: .init(states), trajectory: .zero), nil)
    }
  )
}

extension SampleGatherer {
  fileprivate func solution(from solution: Solution<Tensor>) -> SampledSolution {
    SampledSolution(
      samples: gathered(solution.states), outcome: solution.outcome, statistics: solution.statistics,
      gradientFallback: solution.gradientFallback)
  }
}

public import Integrators
public import Layers
import Tensors

/// Flows one after the other, each with parameters, a span and a solver of its own.
///
/// Each starts where the one before ended: a field whose parameters change from stretch to stretch.
///
/// Reference: S. Massaroli, M. Poli, J. Park, A. Yamashita and H. Asama, "Dissecting neural ODEs", NeurIPS
/// 2020, with piecewise constant parameters.
public struct FlowStack<Field: VectorField & Parameterized>: ContinuousDepthModel {
  /// The flows, at least one.
  public var flows: [DepthFlow<Field>]

  /// Creates a stack.
  ///
  /// - Parameter flows: The flows in their order, at least one.
  @differentiable(reverse)
  public init(_ flows: [DepthFlow<Field>]) {
    precondition(!flows.isEmpty, "A stack of 0 flows has no solver and no end.")
    self.flows = flows
  }

  /// How the first flow is solved; a new value replaces the solvers of all.
  public var solver: Solver {
    get { flows[0].solver }
    set { for index in flows.indices { flows[index].solver = newValue } }
  }

  /// Returns the solution at the end of the last flow.
  ///
  /// Its statistics are those of all flows together. Where a flow fails, its outcome, state and time are
  /// those of the stack, and the flows behind it are not solved. States on the way are not saved.
  @differentiable(reverse)
  public func callAsFunction(_ start: Field.State) -> Solution<Field.State> {
    solution(through: flows, from: start)
  }

  /// Shows the parameters of each flow, as those of `flows`, to the visitor.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    visitor.visit("flows", &flows, gradient.flows)
  }

  /// Lets each flow bring its parameters back to where they must lie.
  public mutating func projectParameters() {
    for index in flows.indices { flows[index].projectParameters() }
  }
}

extension FlowStack: Sendable where Field: Sendable {}

/// Returns the solution at the end of the last of several flows.
///
/// A free function with its own derivative: a loop under two levels of generics crashes swift 6.3.1 (rule C).
@differentiable(reverse)
private func solution<Field: VectorField & Parameterized>(
  through flows: [DepthFlow<Field>], from start: Field.State
) -> Solution<Field.State> {
  var state = start
  var time = flows[0].span.start
  var outcome = Outcome.reachedEnd
  var statistics = Statistics()
  for flow in flows where outcome.isSuccess {
    let solution = flow(state)
    (state, time, outcome) = (solution.end, solution.endTime, solution.outcome)
    statistics += solution.statistics
  }
  return Solution(end: state, endTime: time, outcome: outcome, statistics: statistics)
}

@derivative(of: solution)
private func _vjpSolution<Field: VectorField & Parameterized>(
  through flows: [DepthFlow<Field>], from start: Field.State
) -> (
  value: Solution<Field.State>,
  pullback: (Solution<Field.State>.TangentVector) -> ([DepthFlow<Field>].TangentVector, Field.State)
) {
  typealias Upstream = Solution<Field.State>.TangentVector
  var state = start
  var time = flows[0].span.start
  var outcome = Outcome.reachedEnd
  var statistics = Statistics()
  var pullbacks: [(Upstream) -> (DepthFlow<Field>.TangentVector, Field.State)] = []
  for flow in flows where outcome.isSuccess {
    let (solution, pullback) = valueWithPullback(at: flow, state) { $0($1) }
    (state, time, outcome) = (solution.end, solution.endTime, solution.outcome)
    statistics += solution.statistics
    pullbacks.append(pullback)
  }
  return (
    Solution(end: state, endTime: time, outcome: outcome, statistics: statistics),
    { upstream in
      var upstream = upstream
      var parts = [DepthFlow<Field>.TangentVector](repeating: .zero, count: flows.count)
      for index in pullbacks.indices.reversed() {
        let (part, gradient) = pullbacks[index](upstream)
        parts[index] = part
        upstream = .zero
        upstream.end = gradient
      }
      return (.init(parts), upstream.end)
    }
  )
}

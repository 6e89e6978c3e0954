import Graphs
import Integrators
import Tensors

/// Returns `ρ ⊙ (Â x + ι x) + δ x + e`, in one pass over memory.
///
/// - Parameters:
///   - state: The state `x`, `[nodeCount, …]`.
///   - rate: The rate `ρ` of each node, `[nodeCount]`; it multiplies the node's whole row.
///   - source: The source `e`, of the shape of `state`.
///   - adjacency: The operator `Â`.
///   - identity: The number `ι`.
///   - damping: The number `δ`.
/// - Returns: The velocity, of the shape of `state`.
/// - Complexity: O((`nodeCount` + entries) × channels); a gradient costs two passes more.
@differentiable(reverse,wrt: (state, rate, source))
func ratedDiffusion(
  _ state: Tensor, _ rate: Tensor, _ source: Tensor, over adjacency: GraphOperator, identity: Double,
  damping: Double
) -> Tensor {
  let diffusion = DiffusionOperator(rate: rate, over: adjacency, identity: identity, damping: damping)
  return diffusion.affineVelocity(of: state, source: source)
}

@derivative(of: ratedDiffusion, wrt: (state, rate, source))
func _vjpRatedDiffusion(
  _ state: Tensor, _ rate: Tensor, _ source: Tensor, over adjacency: GraphOperator, identity: Double,
  damping: Double
) -> (value: Tensor, pullback: (Tensor) -> (Tensor, Tensor, Tensor)) {
  let diffusion = DiffusionOperator(rate: rate, over: adjacency, identity: identity, damping: damping)
  return (
    diffusion.affineVelocity(of: state, source: source),
    { upstream in
      if upstream.isShapelessZero { return (.zero, .zero, .zero) }
      var stateGradient = Tensor.zero
      diffusion.advanceTransposed(&stateGradient, from: upstream, by: RecurrenceStep(product: 1))
      var rateGradient = Tensor.zero
      diffusion.addGradient(of: upstream, times: 1, at: state, to: &rateGradient)
      return (stateGradient, rateGradient, upstream)
    }
  )
}

extension DiffusionOperator {
  fileprivate func affineVelocity(of state: Tensor, source: Tensor) -> Tensor {
    var velocity = source
    advance(
      &velocity, from: state,
      by: RecurrenceStep(product: 1, previous: source.isShapelessZero ? 0 : 1))
    return velocity
  }
}

public import Integrators
public import Layers

/// A model with a solver in the place of layers.
///
/// Its parameters are those of a differential equation, so the same model may be solved in several ways:
/// by coarser steps while it is trained, by other methods when it is judged.
public protocol ContinuousDepthModel: Parameterized {
  /// How the model's equation is solved.
  var solver: Solver { get set }
}

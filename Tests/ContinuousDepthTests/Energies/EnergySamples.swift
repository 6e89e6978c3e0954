import ContinuousDepth
import Graphs
import Layers
import Tensors
import _TestSupport

/// A weighted graph of five nodes with a self-loop, as a dense matrix.
let weightedGraph = Tensor(
  shape: [5, 5],
  elements: [
    0, 1, 0.5, 0, 0,
    1, 0, 0, 2, 0,
    0.5, 0, 0.7, 0, 0,
    0, 2, 0, 0, 1.5,
    0, 0, 0, 1.5, 0,
  ], scalarType: .float64)

/// The graph as a symmetric operator.
let symmetricOperator = GraphOperator(SparseMatrix(weightedGraph))

/// An operator that is not symmetric.
let directedOperator = GraphOperator(
  SparseMatrix(weightedGraph * Tensor(shape: [5], elements: [0.2, 1, -0.4, 0.6, 0.3], scalarType: .float64)))

extension PerceptronEnergy {
  /// Creates an energy of three channels and four hidden units from numbers that look random.
  @differentiable(reverse)
  init(
    weight: Tensor = samples([3, 4], seed: 1), bias: Tensor = samples([4], seed: 2),
    amplitude: Tensor = samples([4], from: -1.5, to: 1.5, seed: 3)
  ) {
    self.init(hidden: Linear(weight: weight, bias: bias), amplitude: amplitude, stiffness: 0.7)
  }
}

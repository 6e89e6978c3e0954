@_exported public import ContinuousDepth
@_exported public import GraphDatasets
@_exported public import Graphs
@_exported public import Integrators
@_exported public import Layers
@_exported public import Tensors
@_exported public import Training
@_exported public import VectorFields

"""The normalised adjacency of CGNN as PyTorch Geometric passes messages."""

import numpy as np
import torch
from torch_geometric.nn import MessagePassing
from torch_geometric.nn.conv.gcn_conv import gcn_norm
from torch_geometric.utils import add_remaining_self_loops


class Propagation(MessagePassing):
    """Sums the neighbours' states, weighted by PyTorch Geometric's own normalisation."""

    def __init__(self, adjacency, self_loop_weight):
        super().__init__(aggr="add")
        count, matrix = adjacency.shape[0], adjacency.tocoo()
        edges = torch.from_numpy(np.stack([matrix.row, matrix.col]).astype(np.int64))
        edges, weights = add_remaining_self_loops(
            edges, torch.ones(edges.shape[1]), fill_value=self_loop_weight, num_nodes=count)
        self.edges, self.weights = gcn_norm(edges, weights, num_nodes=count, add_self_loops=False)

    def forward(self, state):
        return self.propagate(self.edges, x=state, weight=self.weights.unsqueeze(1))

    def message(self, x_j, weight):
        return weight * x_j

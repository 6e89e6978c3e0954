"""CGNN on citation graphs in PyTorch: plain peers of this library's network, in several forms.

    dX/dt = σ(a)/2 (Â X − X) + E,   Â = D^-1/2 (A + s I) D^-1/2

with a start and source E that a linear layer makes of the features, and a linear decoder behind the end.

Reference: L.-P. Xhonneux, M. Qu and J. Tang, "Continuous Graph Neural Networks", ICML 2020, as in its
published code.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
import torch
from torch import nn
from torch.nn import functional
from torchdiffeq import odeint

CHANNELS, DROPOUT, WEIGHT_DECAY = 16, 0.5, 5e-4


@dataclass(frozen=True)
class Recipe:
    """The numbers that a dataset is trained with: those of CGNNRecipe.swift, α as a logit."""

    self_loop_weight: float
    alpha_logit: float
    end_time: float
    optimizer: type
    learning_rate: float


RECIPES = {
    "cora": Recipe(0.555, 0.918, 12.1, torch.optim.RMSprop, 0.0047),
    "citeseer": Recipe(0.758, 0.869, 19.1, torch.optim.RMSprop, 0.00548),
    "pubmed": Recipe(0.644, 0.96, 16.2, torch.optim.Adam, 0.0054),
}


@dataclass(frozen=True)
class Form:
    """One way to write the network and to solve its equation."""

    # How the adjacency is kept: as `coo` or `csr`; as `symmetric`, which is CSR with a derivative written by
    # hand; or as the edges of PyTorch Geometric's `messages`.
    adjacency: str
    # The arguments of torchdiffeq's solver.
    solver: dict
    # Whether the features are a dense matrix, and the state has as many channels of zeros again.
    as_published: bool = False


TIGHT = {"method": "dopri5", "rtol": 1e-7, "atol": 1e-9}
LOOSE = {"method": "dopri5", "rtol": 1e-3, "atol": 1e-4}
STEPS = {"method": "rk4", "options": {"step_size": 1.0}}
FORMS = {
    "published": Form("coo", TIGHT, as_published=True),
    "tuned": Form("csr", LOOSE),
    "tuned rk4": Form("csr", STEPS),
    "symmetric": Form("symmetric", LOOSE),
    "pyg": Form("messages", LOOSE),
}


class Network(nn.Module):
    """Encoder, flow and decoder; `evaluations` counts those of the field in the last pass."""

    def __init__(self, graph, recipe, form):
        super().__init__()
        self.form, self.evaluations = form, 0
        nodes, words = graph.features.shape
        self.encoder, self.decoder = nn.Linear(words, CHANNELS), nn.Linear(CHANNELS, graph.class_count)
        self.alpha_logit = nn.Parameter(torch.full((nodes, 1), recipe.alpha_logit))
        self.times = torch.tensor([0.0, recipe.end_time])
        self.features = as_coo(graph.features)
        if form.as_published:
            self.features = self.features.to_dense()
        self.propagate = propagation(graph.adjacency, recipe.self_loop_weight, form.adjacency)

    def forward(self):
        """Returns the logits of all nodes."""
        start = self.encoded()
        if self.form.as_published:
            start = torch.cat([start, torch.zeros_like(start)], dim=1)
        source, rate = start.detach(), torch.sigmoid(self.alpha_logit) / 2
        self.evaluations = 0

        def field(time, state):
            self.evaluations += 1
            return rate * (self.propagate(state) - state) + source

        end = odeint(field, start, self.times, **self.form.solver)[-1]
        return self.decoder(functional.relu(end[:, :CHANNELS]))

    def encoded(self):
        """Returns the linear layer of the features, some of them dropped in training."""
        if self.form.as_published:
            return self.encoder(functional.dropout(self.features, DROPOUT, self.training))
        values = functional.dropout(self.features.values(), DROPOUT, self.training)
        features = torch.sparse_coo_tensor(
            self.features.indices(), values, self.features.shape, is_coalesced=True)
        return torch.sparse.mm(features, self.encoder.weight.t()) + self.encoder.bias


def propagation(adjacency, self_loop_weight, kind):
    """Returns the function that multiplies a state by the normalised adjacency."""
    if kind == "messages":
        # Only this form needs PyTorch Geometric.
        from messages import Propagation
        return Propagation(adjacency, self_loop_weight)
    looped = adjacency + self_loop_weight * sparse.identity(adjacency.shape[0])
    scale = sparse.diags(1 / np.sqrt(np.asarray(looped.sum(axis=1)).ravel()))
    matrix = as_coo(scale @ looped @ scale)
    if kind == "coo":
        return lambda state: torch.sparse.mm(matrix, state)
    rows = matrix.to_sparse_csr()
    if kind == "symmetric":
        return lambda state: SymmetricProduct.apply(rows, state)
    return lambda state: torch.sparse.mm(rows, state)


class SymmetricProduct(torch.autograd.Function):
    """A product by a symmetric matrix, which PyTorch would transpose anew for every derivative."""

    @staticmethod
    def forward(context, matrix, state):
        context.save_for_backward(matrix)
        return torch.sparse.mm(matrix, state)

    @staticmethod
    def backward(context, gradient):
        return None, torch.sparse.mm(context.saved_tensors[0], gradient)


def as_coo(matrix):
    """Returns a matrix of SciPy as one of PyTorch."""
    matrix = matrix.tocoo()
    places = torch.from_numpy(np.stack([matrix.row, matrix.col]).astype(np.int64))
    values = torch.from_numpy(matrix.data.astype(np.float32))
    return torch.sparse_coo_tensor(places, values, matrix.shape).coalesce()


class Training:
    """Training of a network, an epoch at a time."""

    def __init__(self, graph, recipe, form):
        self.network = Network(graph, recipe, form)
        self.optimizer = recipe.optimizer(
            self.network.parameters(), lr=recipe.learning_rate, weight_decay=WEIGHT_DECAY)
        self.labels = torch.from_numpy(graph.labels)
        self.nodes, self.validation = torch.from_numpy(graph.training), torch.from_numpy(graph.validation)

    def step(self):
        """Trains for an epoch: dropout, encoder, solve, decoder, loss, gradient and update."""
        self.network.train()
        self.optimizer.zero_grad()
        functional.cross_entropy(self.network()[self.nodes], self.labels[self.nodes]).backward()
        self.optimizer.step()

    @torch.no_grad()
    def validation_accuracy(self):
        """Returns the share of the validation nodes whose class is right."""
        self.network.eval()
        classes = self.network().argmax(dim=1)
        return (classes == self.labels)[self.validation].float().mean().item()

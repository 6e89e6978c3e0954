"""Reads Cora, Citeseer and Pubmed as `Datasets/fetch` leaves them in the data folder."""

import pickle
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse

from comparison import Failure
from fetched import is_there

VALIDATION_COUNT = 500

# Of Cora in its original form: the classes in the order of Planetoid's labels, and the split.
CORA_CLASSES = ["Theory", "Reinforcement_Learning", "Genetic_Algorithms", "Neural_Networks",
                "Probabilistic_Methods", "Case_Based", "Rule_Learning"]
CORA_TRAINING_COUNT, CORA_TEST_COUNT = 140, 1000


@dataclass(frozen=True)
class CitationGraph:
    """A citation graph with its public split."""

    # Symmetric, of ones, without self-loops.
    adjacency: sparse.csr_matrix
    # Each row sums to 1.
    features: sparse.csr_matrix
    labels: np.ndarray
    class_count: int
    training: np.ndarray
    validation: np.ndarray
    test: np.ndarray


def load(name, folder):
    """Returns a dataset of the data folder."""
    try:
        if (folder / "planetoid" / f"ind.{name}.x").is_file():
            return from_planetoid(name, folder / "planetoid")
        if is_there(name, folder):
            return cora_from_papers(folder)
    except FileNotFoundError as error:
        raise Failure(f"No file at {error.filename}. Run 'Datasets/fetch {name}'.") from error
    except (pickle.UnpicklingError, EOFError, KeyError, ValueError) as error:
        raise Failure(f"{name} in {folder} is damaged ({error}). Run 'Datasets/fetch {name}'.") from error
    raise Failure(f"No dataset {name} in {folder}. Run 'Datasets/fetch {name}', or set GRAPHODE_DATA.")


class PlanetoidUnpickler(pickle.Unpickler):
    """Reads Planetoid's pickles, and creates nothing but what they are made of."""

    def find_class(self, module, name):
        known = {"csr_matrix": sparse.csr_matrix, "ndarray": np.ndarray, "dtype": np.dtype, "list": list}
        if name in known:
            return known[name]
        if (module, name) in [("collections", "defaultdict"), ("numpy.core.multiarray", "_reconstruct")]:
            return super().find_class(module.replace("numpy.core", "numpy._core"), name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of Planetoid's files")


def from_planetoid(name, folder):
    """Returns a dataset of Planetoid's eight files.

    Nodes that `test.index` skips, as Citeseer's does 15, have no features, and no label that is read.
    """
    def part(suffix):
        with open(folder / f"ind.{name}.{suffix}", "rb") as file:
            return PlanetoidUnpickler(file, encoding="latin1").load()

    test = np.loadtxt(folder / f"ind.{name}.test.index", dtype=int)
    training_count = part("x").shape[0]
    other_features, other_labels, test_labels = part("allx"), part("ally"), part("ty")
    neighbours = part("graph")
    count, other_count = len(neighbours), other_labels.shape[0]

    # Where each row of the files belongs.
    nodes = np.concatenate([np.arange(other_count), test])
    stacked = sparse.vstack([other_features, part("tx")]).tocoo()
    features = sparse.csr_matrix((stacked.data, (nodes[stacked.row], stacked.col)), (count, stacked.shape[1]))
    labels = np.zeros(count, int)
    labels[nodes] = np.concatenate([other_labels, test_labels]).argmax(axis=1)
    edges = [(node, end) for node, ends in neighbours.items() for end in ends]
    return CitationGraph(
        adjacency=adjacency(edges, count), features=row_normalised(features), labels=labels,
        class_count=other_labels.shape[1], training=np.arange(training_count),
        validation=np.arange(training_count, training_count + VALIDATION_COUNT), test=np.sort(test))


def cora_from_papers(folder):
    """Returns Cora of its original files, in the order of the public split."""
    order = (folder / "cora-public-order.txt").read_text(encoding="ascii").split()
    numbers = {paper: number for number, paper in enumerate(order)}
    labels, words = np.zeros(len(order), int), [None] * len(order)
    with open(folder / "cora" / "cora.content", encoding="ascii") as papers:
        for paper, *flags, label in map(str.split, papers):
            words[numbers[paper]] = np.array(flags, dtype=np.float32)
            labels[numbers[paper]] = CORA_CLASSES.index(label)
    with open(folder / "cora" / "cora.cites", encoding="ascii") as cites:
        edges = [tuple(numbers[paper] for paper in line.split()) for line in cites]
    training = np.arange(CORA_TRAINING_COUNT)
    return CitationGraph(
        adjacency=adjacency(edges, len(order)), features=row_normalised(sparse.csr_matrix(np.stack(words))),
        labels=labels, class_count=len(CORA_CLASSES), training=training,
        validation=len(training) + np.arange(VALIDATION_COUNT),
        test=np.arange(len(order) - CORA_TEST_COUNT, len(order)))


def adjacency(edges, count):
    """Returns the symmetric matrix of ones of an edge list, without self-loops."""
    ends = np.array([edge for edge in edges if edge[0] != edge[1]]).T
    matrix = sparse.coo_matrix((np.ones(ends.shape[1], np.float32), ends), (count, count)).tocsr()
    return ((matrix + matrix.T) > 0).astype(np.float32)


def row_normalised(matrix):
    """Returns a matrix with each row divided by its sum; empty rows stay empty."""
    sums = np.asarray(matrix.sum(axis=1)).ravel()
    return (sparse.diags(1 / np.where(sums == 0, 1, sums)) @ matrix).astype(np.float32).tocsr()

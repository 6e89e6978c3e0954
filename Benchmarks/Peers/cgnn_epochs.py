#!/usr/bin/env python3
"""Prints, as a line of JSON, the seconds of CGNN's training epochs in PyTorch on a citation graph.

`graphode-benchmarks --training-epochs` does the same for this library.
"""

import argparse
import json
import statistics
import time

import torch

import cgnn_torch
import comparison
import fetched
import planetoid


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", choices=fetched.CITATION_GRAPHS, help="the graph")
    parser.add_argument("form", choices=cgnn_torch.FORMS, help="the way that the network is written in")
    parser.add_argument("--epochs", type=comparison.positive, default=50, metavar="N", help="50 by default")
    parser.add_argument("--threads", type=comparison.positive, default=2, metavar="N", help="2 by default")
    parser.add_argument("--data", metavar="DIR", help="the data folder; by default that of Datasets/fetch")
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    graph = planetoid.load(options.dataset, fetched.data_folder(options.data))
    training = cgnn_torch.Training(graph, cgnn_torch.RECIPES[options.dataset], cgnn_torch.FORMS[options.form])
    seconds, evaluations = [], []
    for _ in range(options.epochs):
        start = time.perf_counter()
        training.step()
        seconds.append(time.perf_counter() - start)
        evaluations.append(training.network.evaluations)
    print(json.dumps({
        "library": f"PyTorch {torch.__version__}",
        "medianSeconds": statistics.median(seconds),
        "fastestSeconds": min(seconds),
        "evaluationsPerSolve": statistics.mean(evaluations),
        "validationAccuracy": training.validation_accuracy(),
    }))


if __name__ == "__main__":
    comparison.run(main)

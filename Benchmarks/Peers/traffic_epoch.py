#!/usr/bin/env python3
"""Prints the seconds of whole training epochs of DCGRU from traffic_torch.py at batches of 64.

As many windows as the training part of Los-loop has, on a synthetic graph and synthetic series of
the same size: 1395 windows of 12 and 12 steps, from 2016 steps at 207 nodes, and a graph of 2833
entries. `graphode-benchmarks --traffic-epochs` does the same.
"""

import sys
import time

import numpy as np
import torch

import traffic_torch as traffic

NODES, TIMES, BATCH = 207, 2016, 64


def road_network():
    "207 self-loops and 1313 pairs of neighbours, each in both directions"
    weights = np.zeros((NODES, NODES))
    near = [(i % NODES, (i % NODES + 1 + i // NODES) % NODES) for i in range(5 * NODES)]
    far = [(i % NODES, (i + 6 + i % 90) % NODES) for i in range(1313 - 5 * NODES)]
    for k, (i, j) in enumerate(near + far + [(i, i) for i in range(NODES)]):
        weights[i, j] += 0.1 + k % 9 / 10
        if i != j:
            weights[j, i] += 0.1 + k % 9 / 10
    return weights


def read(name, folder):
    series = np.random.default_rng(0).normal(58, 13, (TIMES, NODES))
    return series, np.ones_like(series, bool), np.arange(TIMES) % 288 / 288, road_network()


def main(count):
    traffic.read = read
    data = traffic.Traffic("synthetic", "")
    torch.manual_seed(0)
    model = traffic.DCGRU(data)
    adam = torch.optim.Adam(model.parameters(), lr=3e-3, eps=1e-6)
    model.train()

    def train(windows):
        x, clock, y, seen = data.batch(windows)
        loss = ((model(x, clock) * data.std + data.mean - y).abs() * seen).sum() / seen.sum().clamp(min=1)
        adam.zero_grad()
        loss.backward()
        adam.step()

    windows = data.parts["train"]
    assert len(windows) == 1395 and sum(p.numel() for p in model.parameters()) == 78209
    train(windows[:BATCH])
    for _ in range(count):
        start = time.perf_counter()
        for batch in windows[torch.randperm(len(windows))].split(BATCH):
            train(batch)
        print(f"{time.perf_counter() - start:.2f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))

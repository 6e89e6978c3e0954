"""The classical problems of Tests/IntegratorsTests, written for NumPy and JAX alike.

A field takes the time, the state and the array module to compute with. A problem without a
closed `solution` is compared with a run of SciPy at far tighter tolerances.
"""

from dataclasses import dataclass
from typing import Callable, Optional

import numpy as np
from scipy.integrate import solve_ivp
from scipy.linalg import expm
from scipy.special import ellipj


@dataclass(frozen=True)
class Problem:
    name: str
    field: Callable
    start: tuple
    interval: tuple
    solution: Optional[Callable] = None
    stiff: bool = False

    def end(self):
        """Returns the state at the end of the interval."""
        if self.solution is not None:
            return np.asarray(self.solution(self.interval[1]), dtype=float)
        method, relative, absolute = ("Radau", 1e-12, 1e-15) if self.stiff else ("DOP853", 3e-14, 1e-16)
        run = solve_ivp(lambda t, y: self.field(t, y, np), self.interval, np.array(self.start, float),
                        method=method, rtol=relative, atol=absolute)
        return run.y[:, -1]


def linear(name, matrix, interval, start=None, stiff=False):
    matrix = np.asarray(matrix, dtype=float)
    start = np.eye(len(matrix))[0] if start is None else np.asarray(start, dtype=float)
    return Problem(name, lambda t, y, xp: xp.asarray(matrix) @ y, tuple(start), interval,
                   lambda t: expm(matrix * (t - interval[0])) @ start, stiff)


def chain(rates):
    """Returns the matrix of a decay chain: what leaves a member at its rate enters the next."""
    return -np.diag(rates) + np.diag(rates[:-1], -1)


def laplacian(count, end_degree):
    matrix = np.diag(np.ones(count - 1), 1) + np.diag(np.ones(count - 1), -1) - 2 * np.eye(count)
    matrix[0, 0] = matrix[-1, -1] = -end_degree
    return matrix


def spiral(t):
    """Returns y of the curve t = 4 e^φ sin φ, y = 4 e^φ cos φ."""
    low, high = 0.0, 0.75 * np.pi
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if 4 * np.exp(middle) * np.sin(middle) < t else (low, middle)
    return [4 * np.exp(low) * np.cos(low)]


def kepler(eccentricity):
    def field(t, y, xp):
        cube = (y[0] ** 2 + y[1] ** 2) ** 1.5
        return xp.stack([y[2], y[3], -y[0] / cube, -y[1] / cube])

    def solution(t):
        anomaly = t
        for _ in range(50):
            anomaly -= (anomaly - eccentricity * np.sin(anomaly) - t) / (1 - eccentricity * np.cos(anomaly))
        minor, speed = np.sqrt(1 - eccentricity**2), 1 / (1 - eccentricity * np.cos(anomaly))
        return [np.cos(anomaly) - eccentricity, minor * np.sin(anomaly),
                -np.sin(anomaly) * speed, minor * np.cos(anomaly) * speed]

    return field, solution


def van_der_pol(strength):
    return lambda t, y, xp: xp.stack([y[1], strength * (1 - y[0] ** 2) * y[1] - y[0]])


def arenstorf(t, y, xp):
    moon = 0.012277471
    earth = ((y[0] + moon) ** 2 + y[1] ** 2) ** 1.5
    other = ((y[0] - 1 + moon) ** 2 + y[1] ** 2) ** 1.5
    return xp.stack([
        y[2], y[3],
        y[0] + 2 * y[3] - (1 - moon) * (y[0] + moon) / earth - moon * (y[0] - 1 + moon) / other,
        y[1] - 2 * y[2] - (1 - moon) * y[1] / earth - moon * y[1] / other])


def sine(t):
    return [t**2 * (-(t**2) * np.cos(2 * t) / 2 + t * np.sin(2 * t) / 2 + np.cos(2 * t) / 4
                    - t + 2 * t**2 + np.pi - 0.25)]


def robertson(t, y, xp):
    slow, quick, back = 0.04 * y[0], 3e7 * y[1] ** 2, 1e4 * y[1] * y[2]
    return xp.stack([back - slow, slow - back - quick, quick])


SINE_START = float(sine(1.0)[0])
HEAT = 50.0**2 * laplacian(50, 1)

PROBLEMS = [
    Problem("A1", lambda t, y, xp: -y, (1.0,), (0, 20), lambda t: [np.exp(-t)]),
    Problem("A2", lambda t, y, xp: -y**3 / 2, (1.0,), (0, 20), lambda t: [1 / np.sqrt(1 + t)]),
    Problem("A3", lambda t, y, xp: y * xp.cos(t), (1.0,), (0, 20), lambda t: [np.exp(np.sin(t))]),
    Problem("A4", lambda t, y, xp: y / 4 * (1 - y / 20), (1.0,), (0, 20),
            lambda t: [20 / (1 + 19 * np.exp(-t / 4))]),
    Problem("A5", lambda t, y, xp: (y - t) / (y + t), (4.0,), (0, 20), spiral),
    Problem("B5", lambda t, y, xp: xp.stack([y[1] * y[2], -y[0] * y[2], -0.51 * y[0] * y[1]]),
            (0.0, 1.0, 1.0), (0, 20), lambda t: ellipj(t, 0.51)[:3]),
    linear("C1", chain([1] * 9 + [0]), (0, 20)),
    linear("C2", chain([*range(1, 10), 0]), (0, 20)),
    linear("C3", laplacian(10, 2), (0, 20)),
    *[Problem(name, kepler(e)[0], (1 - e, 0.0, 0.0, ((1 + e) / (1 - e)) ** 0.5), (0, 20), kepler(e)[1])
      for name, e in [("D1", 0.1), ("D2", 0.3), ("D3", 0.5)]],
    Problem("sine", lambda t, y, xp: 2 * y / t + t**4 * xp.sin(2 * t) - t**2 + 4 * t**3,
            (SINE_START,), (1, 8), sine),
    Problem("oscillator", lambda t, y, xp: xp.stack([y[1], -y[0]]), (1.0, 0.0), (0, 20),
            lambda t: [np.cos(t), -np.sin(t)]),
    Problem("Lotka-Volterra", lambda t, y, xp: xp.stack([y[0] * (1.5 - y[1]), y[1] * (y[0] - 3)]),
            (1.0, 1.0), (0, 10)),
    Problem("van der Pol 1", van_der_pol(1), (2.0, 0.0), (0, 20)),
    Problem("Arenstorf", arenstorf, (0.994, 0.0, 0.0, -2.00158510637908252240537862224), (0, 16)),
    Problem("Prothero-Robinson", lambda t, y, xp: -1e6 * (y - xp.cos(t)) - xp.sin(t), (1.0,), (0, 10),
            lambda t: [np.cos(t)], stiff=True),
    Problem("STEER", lambda t, y, xp: -1000 * y + 3000 - 2000 * xp.exp(-t), (0.0,), (0, 10),
            lambda t: [3 - 2000 / 999 * np.exp(-t) - 997 / 999 * np.exp(-1000 * t)], stiff=True),
    Problem("Robertson", robertson, (1.0, 0.0, 0.0), (0, 4), stiff=True),
    linear("kinetic chain", chain([1e4, 1e2, 1, 0]), (0, 2), stiff=True),
    Problem("van der Pol 100", van_der_pol(100), (2.0, 0.0), (0, 10), stiff=True),
    Problem("van der Pol 1000", van_der_pol(1000), (2.0, 0.0), (0, 2), stiff=True),
    linear("heat 50", HEAT, (0, 0.25), [1.0] * 25 + [0.0] * 25, stiff=True),
]

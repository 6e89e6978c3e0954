#!/usr/bin/env python3
"""Counts what established libraries spend on the classical problems at equal tolerances.

Prints a tab-separated table of accepted steps, rejected steps, evaluations of the field and
the error at the end, in units of 1 + |y|, with relative = absolute tolerance. Explicit methods
run the problems that are not stiff, implicit ones those that are.

diffrax: a host callback inside the field counts the calls, whatever the method. For the explicit
methods that is 3, 6, 6 and 13 an attempt (Bosh3, Dopri5, Tsit5, Dopri8) and one to six more; an
implicit one adds those of Newton's iterations and one a Jacobian. `PIDController(rtol, atol)` is an
integral controller unless told otherwise; with `dt0=None` diffrax 0.7.2 starts at 0.01, since the
rule of Hairer, Nørsett and Wanner never sees a bare `ODETerm`.

SciPy: `nfev`, which leaves out the differences for Radau's Jacobian. Rejections follow from it:
every attempt costs as many evaluations as the method has stages, beside two at the start. Radau
does not tell.

Needs numpy, scipy, jax and diffrax from PyPI:
    evaluations.py --problems A1 D3 --tolerances 1e-3 1e-6 > peers.tsv
"""

import argparse
import sys

import jax

jax.config.update("jax_enable_x64", True)

import diffrax
import jax.numpy as jnp
import numpy as np
import scipy
from scipy.integrate import DOP853, RK23, RK45, Radau

from problems import PROBLEMS

COLUMNS = ["library", "version", "method", "problem", "tolerance", "accepted", "rejected",
           "evaluations", "end error"]
EXPLICIT = [diffrax.Bosh3, diffrax.Dopri5, diffrax.Tsit5, diffrax.Dopri8]
IMPLICIT = [diffrax.Kvaerno3, diffrax.Kvaerno5, diffrax.KenCarp4]
# Where a method takes more steps than this, its row has no error.
STEP_LIMIT = 20_000


def scaled_error(state, problem):
    end = problem.end()
    return np.max(np.abs(np.asarray(state) - end) / (1 + np.abs(end)))


class Counter:
    """Counts the calls of a field that is compiled by JAX."""

    def __init__(self):
        self.count = 0

    def increase(self):
        self.count += 1

    def take(self):
        jax.effects_barrier()
        count, self.count = self.count, 0
        return count


def diffrax_runs(method, problem, tolerances, counter):
    """Yields a row a tolerance; the method is compiled once."""

    def field(t, y, _):
        jax.debug.callback(counter.increase)
        return problem.field(t, y, jnp)

    # A KenCarp method of a stiff problem has nothing to treat explicitly.
    still = diffrax.ODETerm(lambda t, y, _: jnp.zeros_like(y))
    splits = issubclass(method, diffrax.AbstractImplicitSolver) and "KenCarp" in method.__name__
    terms = diffrax.ODETerm(field)
    terms = diffrax.MultiTerm(still, terms) if splits else terms

    @jax.jit
    def run(start, tolerance):
        return diffrax.diffeqsolve(
            terms, method(), *map(float, problem.interval), dt0=None, y0=start,
            stepsize_controller=diffrax.PIDController(rtol=tolerance, atol=tolerance),
            saveat=diffrax.SaveAt(t1=True), max_steps=STEP_LIMIT, throw=False,
            adjoint=diffrax.ForwardMode())

    start = jnp.asarray(problem.start, dtype=float)
    for tolerance in tolerances:
        counter.take()
        solution = jax.block_until_ready(run(start, tolerance))
        succeeded = bool(solution.result == diffrax.RESULTS.successful)
        yield ["diffrax", diffrax.__version__, method.__name__, problem.name, tolerance,
               int(solution.stats["num_accepted_steps"]), int(solution.stats["num_rejected_steps"]),
               counter.take(), scaled_error(solution.ys[0], problem) if succeeded else float("nan")]


def scipy_run(method, problem, tolerance):
    start, end = problem.interval
    solver = method(lambda t, y: problem.field(t, y, np), start, np.array(problem.start, dtype=float),
                    end, rtol=tolerance, atol=tolerance)
    accepted = 0
    while solver.status == "running":
        solver.step()
        accepted += 1
    rejected = "-" if method is Radau else (solver.nfev - 2) // method.n_stages - accepted
    error = scaled_error(solver.y, problem) if solver.status == "finished" else float("nan")
    return ["scipy", scipy.__version__, method.__name__, problem.name, tolerance, accepted, rejected,
            solver.nfev, error]


def rows(problems, tolerances):
    counter = Counter()
    for problem in problems:
        for method in [Radau] if problem.stiff else [RK23, RK45, DOP853]:
            for tolerance in tolerances:
                yield scipy_run(method, problem, tolerance)
        for method in IMPLICIT if problem.stiff else EXPLICIT:
            yield from diffrax_runs(method, problem, tolerances, counter)
            jax.clear_caches()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    names = [problem.name for problem in PROBLEMS]
    parser.add_argument("--problems", nargs="+", choices=names, default=names, metavar="NAME")
    parser.add_argument("--tolerances", nargs="+", type=float, default=[1e-3, 1e-6, 1e-9])
    arguments = parser.parse_args()
    if any(not 0 < tolerance < 1 for tolerance in arguments.tolerances):
        parser.error("A tolerance lies between 0 and 1.")

    print(*COLUMNS, sep="\t")
    chosen = [problem for problem in PROBLEMS if problem.name in arguments.problems]
    for row in rows(chosen, arguments.tolerances):
        *labels, tolerance, accepted, rejected, evaluations, error = row
        print(*labels, f"{tolerance:g}", accepted, rejected, evaluations, f"{error:.2e}", sep="\t")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

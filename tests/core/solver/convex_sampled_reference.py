#!/usr/bin/env python3
"""Cross-check of sampled certificates with SciPy: convex_sampled_reference.py GRADEWISE_CLI

Small experiments of several variables or outputs are trained by the command line. The directions of the network's
neurons, each with a kink at every sample and on both sides, are among the sampled ones and hold the solution: the least
objective over them is that of all sampled ones. Its dual, a smooth convex problem, is written down from its definition
and left to SciPy's SLSQP. Objectives and fitted values must agree to 1e-6. No code is shared.
"""
import itertools
import sys

from convex_reference import decayed, grade_of

import numpy
from scipy.optimize import minimize

FORMULAS = {
    ("abs(x-0.3)+0.4*sin(7*x)", "x^2"): lambda x: [numpy.abs(x[0] - 0.3) + 0.4 * numpy.sin(7 * x[0]), x[0]**2],
    ("sin(3*x+2*y)",): lambda x: [numpy.sin(3 * x[0] + 2 * x[1])],
    ("abs(x-0.3)*y", "y-2*x"): lambda x: [numpy.abs(x[0] - 0.3) * x[1], x[1] - 2 * x[0]],
}
VARIABLES = {("abs(x-0.3)+0.4*sin(7*x)", "x^2"): 1}


def trained(cli, formula, variables, count, regularisation):
    return grade_of(cli, {
        "format": "gradewise-experiment", "version": 1, "title": "reference",
        "target": {"kind": "formula", "formula": list(formula), "domain": [[-1, 2]] * variables, "parameters": {}},
        "samples": {"train": {"layout": "equispaced", "count": count}, "validation": {"count": 0}, "test": {"count": 0}},
        "grades": [{"hidden": [64], "solver": {"name": "convex", "regularisation": regularisation}}],
    })


def points(variables, count):
    axis = numpy.linspace(-1, 2, round(count ** (1 / variables)))
    return numpy.array(list(itertools.product(axis, repeat=variables))).T


def output(layers, x):
    hidden = numpy.maximum(numpy.array(layers[0]["weights"]) @ x + numpy.array(layers[0]["bias"])[:, None], 0)
    return numpy.array(layers[1]["weights"]) @ hidden + numpy.array(layers[1]["bias"])[:, None]


def atoms(layers, x):
    """All ramps along the directions of the neurons, less their means: K x n."""
    weights = numpy.array(layers[0]["weights"])
    sizes = numpy.linalg.norm(weights, axis=1)
    along = (weights[sizes > 0] / sizes[sizes > 0, None]) @ x
    ramps = [numpy.maximum(side * (row - kink), 0) for row in along for kink in row for side in (1, -1)]
    ramps = numpy.array([ramp - ramp.mean() for ramp in ramps])
    return numpy.unique(ramps[numpy.linalg.norm(ramps, axis=1) > 1e-9].round(13), axis=0)


def reference(y, ramps, regularisation):
    """Least objective and fitted values: the residual u, of mean 0, is the point nearest to y of all with
    |u ramp| / n <= regularisation for every ramp."""
    outputs, count = y.shape
    centred = y - y.mean(axis=1, keepdims=True)
    scale = numpy.linalg.norm(centred)
    size = regularisation * count / scale
    found = minimize(
        lambda u: 0.5 * numpy.sum((u - centred.ravel() / scale)**2), numpy.zeros(y.size),
        jac=lambda u: u - centred.ravel() / scale, method="SLSQP",
        constraints=[
            {"type": "eq", "fun": lambda u: u.reshape(outputs, count).sum(axis=1),
             "jac": lambda u: numpy.kron(numpy.eye(outputs), numpy.ones(count))},
            {"type": "ineq", "fun": lambda u: 1 - numpy.sum((u.reshape(outputs, count) @ ramps.T / size)**2, axis=0),
             "jac": lambda u: -2 * numpy.einsum("tk,kn->ktn", u.reshape(outputs, count) @ ramps.T / size**2, ramps)
                              .reshape(len(ramps), -1)}],
        options={"maxiter": 1000, "ftol": 1e-16})
    u = scale * found.x.reshape(outputs, count)
    # Rounding may have left the constraints: a feasible point beside it gives a bound from below.
    largest = numpy.linalg.norm(u @ ramps.T, axis=0).max() / count / regularisation
    u /= max(1, largest)
    return (numpy.sum(u * centred) - 0.5 * numpy.sum(u**2)) / count, y - u


def main():
    worst = 0.0
    for (formula, function), regularisation in itertools.product(FORMULAS.items(), (1e-2, 3e-2)):
        variables = VARIABLES.get(formula, 2)
        count = 16
        certificate, layers = trained(sys.argv[1], formula, variables, count, regularisation)
        if "prunedObjective" in certificate:
            sys.exit("The width must be large enough.")
        x = points(variables, count)
        y = numpy.array(function(x))
        least, fitted = reference(y, atoms(layers, x), regularisation)
        ours = (0.5 * numpy.sum((y - output(layers, x))**2) / y.shape[1] + 0.5 * regularisation * decayed(layers))
        apart = max(abs(ours - least) / least, abs(certificate["objective"] - least) / least,
                    max(certificate["dualBound"] - least, 0) / least)
        moved = numpy.abs(output(layers, x) - fitted).max()
        worst = max(worst, apart)
        print(f"{' | '.join(formula):32} beta={regularisation:5} {certificate['kind']:8}: {ours:.9f}, SciPy {least:.9f}, "
              f"apart {apart:.1e}, values {moved:.1e}")
        if not apart <= 1e-6:
            sys.exit("The two do not agree.")
        if (certificate["kind"] == "exact") != (variables == 1):
            sys.exit("The certificate is of the wrong kind.")
    print(f"All agree; objectives to {worst:.1e}.")


if __name__ == "__main__":
    main()

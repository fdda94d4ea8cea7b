#!/usr/bin/env python3
"""Cross-check of the solver `convex` with SciPy: convex_reference.py GRADEWISE_CLI

Small experiments are trained by the command line. The dual of the same problem is then written down from its definition
and left to SciPy's nnls, an active-set method. Objectives and fitted values must agree to 1e-6. No code is shared.
"""
import itertools
import json
import subprocess
import sys
import tempfile

try:
    import numpy
    from scipy.optimize import nnls
except ImportError:
    print("SciPy is not installed (Debian: python3-scipy).")
    sys.exit(77)

FORMULAS = {
    "abs(x-0.3)+0.4*sin(17*x)": lambda x: numpy.abs(x - 0.3) + 0.4 * numpy.sin(17 * x),
    "3*x": lambda x: 3 * x,  # pays for nothing but its slope
    "sin(40*x)": lambda x: numpy.sin(40 * x),
    "0.5-2*x+x^2": lambda x: 0.5 - 2 * x + x**2,
}


def grade_of(cli, experiment):
    """Certificate and layers of the only grade of an experiment."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([cli, "run", "-", "--out", folder, "--progress", "none"], input=json.dumps(experiment), text=True,
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(f"{folder}/run.json", encoding="utf-8") as file:
            grade = json.load(file)["grades"][0]
    return grade["certificate"], grade["layers"]


def trained(cli, formula, count, regularisation, width):
    """Certificate and layers of a grade that the program trained."""
    experiment = {
        "format": "gradewise-experiment", "version": 1, "title": "reference",
        "target": {"kind": "formula", "formula": formula, "domain": [[-1, 2]], "parameters": {}},
        "samples": {"train": {"layout": "equispaced", "count": count}, "validation": {"count": 0}, "test": {"count": 0}},
        "grades": [{"hidden": [width], "solver": {"name": "convex", "regularisation": regularisation}}],
    }
    return grade_of(cli, experiment)


def output(layers, x):
    hidden = numpy.maximum(numpy.outer(x, numpy.array(layers[0]["weights"])[:, 0]) + layers[0]["bias"], 0)
    return hidden @ numpy.array(layers[1]["weights"])[0] + layers[1]["bias"][0]


def decayed(layers):
    return sum(numpy.sum(numpy.square(layer["weights"])) for layer in layers)


def reference(x, y, regularisation):
    """Least objective and fitted values: the residual u is the point nearest to y of all with mean 0 and
    |u . ramp| / n <= regularisation for every ramp. Such a least-distance problem is one of non-negative least
    squares (Lawson & Hanson, Solving Least Squares Problems, chapter 23)."""
    count = len(x)
    ramps = numpy.hstack([numpy.maximum(x[:, None] - x, 0), numpy.maximum(x - x[:, None], 0)])
    centred = numpy.linalg.svd(numpy.ones((1, count)))[2][1:].T  # an orthonormal basis of the vectors of mean 0
    half = ramps.T @ centred / count / regularisation
    sides = numpy.vstack([half, -half])  # sides @ v <= 1 for u = centred @ v
    nearest = centred.T @ y
    system = numpy.vstack([-sides.T, sides @ nearest - 1])
    wanted = numpy.zeros(count)
    wanted[-1] = 1
    solution, _ = nnls(system, wanted, maxiter=10000)
    rest = wanted - system @ solution
    u = centred @ (nearest + rest[:-1] / -rest[-1])
    return numpy.mean(u * y) - 0.5 * numpy.mean(u**2), y - u


def main():
    worst = 0.0
    cases = itertools.product(FORMULAS.items(), (7, 18, 40), (1e-3, 1e-2, 0.1, 1.0))
    for (formula, function), count, regularisation in cases:
        certificate, layers = trained(sys.argv[1], formula, count, regularisation, 32)
        x = numpy.linspace(-1, 2, count)
        y = function(x)
        least, fitted = reference(x, y, regularisation)
        ours = 0.5 * numpy.mean((y - output(layers, x))**2) + 0.5 * regularisation * decayed(layers)
        apart = max(abs(ours - least) / least, abs(certificate["objective"] - least) / least,
                    max(certificate["dualBound"] - least, 0) / least)
        moved = numpy.abs(output(layers, x) - fitted).max()
        worst = max(worst, apart)
        print(f"{formula:26} n={count:3} beta={regularisation:6}: {ours:.9f}, SciPy {least:.9f}, apart {apart:.1e}, values {moved:.1e}")
        if not apart <= 1e-6 or not moved <= 1e-6:
            sys.exit("The two do not agree.")
    print(f"All agree; objectives to {worst:.1e}.")


if __name__ == "__main__":
    main()

"""The peer: PyTorch's Adam on the processor, one thread, with the arithmetic of our solver `adam`: full batch,
half mean squared error, frozen features below. Answers one line of JSON for each line it reads:

  about                                                  versions and instruction sets
  epoch INPUTS LAYERS WIDTH SAMPLES EPOCHS TYPE          median processor seconds of an epoch
  train TARGET WIDTH SAMPLES FINE RATE GRADES EPOCHS TYPE  errors and seconds of a multigrade run
"""
import ctypes
import json
import statistics
import sys
import time

import torch

TAU = 2 * torch.pi
TARGETS = {  # the same functions as in core/target, on the unit interval or square
    "smooth": (1, lambda x: torch.sin(TAU * x) + 0.5 * torch.sin(6 * TAU * x)),
    "sqrtkink": (1, lambda x: (x - 0.5).abs().sqrt()),
    "osc50": (1, lambda x: sum(torch.sin(TAU * f * x + 0.3 * f) for f in (2, 10, 25, 50))),
    "smooth2d": (2, lambda x: torch.sin(TAU * x[:, :1]) * torch.cos(TAU * x[:, 1:])),
    "radial2d": (2, lambda x: ((x - 0.5).norm(dim=1, keepdim=True) - 0.3).abs()),
}


def about():
    blas = {line.split()[-1] for line in open("/proc/self/maps") if "openblas" in line}
    core = None
    if blas:
        library = ctypes.CDLL(blas.pop())
        library.openblas_get_corename.restype = ctypes.c_char_p
        core = library.openblas_get_corename().decode()
    capability = [line.split(":")[1].strip() for line in torch.__config__.show().splitlines() if "capability" in line]
    return {"torch": torch.__version__, "blas": f"OpenBLAS {core}" if core else "not OpenBLAS (slow)",
            "torch kernels": capability[0] if capability else "unknown", "threads": torch.get_num_threads()}


def block(inputs, layers, width, dtype):
    rows = [inputs] + [width] * layers
    parts = []
    for below, above in zip(rows, rows[1:]):
        parts += [torch.nn.Linear(below, above, dtype=dtype), torch.nn.ReLU()]
    return torch.nn.Sequential(*parts), torch.nn.Linear(width, 1, dtype=dtype)


def descend(hidden, read_out, x, y, rate, epochs, lap=lambda: None):
    # One tensor after the other is the faster of the two ways torch knows at these sizes.
    parameters = [*hidden.parameters(), *read_out.parameters()]
    optimiser = torch.optim.Adam(parameters, lr=rate, foreach=False)
    for _ in range(epochs):
        optimiser.zero_grad(set_to_none=True)
        loss = 0.5 * torch.nn.functional.mse_loss(read_out(hidden(x)), y)
        loss.backward()
        optimiser.step()
        lap()


def epoch(inputs, layers, width, samples, epochs, dtype):
    dtype = getattr(torch, dtype)
    x, y = torch.rand(int(samples), int(inputs), dtype=dtype), torch.rand(int(samples), 1, dtype=dtype)
    laps = [time.process_time()]
    descend(*block(int(inputs), int(layers), int(width), dtype), x, y, 1e-3, int(epochs),
            lambda: laps.append(time.process_time()))
    return {"epoch": statistics.median(b - a for a, b in zip(laps, laps[1:]))}


def grid(variables, count, dtype):
    axis = torch.linspace(0, 1, round(count ** (1 / variables)), dtype=dtype)
    return torch.cartesian_prod(*[axis] * variables).reshape(-1, variables)


def train(target, width, samples, fine, rate, grades, epochs, dtype):
    dtype, width = getattr(torch, dtype), int(width)
    variables, function = TARGETS[target]
    sets = [grid(variables, int(count), torch.float64) for count in (samples, fine)]
    wanted = [function(x) for x in sets]
    left = [y.to(dtype) for y in wanted]
    fed = [x.to(dtype) for x in sets]
    torch.manual_seed(1)
    processor, wall = time.process_time(), time.perf_counter()
    spent = 0.0  # on the finer grid, which is no part of training
    for _ in range(int(grades)):
        hidden, read_out = block(fed[0].shape[1], 1, width, dtype)
        descend(hidden, read_out, fed[0], left[0], float(rate), int(epochs))
        with torch.no_grad():
            for k in (0, 1):
                begun = time.process_time()
                fed[k] = hidden(fed[k])
                left[k] = left[k] - read_out(fed[k])
                spent += k * (time.process_time() - begun)
    errors = [float(r.double().norm() / y.norm()) for r, y in zip(left, wanted)]
    return {"train": errors[0], "fine": errors[1], "processor": time.process_time() - processor - spent,
            "wall": time.perf_counter() - wall}


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(1)
    for line in sys.stdin:
        word, *arguments = line.split()
        print(json.dumps({"about": about, "epoch": epoch, "train": train}[word](*arguments)), flush=True)

"""Drives the benchmarks: lets gradewise-bench and the peer take turns, prints one table, writes JSON.
Run by tests/bench/run.sh; see there for the options."""
import argparse
import csv
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
SHAPES = [(32, 1, 1024), (64, 1, 1024), (64, 2, 1024), (128, 2, 1024), (32, 1, 4096), (64, 2, 4096)]
# Which of our kernels meets which of the peer's. None: as both come up by themselves.
PEERS = [("AVX2", "x86-64-v3", {"OPENBLAS_CORETYPE": "Haswell", "ATEN_CPU_CAPABILITY": "avx2"}),
         ("AVX-512", "x86-64-v4", {"OPENBLAS_CORETYPE": "SkylakeX", "ATEN_CPU_CAPABILITY": "avx512"}),
         ("unforced", None, {})]
GRADES, EPOCHS = 4, 2000
RACES = [("smooth", 32, 1024), ("smooth", 64, 1024), ("sqrtkink", 32, 1024), ("sqrtkink", 64, 1024),
         ("osc50", 32, 2048), ("osc50", 64, 2048), ("smooth2d", 64, 10000), ("radial2d", 64, 10000)]
RATES = (1e-2, 3e-3)  # the peer may choose the better one; only that run's time counts
RACERS = [{"solver": {"name": "varpro", "steps": 200}, "carry": carry} for carry in ("hidden", "all")]
ADAM = {"solver": {"name": "adam", "learningRate": 0.01}}


class Partner:
    """A process that answers a line with a line of JSON."""

    def __init__(self, command, settings):
        unset = ("OPENBLAS_CORETYPE", "ATEN_CPU_CAPABILITY", "GRADEWISE_ISA")
        environment = {k: v for k, v in os.environ.items() if k not in unset}
        environment |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"} | settings
        self.process = subprocess.Popen(command, env=environment, text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)

    def ask(self, *words):
        print(*words, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"A benchmark process ended early; it was asked: {' '.join(map(str, words))}")
        return json.loads(answer)


def torch_peer(settings):
    return Partner([sys.executable, HERE / "torch_peer.py"], settings)


def median_of(rows, key):
    return statistics.median(row[key] for row in rows)


def has_avx512():
    return "avx512vl" in pathlib.Path("/proc/cpuinfo").read_text()


def title(text):
    print(f"\n{text}", flush=True)


def epochs_against_torch(options, with_torch):
    """(a) and (c)"""
    results = []
    for name, isa, settings in PEERS:
        if (isa == "x86-64-v4" and not has_avx512()) or (isa is None and not with_torch):
            continue
        ours = Partner([options.bench], {"GRADEWISE_ISA": isa} if isa else {})
        peer = torch_peer(settings) if with_torch else None
        about = peer.ask("about") if peer else {}
        title(f"(a, c) epoch of adam, {name}; peer {', '.join(f'{k} {v}' for k, v in about.items()) or 'none'}")
        print("d=w layers    N |  ours us | torch f64   f32 | ratio f64   f32 | GFLOP/s  Eigen  share | two threads, wall"
              " us  ratio f64")
        for width, layers, samples in SHAPES:
            shape = (width, layers, width, samples, max(20, int(400 * 1024 * 64 / (samples * width * layers))))
            rounds = []
            for _ in range(options.rounds):
                row = ours.ask("epoch", *shape)
                row["share"] = row["rate"] / row["productRate"]
                row["two"] = ours.ask("epoch", *shape, 2)["epoch"]
                for kind in ("float64", "float32") if peer else ():
                    row[kind] = peer.ask("epoch", *shape[:4], 60, kind)["epoch"]
                    row["ratio " + kind] = row[kind] / row["epoch"]
                    row["ratio two " + kind] = row[kind] / row["two"]
                rounds.append(row)
            row = {key: median_of(rounds, key) for key in rounds[0] if key != "isa"}
            results.append({"width": width, "layers": layers, "samples": samples, "peer": name, "about": about,
                            "isa": rounds[0]["isa"], **row})
            against = "        -     - |         -     - "
            if peer:
                against = (f"{row['float64'] * 1e6:9.0f} {row['float32'] * 1e6:5.0f} |"
                           f"{row['ratio float64']:10.1f} {row['ratio float32']:5.1f} ")
            print(f"{width:3d} {layers:6d} {samples:4d} | {row['epoch'] * 1e6:8.0f} |{against}|"
                  f" {row['rate'] / 1e9:7.1f} {row['productRate'] / 1e9:6.1f} {row['share']:6.2f} | {row['two'] * 1e6:20.0f}"
                  f" {row.get('ratio two float64', math.nan):10.1f}", flush=True)
    return results


def experiment(target, samples, fine, grade):
    return {"format": "gradewise-experiment", "version": 1, "target": {"kind": "gallery", "id": target},
            "samples": {"train": {"layout": "equispaced", "count": samples}, "validation": {"count": 0},
                        "test": {"layout": "equispaced", "count": fine}}, "grades": [grade], "seed": 1}


def run_once(options, config, folder):
    """History (seconds on the wall, error on the samples) and grades of one run of gradewise-cli."""
    file = folder / "experiment.json"
    file.write_text(json.dumps(config))
    subprocess.run([options.cli, "run", file, "--out", folder, "--progress", "none"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    history = [(float(row["seconds"]), float(row["train_relative_l2"]))
               for row in csv.DictReader((folder / "history.csv").open())]
    return history, json.loads((folder / "run.json").read_text())["grades"]


def first_below(history, error):
    return next((at for at, reached in history if reached <= error), math.nan)


def race(options, target, width, samples, fine, grade, torch):
    """The peer's seconds are processor time and ours are on the wall: other work only counts against us."""
    grade = grade | {"hidden": [width], "repeat": GRADES}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        timed = [run_once(options, experiment(target, samples, 0, grade), folder) for _ in range(options.rounds)]
        _, judged = run_once(options, experiment(target, samples, fine, grade), folder)
    # When each grade was finished; without the finer grid, which is no part of training.
    ends, sets = [], [[g["metrics"][key]["relativeL2"] for g in judged] for key in ("train", "test")]
    for count in range(1, len(judged) + 1):
        ends.append(statistics.median(sum(g["seconds"] for g in grades[:count]) for _, grades in timed))
    reached = statistics.median(first_below(history, torch["train"]) for history, _ in timed)
    within = max((k for k, end in enumerate(ends) if end <= torch["processor"] / 4), default=None)
    return {"target": target, "width": width, "samples": samples, "carry": grade["carry"], "torch": torch,
            "reached": reached, "ratio": torch["processor"] / reached, "seconds": ends,
            "train": sets[0], "fine": sets[1],
            "grades in a quarter": 0 if within is None else within + 1,
            "better then": [torch[key] / values[within] if within is not None else math.nan
                            for key, values in zip(("train", "fine"), sets)]}


def races(options):
    """(b)"""
    peer = torch_peer(PEERS[1 if has_avx512() else 0][2])
    results = []
    title(f"(b) varpro, double, against torch Adam, float, {GRADES} grades x {EPOCHS} epochs; relative L2 on the samples"
          " and on a finer grid; nan = not reached")
    print("target     w   torch s   train    fine | carry  s to that ratio | own s   train    fine | grades in a"
          " quarter of torch's time, better then on train, fine")
    for target, width, samples in RACES:
        fine = 257 ** 2 if target.endswith("2d") else 10 * samples
        torch = min((peer.ask("train", target, width, samples, fine, rate, GRADES, EPOCHS, "float32") | {"rate": rate}
                     for rate in RATES), key=lambda run: run["train"])
        for grade in RACERS:
            row = race(options, target, width, samples, fine, grade, torch)
            results.append(row)
            print(f"{target:8s} {width:3d} {torch['processor']:9.2f} {torch['train']:.1e} {torch['fine']:.1e} | "
                  f"{row['carry']:6s} {row['reached']:9.4f} {row['ratio']:5.0f} | {row['seconds'][-1]:5.2f} "
                  f"{row['train'][-1]:.1e} {row['fine'][-1]:.1e} | {row['grades in a quarter']}, "
                  f"{row['better then'][0]:.3g}, {row['better then'][1]:.3g}", flush=True)
    return results


def slope(points):
    """Least squares in log-log: the exponent of growth."""
    xs, ys = [[math.log(value) for value in column] for column in zip(*points)]
    middle = statistics.mean(xs)
    return sum((x - middle) * y for x, y in zip(xs, ys)) / sum((x - middle) ** 2 for x in xs)


def growth(options):
    """(d)"""
    ours = Partner([options.bench], {})

    def epoch(inputs, width, samples):
        return statistics.median(ours.ask("epoch", inputs, 1, width, samples, 100)["epoch"] for _ in range(3))

    series = {"N (w=64, d=64)": [(n, epoch(64, 64, n)) for n in (512, 1024, 2048, 4096, 8192)],
              "w (d=64, N=1024)": [(w, epoch(64, w, 1024)) for w in (16, 32, 64, 128, 256)],
              "d (w=64, N=1024)": [(d, epoch(d, 64, 1024)) for d in (16, 32, 64, 128, 256)],
              "d = w (N=1024)": [(w, epoch(w, w, 1024)) for w in (16, 32, 64, 128, 256)]}
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "experiment.json"
        series["grades (w=32, N=1024, whole run)"] = []
        for grades in (2, 4, 8, 16):
            config = experiment("smooth", 1024, 1000, ADAM | {"hidden": [32], "repeat": grades,
                                                                    "stop": {"epochs": 200}})
            file.write_text(json.dumps(config))
            seconds = statistics.median(ours.ask("plain", file)["processor"] for _ in range(3))
            series["grades (w=32, N=1024, whole run)"].append((grades, seconds))
    title("(d) growth of adam's cost: exponent, then milliseconds")
    for name, points in series.items():
        print(f"{name:34s} {slope(points):5.2f} | " + ", ".join(f"{x}: {y * 1e3:.3g}" for x, y in points), flush=True)
    return [{"by": name, "exponent": slope(points), "points": points} for name, points in series.items()]


def watching(options):
    """(e)"""
    ours = Partner([options.bench], {})
    cases = {"1-D, w=64, N=1024": ("smooth", 1024, 3000), "2-D, w=64, N=2500": ("smooth2d", 2500, 1000)}
    results = []
    title("(e) a run watched at 30 Hz against the same alone, medians; latencies of pause and stop in ms")
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "experiment.json"
        for name, (target, samples, epochs) in cases.items():
            grade = ADAM | {"hidden": [64], "repeat": 3}
            file.write_text(json.dumps(experiment(target, samples, 1000, grade | {"stop": {"epochs": epochs}})))
            turns = [(ours.ask("plain", file), ours.ask("watched", file)) for _ in range(2 * options.rounds + 1)]
            row = {"case": name}
            for key in ("wall", "processor"):
                row[key] = 100 * (statistics.median(watched[key] / plain[key] for plain, watched in turns) - 1)
            file.write_text(json.dumps(experiment(target, samples, 1000, grade | {"stop": {"epochs": 1000000}})))
            for word in ("pause", "stop"):
                times = [1e3 * ours.ask(word, file)["seconds"] for _ in range(10 if options.quick else 50)]
                row[word] = {"median": statistics.median(times), "max": max(times)}
            results.append(row)
            print(f"{name}: training slowed by {row['wall']:+.1f} % on the wall, {row['processor']:+.1f} % more work in "
                  f"all threads; pause {row['pause']['median']:.3f} (max {row['pause']['max']:.3f}), "
                  f"stop {row['stop']['median']:.3f} (max {row['stop']['max']:.3f})", flush=True)
    return results


def main():
    parser = argparse.ArgumentParser(prog="tests/bench/run.sh", description=__doc__)
    parser.add_argument("--bin", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="where the JSON goes")
    parser.add_argument("--only", default="abcde", help="some of the letters abcde (a and c come together)")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    options = parser.parse_args()
    options.bench, options.cli = options.bin / "gradewise-bench", options.bin / "gradewise-cli"
    options.rounds = 3 if options.quick else 5
    with_torch = subprocess.run([sys.executable, "-c", "import torch"], stderr=subprocess.DEVNULL).returncode == 0
    if not with_torch:
        print("PyTorch is not there, so (a) and (b) are skipped; tests/bench/run.sh --install fetches it from Debian.")
    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"This machine is busy (load {load:.1f}): trust ratios, not seconds.")
    parts = {"epochs": ("ac", lambda: epochs_against_torch(options, with_torch)),
             "races": ("b" if with_torch else "", lambda: races(options)),
             "growth": ("d", lambda: growth(options)), "watching": ("e", lambda: watching(options))}
    results = {"load": load}
    for name, (letters, part) in parts.items():
        if set(letters) & set(options.only):
            results[name] = part()
            options.out.write_text(json.dumps(results, indent=1) + "\n")
    print(f"\nAll figures lie in {options.out}")


main()

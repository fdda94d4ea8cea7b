#!/usr/bin/env bash
# Builds the benchmarks like a release, runs them, prints one table and writes JSON. No part of the tests.
#   tests/bench/run.sh [--install] [--quick] [--only LETTERS] [--out FILE]
#     --install   fetches what is missing from Debian first (PyTorch and OpenBLAS are the peer)
#     --quick     fewer repetitions
#     --only abc  some parts only: a epochs against PyTorch, b time to its error, c share of Eigen's product
#                 rate, d growth, e what being watched costs
#     --out FILE  the JSON; by default build-bench/bench.json
set -euo pipefail
start=$PWD
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
# shellcheck source=app/packages.sh
source app/packages.sh

out=$PWD/build-bench/bench.json
options=()
while (($#)); do
    case $1 in
        --install) install_packages "${bench_packages[@]}" ;;
        --quick) options+=("$1") ;;
        --only | --out)
            [[ $# -ge 2 ]] || fail "$1 wants a value."
            if [[ $1 == --out ]]; then
                out=$2
                [[ $out == /* ]] || out=$start/$out
            else
                options+=("$1" "$2")
            fi
            shift
            ;;
        *) fail "tests/bench/run.sh knows --install, --quick, --only LETTERS and --out FILE, not \"$1\"." ;;
    esac
    shift
done

configure_and_build bench || fail "The benchmarks could not be built; the reason stands above."
# Debian's own Python, which has Debian's PyTorch, even where another stands before it.
python=/usr/bin/python3
[[ -x $python ]] || fail "The benchmarks need Python 3 to take turns; tests/bench/run.sh --install fetches it."
exec "$python" tests/bench/bench.py --bin build-bench/bin --out "$out" "${options[@]}"

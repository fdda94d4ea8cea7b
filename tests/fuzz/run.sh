#!/usr/bin/env bash
# Looks for files and formulas that break the readers, guided by coverage (clang's libFuzzer, under ASan):
#   tests/fuzz/run.sh [--keep] [EXECUTIONS-OF-EACH] [formula|experiment|run]...
# What is found lies in build-fuzz/findings. tests/fuzz/seeds keeps the fewest inputs that reach all code reached
# so far, for the test fuzz.seeds and as a start for the next search; --keep chooses them anew.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
# shellcheck source=app/packages.sh
source app/packages.sh
keep=false
if [[ ${1:-} == --keep ]]; then
    keep=true
    shift
fi
executions=${1:-100000}
shift || true
[[ $executions =~ ^[0-9]+$ ]] || fail "How many executions is a number, not \"$executions\"."
targets=("$@")
((${#targets[@]})) || targets=(formula experiment run)

install_packages "${build_packages[@]}" "${fuzz_packages[@]}"
configure_and_build fuzz
mkdir -p build-fuzz/findings
# Half of the time goes into allocations otherwise.
export ASAN_OPTIONS=${ASAN_OPTIONS:-malloc_context_size=1:quarantine_size_mb=4:max_malloc_fill_size=0}
# What is found in one session must not end the others: it is counted, and said in the end.
status=0
for target in "${targets[@]}"; do
    # The longest input, and the longest one worth keeping (whole runs are longer: give them names, see below).
    case $target in
        formula) longest=300 small=40 ;;
        experiment) longest=6000 small=700 ;;
        run) longest=20000 small=3500 ;;
        *) fail "There is formula, experiment and run, not \"$target\"." ;;
    esac
    say "== $target"
    program=build-fuzz/bin/fuzz_$target
    corpus=build-fuzz/corpus-$target
    seeds=tests/fuzz/seeds/$target
    options=("-max_len=$longest" -rss_limit_mb=1024 -timeout=60 -entropic=0
        "-artifact_prefix=build-fuzz/findings/$target-")
    mkdir -p "$corpus" "$seeds"
    dictionary=()
    [[ ! -f tests/fuzz/$target.dict ]] || dictionary=("-dict=tests/fuzz/$target.dict")
    if ! "$program" "$corpus" "$seeds" "${options[@]}" "${dictionary[@]}" -runs="$executions" \
        -print_final_stats=1 -verbosity="${GRADEWISE_FUZZ_VERBOSITY:-0}"; then
        status=1
        continue
    fi
    if $keep; then # but a seed whose name begins with keep- stays: it broke something once, or is a whole run
        chosen=$(mktemp -d)
        mkdir "$chosen/small" "$chosen/kept"
        for folder in "$corpus" "$seeds"; do
            find "$folder" -type f -size "-${small}c" -exec cp -t "$chosen/small" {} +
        done
        # Edges alone, not how often each was taken: a tenth of the inputs.
        "$program" "${options[@]}" -merge=1 -set_cover_merge=1 -use_counters=0 "$chosen/kept" "$chosen/small"
        find "$seeds" -type f ! -name 'keep-*' -delete
        cp -- "$chosen"/kept/* "$seeds"
        rm -rf -- "$chosen"
    fi
done
((status == 0)) || say "Something was found: build-fuzz/findings holds it, and the reason stands above."
exit "$status"

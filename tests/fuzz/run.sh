#!/usr/bin/env bash
# Looks for files and formulas that break the readers, guided by coverage (clang's libFuzzer, under ASan):
#   tests/fuzz/run.sh [EXECUTIONS-OF-EACH] [formula|experiment|run]...
# What is found lies in build-fuzz/findings; tests/fuzz/seeds keeps small inputs that reached new code.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
# shellcheck source=app/packages.sh
source app/packages.sh
executions=${1:-100000}
shift || true
targets=("$@")
((${#targets[@]})) || targets=(formula experiment run)

install_packages "${build_packages[@]}" clang libclang-rt-14-dev
configure_and_build fuzz
mkdir -p build-fuzz/findings
for target in "${targets[@]}"; do
    case $target in
        formula) program=fuzz_formulas longest=300 ;;
        experiment) program=fuzz_documents longest=6000 ;;
        run) program=fuzz_documents longest=40000 ;;
        *) fail "There is formula, experiment and run, not \"$target\"." ;;
    esac
    say "== $target"
    mkdir -p "build-fuzz/corpus-$target"
    dictionary=()
    [[ ! -f tests/fuzz/$target.dict ]] || dictionary=("-dict=tests/fuzz/$target.dict")
    "build-fuzz/bin/$program" "build-fuzz/corpus-$target" "tests/fuzz/seeds/$target" -runs="$executions" \
        -max_len="$longest" -rss_limit_mb=1024 -timeout=20 -print_final_stats=1 -verbosity=0 \
        -artifact_prefix=build-fuzz/findings/ "${dictionary[@]}"
done

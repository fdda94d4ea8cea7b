#!/usr/bin/env bash
# clang-tidy (.clang-tidy) and clazy (level 1) over the sources, findings are failures: tests/lint.sh [FILE...]
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=app/packages.sh
source app/packages.sh
install_packages "${build_packages[@]}" "${test_packages[@]}" "${lint_packages[@]}"

# Clang 14 does not know the names of instruction sets that kernels.cpp asks the processor about, and its _impl is
# compiled several times, so these two are left to GCC.
# Both read how files are compiled, and moc's files must be there. What GCC has precompiled they cannot read. Each
# source is compiled alone once, without anything precompiled: it must include what it needs.
configure_and_build lint || fail "The sources do not build, so they cannot be linted."
# Then they are looked at a few of a folder joined: six at a time take hardly longer than one. What is generated, and
# the kernels, which are compiled once for each instruction set, are left out.
cmake --preset lint -B build-lint-joined -DGRADEWISE_JOIN=ON -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >/dev/null
cmake --build build-lint-joined --target gradewise_ui_autogen >/dev/null
files=("$@")
if ((${#files[@]} == 0)); then
    mapfile -t files < <(sed -n 's/^ *"file": "\(.*\)".*/\1/p' build-lint-joined/compile_commands.json | sort -u |
        grep -vE '/(kernels(_impl)?\.cpp|generated/|[^/]*_autogen/|\.rcc/)')
fi

results=$(mktemp -d)
trap 'rm -rf -- "$results"' EXIT
# lint TOOL FILE: one file, its findings in a file of its own; no output when there are none.
lint() {
    local tool=$1 file=$2 output="$results/$1-${2//\//-}"
    case $tool in
        clang-tidy) clang-tidy -p build-lint-joined --quiet --warnings-as-errors='*' --checks=-bugprone-suspicious-include \
            --header-filter="^$PWD/(core|ui|app)/" "$file" ;;
        clazy) clazy-standalone -p build-lint-joined --checks=level1 --header-filter="^$PWD/(core|ui|app)/" "$file" ;;
    esac >"$output" 2>"$output.noise" || touch "$output.failed"
    # clazy-standalone has warnings only, on its error stream, and a zero exit status.
    if [[ $tool == clazy ]] && grep -q 'Wclazy' "$output.noise"; then
        cp -- "$output.noise" "$output"
        touch "$output.failed"
    fi
    if [[ -e $output.failed ]]; then
        cat -- "$output"
        [[ -s $output ]] || cat -- "$output.noise"
    fi
}
export -f lint
export results
for file in "${files[@]}"; do printf '%s\0' clang-tidy "$file"; [[ $file != */ui/* ]] || printf '%s\0' clazy "$file"; done |
    xargs -0 --max-args=2 --max-procs="$(build_jobs)" bash -c 'lint "$@"' lint >&2

failed=$(find "$results" -name '*.failed' | wc -l)
ran=$(find "$results" -name '*.noise' | wc -l)
printf '%d passed, %d failed\n' $((ran - failed)) "$failed"
((failed == 0))

#!/usr/bin/env bash
# Installs what is missing, builds and tests everything. The last line says "N passed, N failed".
#   tests/run.sh           warnings as errors and all tests; again under ASan and UBSan; core under TSan; formats
#   tests/run.sh --quick   the first of these and the formats only
#   tests/run.sh --campaign  hundreds of kills and faults instead (an hour)
#   tests/run.sh --release   the release, its packages and their programs instead
#   tests/run.sh --lint    clang-tidy and clazy over all sources instead (slow)
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=app/packages.sh
source app/packages.sh

quick=false
campaign=false
release=false
for argument in "$@"; do
    case $argument in
        --quick) quick=true ;;
        --campaign) campaign=true ;;
        --release) release=true ;;
        --lint) exec tests/lint.sh ;;
        *) fail "tests/run.sh knows --quick, --campaign, --release and --lint, not \"$argument\"." ;;
    esac
done

passed=0
failed=0
failures=()
# count NAME STATUS: one check that is no CTest.
count() {
    if (($2 == 0)); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        failures+=("$1")
    fi
}

# Sanitizers of GCC 12 want their shadow memory where newer kernels may put the program.
still=()
if setarch -R true 2>/dev/null; then still=(setarch -R); fi

# suite PRESET [CTEST-OPTION...]: builds it, runs its tests, counts them.
suite() {
    local preset=$1 results broken ran
    shift
    say $'\n== '"$preset: build"
    if ! configure_and_build "$preset"; then
        count "$preset: build" 1
        return
    fi
    say $'\n== '"$preset: tests"
    results=$(mktemp)
    "${still[@]}" ctest --preset "$preset" --parallel "$(nproc)" --no-tests=error "$@" </dev/null 2>&1 | tee -- "$results" >&2 || true
    # "100% tests passed, 0 tests failed out of 12"; without that line ctest itself broke down.
    if read -r broken ran < <(sed -n 's/.*, \([0-9]*\) tests failed out of \([0-9]*\)$/\1 \2/p' "$results"); then
        passed=$((passed + ran - broken))
        failed=$((failed + broken))
        mapfile -t -O "${#failures[@]}" failures < <(sed -n "s/^[\t ]*[0-9]* - \(.*\) (\(Failed\|Timeout\|Not Run\|.*Exception.*\|SEGFAULT\|Subprocess aborted\|ILLEGAL\|NUMERICAL\|BAD_COMMAND\))\$/$preset: \1/p" "$results")
    else
        count "$preset: ctest" 1
    fi
    rm -f -- "$results"
}

# check NAME COMMAND...
check() {
    local status=0
    say $'\n== '"$1"
    "${@:2}" </dev/null >&2 || status=$?
    count "$1" "$status"
}

# formats: every source file looks as .clang-format says.
formats() {
    find core ui app tests -type f \( -name '*.h' -o -name '*.cpp' \) -print0 |
        xargs -0 --no-run-if-empty clang-format --dry-run --Werror
}

# desktop_files: what menus and software shops read.
desktop_files() {
    desktop-file-validate --no-hints resources/desktop/*.desktop &&
        appstreamcli validate --no-net resources/desktop/*.metainfo.xml
}

install_packages "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
check "formats" formats
check "desktop files" desktop_files
if $release; then
    check "release" tests/release/smoke.sh
elif $campaign; then
    suite dev --label-regex '^campaign$'
else
    suite dev --label-exclude '^campaign$'
fi
if ! $quick && ! $campaign && ! $release; then
    # What is long is long enough without sanitizers; what reads the sources needs no second look.
    export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1
    export LSAN_OPTIONS=suppressions=\"$PWD/tests/sanitizers/leaks.supp\":print_suppressions=0
    export UBSAN_OPTIONS=print_stacktrace=1
    suite asan --label-exclude '^(long|campaign|architecture)$'
    export TSAN_OPTIONS="suppressions='$PWD/tests/sanitizers/threads.supp' halt_on_error=0 second_deadlock_stack=1"
    suite tsan --label-exclude '^(long|campaign|architecture)$'
    # A release takes long to build: its programs are tried where app/run.sh has built it.
    if [[ -x build-release/bin/gradewise ]]; then
        check "release: programs" tests/release/smoke.sh --programs
    fi
fi

say ""
for name in "${failures[@]}"; do say "failed: $name"; done
printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))

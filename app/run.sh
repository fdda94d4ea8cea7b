#!/usr/bin/env bash
# Installs what is missing, builds Gradewise and opens it: app/run.sh [FILE or options of gradewise].
# Without a display the figures of an experiment are made instead, and their place is said.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=app/packages.sh
source "$root/app/packages.sh"
gradewise=$root/build-release/bin/gradewise
figures=$root/build-release/figures

install_packages "${build_packages[@]}" "${run_packages[@]}"
[[ -x $gradewise ]] || say "Building Gradewise; the first time this takes a few minutes."
(cd -- "$root" && configure_and_build release) || fail "Gradewise could not be built; the reason stands above."

# make_figures [FILE]: of that experiment, by default of the one that the first start shows.
make_figures() {
    local file=${1:-sine} status=0
    say "There is no display here, so no window opens; making the figures of \"$file\" instead."
    "$gradewise" --headless "$file" --out "$figures" || status=$?
    ((status != 0)) || say "The figures lie in $figures"
    exit "$status"
}

for argument in "$@"; do
    case $argument in
        --headless | --headless=* | --help | -h | --version | -v) exec "$gradewise" "$@" ;;
    esac
done
if [[ -z ${DISPLAY:-} && -z ${WAYLAND_DISPLAY:-} && -z ${QT_QPA_PLATFORM:-} ]]; then
    make_figures "$@"
fi

# A display that is named may still not be there; only opening it tells.
ulimit -c 0
words=$(mktemp)
trap 'rm -f -- "$words"' EXIT
status=0
"$gradewise" "$@" 2> >(tee -- "$words" >&2) || status=$?
if ((status > 128)) && grep -q -e 'could not connect to display' -e 'no Qt platform plugin could be' "$words"; then
    make_figures "$@"
fi
exit "$status"

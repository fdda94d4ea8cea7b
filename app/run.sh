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
    local file=${1:-wave-and-kink}
    say "There is no display here, so no window opens; making the figures of \"$file\" instead."
    # It says itself where everything lies.
    exec "$gradewise" --headless "$file" --out "$figures" --force
}

for argument in "$@"; do
    case $argument in
        --headless | --headless=* | --help | -h | --version | -v) exec "$gradewise" "$@" ;;
    esac
done
if [[ -z ${DISPLAY:-} && -z ${WAYLAND_DISPLAY:-} && -z ${QT_QPA_PLATFORM:-} ]]; then
    make_figures "$@"
fi

# A display that is named may still not be there; only opening it tells, and the program says so in these words.
words=$(mktemp)
trap 'rm -f -- "$words"' EXIT
status=0
"$gradewise" "$@" 2> >(tee -- "$words" >&2) || status=$?
wait $! # for the last words
if ((status != 0)) && grep -q -e 'No window can be opened' -e 'could not connect to display' "$words"; then
    make_figures "$@"
fi
exit "$status"

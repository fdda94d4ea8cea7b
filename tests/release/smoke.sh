#!/usr/bin/env bash
# What people get: builds the release and tries its programs.
#   tests/release/smoke.sh             makes the packages, has lintian judge them, and tries them unpacked
#   tests/release/smoke.sh --programs  only tries the programs of build-release/bin
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
# shellcheck source=app/packages.sh
source app/packages.sh
(($# == 0)) || [[ $# == 1 && $1 == --programs ]] || fail "tests/release/smoke.sh knows --programs, not \"$*\"."
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

# hardened PROGRAM: as Debian's own packages are.
hardened() {
    readelf --headers --wide "$1" | grep 'Type: *DYN' >/dev/null || fail "$1 is not position independent."
    readelf --dynamic --wide "$1" | grep 'BIND_NOW\|FLAGS_1.*NOW' >/dev/null || fail "$1 binds lazily."
    readelf --segments --wide "$1" | grep GNU_RELRO >/dev/null || fail "$1 leaves its relocations writable."
    readelf --segments --wide "$1" | grep 'GNU_STACK.* RW ' >/dev/null || fail "$1 has an executable stack."
    readelf --symbols --dyn-syms --wide "$1" | grep __stack_chk_fail >/dev/null || fail "$1 has no stack protector."
    readelf --symbols --dyn-syms --wide "$1" | grep '_chk@GLIBC' >/dev/null || fail "$1 is not fortified."
}

# try_programs CLI WINDOW: they train, go on after a kill, check what they trained, and draw it.
try_programs() {
    local cli=$1 window=$2 results=$work/results file run status
    # Whoever calls this has files and settings of their own.
    export HOME=$work/home XDG_STATE_HOME=$work/state XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/runtime
    export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
    mkdir -p "$HOME" "$results" "$XDG_RUNTIME_DIR"
    chmod 700 "$XDG_RUNTIME_DIR"

    say "Both programs are hardened; the command line links no Qt."
    hardened "$cli"
    hardened "$window"
    ldd "$cli" >"$work/libraries"
    if grep -i -e qt -e 'not found' "$work/libraries"; then fail "gradewise-cli needs the above."; fi

    say "Train, check, bound."
    "$cli" run sine --out "$results/run" --progress none
    "$cli" audit "$results/run/run.json"
    "$cli" bound "$results/run/run.json"
    "$cli" validate wave-and-kink

    say "A killed run goes on and ends with the same bits."
    "$cli" show wave-and-kink-adam | sed 's/"epochs": 150/"epochs": 600/' >"$work/long.json"
    "$cli" run "$work/long.json" --out "$results/whole" --progress none
    "$cli" run "$work/long.json" --out "$results/killed" --progress none 2>"$work/killed" &
    run=$!
    # The first frozen grade makes that file larger than its head.
    for ((i = 0; i < 600; ++i)); do
        [[ ! -s $results/killed/checkpoint/grades ]] || ! grep -q -a -E ' [0-9]+ grade [0-9]+ ' "$results/killed/checkpoint/grades" || break
        sleep 0.05
    done
    kill -KILL "$run" || fail "The run could not be killed in its middle: $(cat "$work/killed")"
    wait "$run" || true
    [[ ! -e $results/killed/run.json ]] || fail "The run had ended before it was killed."
    "$cli" run --resume "$results/killed" --progress none
    cmp "$results/whole/curves.csv" "$results/killed/curves.csv" || fail "The run that went on ended with other curves."
    [[ ! -e $results/killed/checkpoint ]] || fail "The checkpoint stayed behind."

    say "Draw without a display; open the window and close it."
    "$window" --headless "$results/run/run.json" --out "$results/figures"
    for file in run/run.json run/grades.csv run/curves.csv figures/residuals.{svg,pdf,png}; do
        [[ -s $results/$file ]] || fail "$file is missing."
    done
    status=0
    timeout 3 "$window" "$results/run/run.json" || status=$?
    # It goes on until it is ended, and then ends in order.
    ((status == 124)) || fail "The window ended by itself, with the exit code $status."
    say "The programs do what they should."
}

install_packages "${build_packages[@]}" "${run_packages[@]}"
configure_and_build release
if [[ ${1:-} == --programs ]]; then
    try_programs build-release/bin/gradewise-cli build-release/bin/gradewise >&2
    exit
fi

install_packages "${release_packages[@]}"
rm -f build-release/*.deb
cmake --build build-release --target package >"$work/package.log" 2>&1 || { cat "$work/package.log" >&2; exit 1; }
shopt -s nullglob
packages=(build-release/gradewise_*.deb build-release/gradewise-cli_*.deb)
((${#packages[@]} == 2)) || fail "There are not the two packages gradewise and gradewise-cli: ${packages[*]}"

say "Policy: errors are ours, warnings are for Debian's own maintainers."
lintian --allow-root --fail-on error --tag-display-limit 0 "${packages[@]}" >&2

say "Both can be installed beside each other with what Debian has, and the command line alone without Qt."
for package in "${packages[@]}"; do
    dpkg-deb --extract "$package" "$work/root"
    dpkg-deb --contents "$package" | sed -n '/^-/s/.* //p' >>"$work/files"
done
[[ -z $(sort "$work/files" | uniq -d) ]] || fail "Both packages hold: $(sort "$work/files" | uniq -d)"
apt-get install --simulate --no-install-recommends "${packages[@]/#/./}" >"$work/install" 2>&1 ||
    fail "The packages cannot be installed: $(cat "$work/install")"
depends=$(dpkg-deb --field build-release/gradewise-cli_*.deb Depends)
say "gradewise-cli depends on: $depends"
if grep -i -e qt -e libgl -e libx11 -e fonts <<<"$depends"; then fail "The package gradewise-cli asks for the above."; fi

root=$work/root/usr
say "Pages of the manual and completions know every command and option."
bash_completions=$root/share/bash-completion/completions
zsh_completions=$root/share/zsh/vendor-completions
for program in gradewise gradewise-cli; do
    man --warnings -E UTF-8 -l -Tutf8 "$root/share/man/man1/$program.1.gz" >"$work/$program.page" 2>"$work/$program.complaints"
    [[ ! -s $work/$program.complaints ]] || fail "The page of $program is not well formed: $(cat "$work/$program.complaints")"
    # A hyphen may come out of the page as another character, and bold letters are struck twice.
    sed -i -e 's/.\x08//g' -e 's/\x1b\[[0-9;]*m//g' -e 's/[‐−]/-/g' "$work/$program.page"
    QT_QPA_PLATFORM=offscreen "$root/bin/$program" --help >"$work/$program.help"
done
mapfile -t commands < <(sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p' "$work/gradewise-cli.help")
((${#commands[@]} >= 10)) || fail "The commands of gradewise-cli could not be read from its help."
for command in "${commands[@]}"; do
    "$root/bin/gradewise-cli" "$command" --help >>"$work/gradewise-cli.help"
    for list in "$bash_completions/gradewise-cli" "$zsh_completions/_gradewise-cli" "$work/gradewise-cli.page"; do
        grep -q -w -e "$command" "$list" || fail "${list##*/} does not know the command $command."
    done
done
for program in gradewise gradewise-cli; do
    while read -r option; do
        grep -q -e "$option" "$work/$program.page" || fail "The page of $program does not know $option."
    done < <(grep -o -E -e '--[a-z]+(-[a-z]+)*' "$work/$program.help" | sort -u)
done

# completed FUNCTION WORD...: what bash may make of the last word.
completed() {
    COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2)) COMPREPLY=()
    "$1"
    printf ' %s' "${COMPREPLY[@]}"
}
PATH=$root/bin:$PATH
export QT_QPA_PLATFORM=offscreen
# shellcheck source=resources/completions/gradewise-cli.bash
source "$bash_completions/gradewise-cli"
# shellcheck source=resources/completions/gradewise.bash
source "$bash_completions/gradewise"
[[ $(completed _gradewise_cli gradewise-cli sw) == " sweep" ]] || fail "bash completes no command."
[[ $(completed _gradewise_cli gradewise-cli run sine --res) == " --resume" ]] || fail "bash completes no option."
[[ $(completed _gradewise_cli gradewise-cli run wave-and-kink-) == " wave-and-kink-adam" ]] || fail "bash completes no preset."
[[ $(completed _gradewise gradewise --headl) == " --headless" ]] || fail "bash completes no option of gradewise."
timeout 120 zsh -f tests/release/zsh_completion.zsh "$zsh_completions" 'gradewise-cli sw' eep \
    'gradewise-cli run sine --res' ume 'gradewise-cli run wave-and-kink-' adam 'gradewise --headl' ess >&2 ||
    fail "zsh does not complete."

try_programs "$root/bin/gradewise-cli" "$root/bin/gradewise" >&2

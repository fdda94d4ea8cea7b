#!/usr/bin/env bash
# What people get: builds the release and its packages, unpacks them and tries the programs as they are installed.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
# shellcheck source=app/packages.sh
source app/packages.sh
install_packages "${build_packages[@]}" "${release_packages[@]}"
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

configure_and_build release
rm -f build-release/*.deb
cmake --build build-release --target package >"$work/package.log" 2>&1 || { cat "$work/package.log" >&2; exit 1; }
for package in build-release/*.deb; do
    # Warnings are for Debian's own maintainers; errors are ours.
    lintian --fail-on error --tag-display-limit 0 "$package" >&2
    dpkg-deb --extract "$package" "$work/root"
done
cli=$work/root/usr/bin/gradewise-cli
window=$work/root/usr/bin/gradewise

say "The command line stands alone."
if ldd "$cli" | grep -q -i qt; then fail "gradewise-cli links Qt."; fi
if dpkg-deb --field build-release/gradewise-cli_*.deb Depends | grep -q -i qt; then fail "The package gradewise-cli asks for Qt."; fi

say "Both programs are hardened."
for program in "$cli" "$window"; do
    readelf --headers --wide "$program" | grep -q 'Type: *DYN' || fail "$program is not position independent."
    readelf --dynamic "$program" | grep -q 'BIND_NOW\|Flags:.*NOW' || fail "$program binds lazily."
    readelf --symbols --dyn-syms --wide "$program" | grep -q __stack_chk_fail || fail "$program has no stack protector."
    readelf --symbols --dyn-syms --wide "$program" | grep -q '_chk@GLIBC' || fail "$program is not fortified."
done

say "Pages of the manual and completions name every command and option."
for program in gradewise gradewise-cli; do
    man --warnings -E UTF-8 -l -Tutf8 "$work/root/usr/share/man/man1/$program.1.gz" >"$work/$program.page" 2>"$work/$program.complaints"
    [[ ! -s $work/$program.complaints ]] || fail "The page of $program is not well formed: $(cat "$work/$program.complaints")"
    bash -n "$work/root/usr/share/bash-completion/completions/$program"
    QT_QPA_PLATFORM=offscreen "$work/root/usr/bin/$program" --help >"$work/$program.help"
done
mapfile -t commands < <(sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p' "$work/gradewise-cli.help")
((${#commands[@]} >= 10)) || fail "The commands of gradewise-cli could not be read from its help."
for command in "${commands[@]}"; do
    "$cli" "$command" --help >>"$work/gradewise-cli.help"
    for list in "$work/root/usr/share/bash-completion/completions/gradewise-cli" \
        "$work/root/usr/share/zsh/vendor-completions/_gradewise-cli" "$work/gradewise-cli.page"; do
        grep -q -w -e "$command" "$list" || fail "${list##*/} does not know the command $command."
    done
done
for program in gradewise gradewise-cli; do
    # A hyphen may come out of the page as another character.
    sed -i 's/[‐−]/-/g' "$work/$program.page"
    while read -r option; do
        grep -q -e "$option" "$work/$program.page" || fail "The page of $program does not know $option."
    done < <(grep -o -E -e '--[a-z]+(-[a-z]+)*' "$work/$program.help" | sort -u)
done

say "They train, check what they trained, and draw it."
"$cli" run sine --out "$work/run" --progress none >&2
"$cli" audit "$work/run/run.json" >&2
"$cli" bound "$work/run/run.json" >&2
"$cli" validate wave-and-kink >&2
QT_QPA_PLATFORM=offscreen "$window" --headless "$work/run/run.json" --out "$work/figures" >&2
for file in run/run.json run/grades.csv run/curves.csv figures/residuals.svg figures/residuals.pdf figures/residuals.png; do
    [[ -s $work/$file ]] || fail "$file is missing."
done

# shellcheck shell=bash
# shellcheck disable=SC2034 # the lists are read by the scripts that source this file
# What a Debian 12 machine needs, in one place for app/run.sh and tests/run.sh. Sourced, never run.
# Without recommended packages Qt6Charts is only found with the OpenGL headers, hence the two of them.

build_packages=(
    ca-certificates cmake g++ libcli11-dev libeigen3-dev libfmt-dev libgl1-mesa-dev
    libqt6opengl6-dev libqt6svg6 ninja-build nlohmann-json3-dev qt6-base-dev qt6-charts-dev
    qt6-svg-dev
)
run_packages=(fonts-dejavu-core qt6-wayland)
test_packages=(appstream clang-format desktop-file-utils python3-scipy)
release_packages=(dpkg-dev lintian man-db zsh)
fuzz_packages=(clang libclang-rt-14-dev)
bench_packages=(
    cmake g++ libcli11-dev libeigen3-dev libfmt-dev libopenblas0-pthread ninja-build
    nlohmann-json3-dev python3 python3-torch
)
lint_packages=(clang-tidy clazy)

say() { printf '%s\n' "$*" >&2; }
fail() {
    say "$@"
    exit 1
}

# missing_packages NAME...: those that are not installed.
missing_packages() {
    local installed
    # It fails when it does not know one of the names, which is just what is asked.
    installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    comm -23 <(printf '%s\n' "$@" | sort -u) <(sed -n "s/^installed //p" <<<"$installed" | sort -u)
}

# install_packages NAME...: installs what is missing; says what to do where that cannot be done.
install_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This is not a Debian system, so nothing is installed. Needed are the counterparts of: $*"
        return
    fi
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0

    local by_hand="apt-get install --no-install-recommends ${missing[*]}"
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            fail "Some packages are missing, and there is no sudo here to install them. As root, run:" $'\n  ' "$by_hand"
        as_root=(sudo)
        # Nobody can type a password where no terminal is.
        [[ -t 0 ]] || as_root=(sudo -n)
        "${as_root[@]}" true 2>/dev/null ||
            fail "Some packages are missing, and sudo does not let this user install them. As root, run:" $'\n  ' "$by_hand"
    fi
    say "Installing ${#missing[@]} missing packages: ${missing[*]}"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
    "${apt[@]}" update </dev/null >&2 ||
        say "The package lists could not be refreshed; trying with those that are there."
    "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >&2 ||
        fail "The packages could not be installed (apt-get says why above). By hand:" $'\n  ' "$by_hand"
}

# build_jobs: as many compilers as there are cores, but no more than memory feeds (about 1.2 GB each).
build_jobs() {
    local cores kilobytes jobs
    cores=$(nproc)
    kilobytes=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo)
    jobs=$((${kilobytes:-4000000} / 1200000))
    ((jobs >= 1)) || jobs=1
    echo $((jobs < cores ? jobs : cores))
}

# configure_and_build PRESET [CMAKE-OPTION...]: in the current folder, which is the root of the sources.
configure_and_build() {
    local preset=$1 folder="build-$1" configure=()
    shift
    # A copied or moved folder carries the old place in its cache, and CMake refuses it.
    if [[ -f $folder/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$folder/CMakeCache.txt"; then
        configure=(--fresh)
    fi
    if [[ ! -f $folder/build.ninja || ${#configure[@]} -gt 0 || $# -gt 0 ]]; then
        cmake --preset "$preset" "${configure[@]}" "$@" >&2 || return 1
    fi
    local quiet=()
    if ninja -C "$folder" -n 2>/dev/null | grep -q "no work to do"; then quiet=(-- --quiet); fi
    cmake --build "$folder" --parallel "$(build_jobs)" "${quiet[@]}" >&2
}

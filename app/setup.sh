# Sourced by app/run and tests/run: installs what is missing, then configures and builds a preset.
# All it says goes to standard error, since standard output is the program's.

# Package, minimum version, what it is for. Fonts come with fontconfig, which Qt depends on.
build_packages='
cmake               3.25  configures the build
ninja-build         1.10  runs the build
g++                 4:12  compiles C++20 with coroutines
qt6-base-dev        6.4   the window, the event loop, the pictures
qt6-svg-dev         6.4   icons and SVG export
pkgconf             1.8   finds libraries that have no CMake package
libqscintilla2-qt6-dev  2.13  source code with colours
qcoro-qt6-dev       0.8   coroutines for what Qt waits for
libfmt-dev          9     text
libmimalloc-dev     2     memory in large pages, for big traces
libspng-dev         0.7   PNG export
zlib1g-dev          1:1.2  checksums in trace files
'
test_packages='
python3             3.9   lints
python3-jsonschema  3.2   checks the JSON Schema of scripts
xvfb                2:1   a display without a screen, for the tests of the window
xauth               1:1   lets the tests use that display
lld                 1:14  links over a hundred test programs in little time
fonts-dejavu-core   2.37  painting is tested with three families of fonts: this,
fonts-noto-core     2020  that of KDE,
fonts-noto-cjk      1:2020  and one that has Chinese
'
wayland_packages='
qt6-wayland         6.4   windows on a desktop without X11
'

# What else has to be there to build with clang VERSION.
clang_packages() {
    printf '%s\n' "clang-$1  1:$1  builds with other warnings, and with sanitizers" \
        "libclang-rt-$1-dev  1:$1  the sanitizers' runtime" \
        "llvm-$1  1:$1  names the functions in what the sanitizers report"
}

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$@"
    exit 1
}

# satisfied INSTALLED MINIMUM
satisfied() { [[ -n $1 ]] && dpkg --compare-versions "$1" ge "$2"; }

installed_versions() {
    dpkg-query -W -f '${Package} ${db:Status-Status} ${Version}\n' "$@" 2>/dev/null |
        awk '$2 == "installed" { print $1, $3 }'
}

candidate_versions() {
    LC_ALL=C apt-cache policy "$@" |
        awk '/^[^ ]/ { package = $1; sub(/:$/, "", package) }
             $1 == "Candidate:" && $2 != "(none)" { print package, $2 }'
}

# The rows of $1 whose package is not among the "package version" lines of $2, or is too old there.
unsatisfied() {
    local -A version=()
    local package has minimum purpose
    while read -r package has; do
        [[ -n $package ]] && version[$package]=$has
    done <<<"$2"
    while read -r package minimum purpose; do
        [[ -z $package ]] || satisfied "${version[$package]-}" "$minimum" ||
            printf '%-18s  %-4s  %s\n' "$package" "$minimum" "$purpose"
    done <<<"$1"
}

packages_of() { awk 'NF { print $1 }' <<<"$1"; }

refuse_system() {
    local name='This system'
    [[ -r /etc/os-release ]] && name=$(. /etc/os-release && printf '%s' "${PRETTY_NAME:-$name}")
    say "$name does not offer what Coroscope is built with: it has no new enough"
    say "$(packages_of "$1" | paste -sd ' ')."
    say 'Debian 12 and 13 are the systems to use. Elsewhere, these are needed (Debian package, version, purpose):'
    awk 'NF { print "  " $0 }' <<<"$2" >&2
    exit 1
}

as_root() {
    if ((EUID == 0)); then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

# install_packages ROWS: returns at once, without network or root, when nothing is missing.
install_packages() {
    local rows=$1 names missing refused
    mapfile -t names < <(packages_of "$rows")
    if ! command -v dpkg-query apt-get apt-cache >/dev/null; then
        refuse_system "$rows" "$rows"
    fi
    missing=$(unsatisfied "$rows" "$(installed_versions "${names[@]}")")
    [[ -z $missing ]] && return

    mapfile -t names < <(packages_of "$missing")
    local available
    available=$(candidate_versions "${names[@]}")
    # A release that has a package too old will not get a newer one; one that has none may only
    # not have been asked yet.
    local known
    known=$(awk 'NR == FNR { has[$1]; next } $1 in has' <(printf '%s\n' "$available") - <<<"$missing")
    refused=$(unsatisfied "$known" "$available")
    [[ -n $refused ]] && refuse_system "$refused" "$rows"

    say 'Coroscope needs these packages (with minimum version and purpose), not there or too old:'
    awk '{ print "  " $0 }' <<<"$missing" >&2
    local by='apt-get'
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            die "You are not root and there is no sudo. As root, run: apt-get install ${names[*]}"
        by='sudo apt-get'
    fi
    say "Installing them with $by …"
    if [[ -n $(unsatisfied "$missing" "$available") ]]; then
        as_root apt-get -q update >&2 ||
            die 'apt-get update failed; see above. Is the network there, and may you use sudo?'
        available=$(candidate_versions "${names[@]}")
        refused=$(unsatisfied "$missing" "$available")
        if [[ -n $refused ]]; then
            [[ -n $available ]] ||
                die 'No package list could be fetched. Is the network there?'
            refuse_system "$refused" "$rows"
        fi
    fi
    local install=(as_root apt-get -q install -y --no-install-recommends "${names[@]}")
    # Lists from long ago name files that the servers no longer have.
    "${install[@]}" >&2 || { as_root apt-get -q update && "${install[@]}"; } >&2 ||
        die 'Installing failed; see above. Is the network there, and may you use sudo?'
}

# Prints the version of clang to use: the oldest from 16 on that is here, or else that there is, since
# what it finds in the source depends on it.
clang_version() {
    local from names version
    mapfile -t names < <(printf 'clang-%s\n' {16..30})
    for from in installed candidate updated; do
        case $from in
        installed) version=$(installed_versions "${names[@]}") ;;
        updated) as_root apt-get -q update >&2 ;&
        candidate) version=$(candidate_versions "${names[@]}") ;;
        esac
        version=$(grep -oP '^clang-\K[0-9]+' <<<"$version" | sort -n | head -n 1)
        [[ -n $version ]] && printf '%s\n' "$version" && return
    done
    say 'There is no clang 16 or newer here (Debian package clang-16, or one with a higher number).'
    return 1
}

# build_preset ROOT PRESET TARGET [CMAKE-OPTION]...: leaves the binaries in ROOT/build/PRESET/bin.
build_preset() {
    local root=$1 preset=$2 target=$3
    local build=$root/build/$preset
    mkdir -p -- "$build" 2>/dev/null && [[ -w $build ]] ||
        die "Cannot write to $build: it belongs to somebody else. Remove it or run as its owner."
    local configure=(cmake --preset "$preset" "${@:4}")
    if [[ -f $build/CMakeCache.txt ]] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" -- "$build/CMakeCache.txt"; then
        configure+=(--fresh) # the project has been moved or copied
        rm -f -- "$build/build.ninja"
    fi
    if [[ ! $build/build.ninja -nt $root/CMakePresets.json ]]; then
        (cd -- "$root" && "${configure[@]}") >&2 ||
            die "Configuring $build failed; see above."
    fi
    # Nothing to do is the usual case and is not worth a word.
    if ! ninja -C "$build" -n "$target" 2>/dev/null | grep -q 'no work to do'; then
        say "Building into $build …"
        ninja -C "$build" -j "$(nproc)" "$target" >&2 || die "Building $build failed; see above."
    fi
}

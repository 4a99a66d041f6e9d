# shellcheck shell=bash
# What the scripts of this folder share. Sourced, with `here` set to this folder.
: "${here:?}"

# The oldest release of node that playwright-core runs on: that of Debian 12.
NODE=18

# binary_of SCRIPT ARGUMENT...: the program, in `binary`, if it is the one argument of the script.
binary_of() {
    if (($# != 2)) || [[ ! -x $2 ]]; then
        echo "usage: $1 BINARY" >&2
        exit 2
    fi
    binary=$(realpath "$2")
}

# skip WHY: ends a run that can't be made here; in CI it is a failure.
skip() {
    if [[ ${CI:-} == true ]]; then
        echo "failed: $1" >&2
        exit 1
    fi
    echo "skipped: $1; no HTML report was opened in a browser" >&2
    exit 3
}

# install PACKAGE...: Debian packages, in CI only.
install() {
    [[ ${CI:-} == true ]] && command -v apt-get >/dev/null || return 1
    local as_root=(env DEBIAN_FRONTEND=noninteractive)
    ((EUID == 0)) || as_root=(sudo -n "${as_root[@]}")
    "${as_root[@]}" apt-get update -qq >&2 &&
        "${as_root[@]}" apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

has_node() {
    command -v npm >/dev/null && [[ $(node --version 2>/dev/null) =~ ^v([0-9]+) ]] && ((BASH_REMATCH[1] >= NODE))
}

# The packages of package-lock.json, in node_modules; once for each version of that file.
node_packages() {
    [[ $here/node_modules/.package-lock.json -nt $here/package-lock.json ]] ||
        npm ci --prefix "$here" --loglevel=error --no-fund --no-audit >/dev/null
}

# Node, its packages, and a browser in CHROMIUM.
need_browser() {
    has_node || install nodejs npm || skip "node $NODE or later and npm are missing"
    has_node || skip "node $NODE or later is missing"
    CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
    if [[ -z $CHROMIUM ]]; then
        install chromium || skip "there is no chromium in PATH, and CHROMIUM names none"
        CHROMIUM=$(command -v chromium) || skip "chromium was installed, but is not in PATH"
    fi
    export CHROMIUM
    node_packages || skip "npm ci failed in tests/browser"
}

# What the scripts of this folder share. Sourced, with `here` set to this folder.

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
    local sudo=()
    [[ ${CI:-} == true ]] && command -v apt-get >/dev/null || return 1
    ((EUID == 0)) || sudo=(sudo -n)
    "${sudo[@]}" apt-get update -qq && "${sudo[@]}" apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

# Node, its packages, and a browser in CHROMIUM.
need_browser() {
    command -v node >/dev/null && command -v npm >/dev/null || install nodejs npm || skip "node and npm are missing"
    CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
    if [[ -z $CHROMIUM ]]; then
        install chromium || skip "there is no chromium in PATH, and CHROMIUM names none"
        CHROMIUM=$(command -v chromium) || skip "chromium was installed, but is not in PATH"
    fi
    export CHROMIUM
    if [[ ! $here/node_modules/.package-lock.json -nt $here/package-lock.json ]]; then
        npm ci --prefix "$here" --silent --no-fund --no-audit || skip "npm ci failed in tests/browser"
    fi
}

#!/usr/bin/env bash
# Makes HTML reports with the program and checks them in Chromium: tests/browser/run.sh BINARY
#
# It builds nothing. 0: all checks hold; 1: one does not; 2: a report could not be made; 3: nothing
# was checked, since node or Chromium is missing. With CI=true what is missing is installed with
# apt-get, and it is an error if that fails.
set -euo pipefail

if (($# != 1)) || [[ ! -x $1 ]]; then
    echo "usage: ${BASH_SOURCE[0]} BINARY" >&2
    exit 2
fi
binary=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(realpath "$here/../..")
# shellcheck source=tests/browser/tools.sh
source "$here/tools.sh"
need_browser

pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT

# page NAME ARGUMENT...: the report of a run, in $pages/NAME.html. Findings are no failure.
page() {
    local name=$1 code=0
    shift
    "$binary" "$@" --format html >"$pages/$name.html" 2>"$pages/$name.err" || code=$?
    if ((code > 1)); then
        echo "no report of $name: exit code $code" >&2
        cat "$pages/$name.err" >&2
        exit 2
    fi
}

node "$here/stories.mjs" "$pages" hostile empty large
cd "$root"
for story in openai-aws harbour-flood tunnel-upgrade; do
    page "$story" compare "seeds/$story"
done
for story in hostile empty large; do
    page "$story" compare "$pages/$story.jsonl"
done
cd "$root/examples/newsroom"
page newsroom check --today 2026-11-24

cd "$pages"
# 300 facts of 8 articles: the limits are those of a report that is read, not only stored.
node "$here/report.mjs" --max-bytes 1500000 --max-load 2000 \
    openai-aws.html harbour-flood.html tunnel-upgrade.html newsroom.html hostile.html empty.html large.html

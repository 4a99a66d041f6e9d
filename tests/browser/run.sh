#!/usr/bin/env bash
# Makes HTML reports with the program and checks them in Chromium: tests/browser/run.sh BINARY
#
# A page for each story in seeds/, one for the example newsroom, and what no newsroom has at hand;
# then a reviewer's round at the newsroom. It builds nothing and writes into a temporary folder.
#
# 0: all checks hold; 1: one does not; 2: a report could not be made; 3: nothing was checked, since
# node or Chromium is missing. With CI=true what is missing is installed with apt-get, and it is an
# error if that fails. The elements of a page are counted, and the time of loading it is told. Where
# MAX_LOAD is set, that time is judged too: so many milliseconds of work at most, which holds for one
# machine only (300 disputed facts take 400 to 680 on the same one, as busy as it is).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(realpath "$here/../..")
# shellcheck source=tests/browser/tools.sh
source "$here/tools.sh"
binary_of "${BASH_SOURCE[0]}" "$@"
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

stories=(hostile empty large disputed)
node "$here/stories.mjs" "$pages" "${stories[@]}"
reports=()
cd "$root"
for folder in seeds/*/; do
    story=$(basename "$folder")
    page "$story" compare "$folder"
    reports+=("$pages/$story.html")
done
cd "$pages"
for story in "${stories[@]}"; do
    page "$story" compare "$story.jsonl"
    reports+=("$pages/$story.html")
done
cd "$root/examples/newsroom"
page newsroom check --today 2026-11-24
reports+=("$pages/newsroom.html")

# What 300 facts of 8 articles may take, disputed or not; the others are far below.
limits=(--max-bytes 1500000 --max-elements 32000)
[[ -z ${MAX_LOAD:-} ]] || limits+=(--max-load "$MAX_LOAD")
code=0
node "$here/report.mjs" "${limits[@]}" --binary "$binary" "${reports[@]}" || code=$?
node "$here/round.mjs" "$binary" "$root/examples/newsroom" || code=$?
exit "$code"

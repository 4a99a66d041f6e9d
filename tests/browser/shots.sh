#!/usr/bin/env bash
# Takes the pictures of the README anew: tests/browser/shots.sh BINARY
#
# docs/images/report-light.png and report-dark.png: the first screen of the check in
# examples/newsroom, 1200 pixels wide.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
images=$(realpath "$here/../..")/docs/images
# shellcheck source=tests/browser/tools.sh
source "$here/tools.sh"
binary_of "${BASH_SOURCE[0]}" "$@"
need_browser

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
code=0
(cd "$here/../../examples/newsroom" && "$binary" check --today 2026-11-24 --format html) >"$folder/report.html" || code=$?
if ((code > 1)); then
    echo "no report: exit code $code" >&2
    exit 2
fi
node "$here/report.mjs" shots "$images" --width 1200 --height 900 "$folder/report.html"
for picture in "$images"/report-{light,dark}.png; do
    bytes=$(stat -c %s "$picture")
    if ((bytes > 200000)); then
        echo "$picture has $bytes bytes; 200000 are the most" >&2
        exit 1
    fi
done

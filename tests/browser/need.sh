#!/usr/bin/env bash
# Installs what the browser checks need, if it is missing and CI=true: tests/browser/need.sh
#
# It needs no binary, so that it can run while one is built. 0: all is there; otherwise as run.sh.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/browser/tools.sh
source "$here/tools.sh"
need_browser

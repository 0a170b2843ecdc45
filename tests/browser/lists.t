#!/bin/sh
# Every page around the cases in a real browser: read by axe-core, at three
# widths, light and dark.
. "$(dirname "$0")/lib.sh"
room || exit 1
member ann officer,manager,administrator,register
serve console
browse lists "$base" "$link"

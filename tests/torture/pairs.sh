#!/bin/sh
# Every two faults together (tests/torture/faults.py) over a post room that
# runs, then the account of every message. PAIRS takes those in which a
# fault's or a group's name holds the word, or one "A+B"; JOBS at a time.
# What failed stays below build/pairs.
# Usage: pairs.sh     Exit: 0 every pair passed, 1 one did not.
. "$(dirname "$0")/../flow/lib.sh"
here=$top/tests/flow
. "$here/certs.sh"
. "$top/tests/torture/broken.sh"
broken_start || exit 1
kept=$top/build/pairs
mkdir -p "$kept"
chosen=--only
case ${PAIRS:-} in *+*) chosen=--pair ;; esac
broken_run "$kept" --seed "${SEED:-1}" --jobs "${JOBS:-3}" \
	"$chosen" "${PAIRS:-}"

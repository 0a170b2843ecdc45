#!/bin/sh
# How many messages a second go from a Maildir to a case with its receipt,
# each stage by itself. Usage: intake.sh [COUNT]
. "$(dirname "$0")/../flow/lib.sh"
number=${1:-1000}
configure_local </dev/null
for round in $(seq 1 $(((number + 319) / 320))); do
	/usr/bin/python3 "$here/../flow/corpus.py" "$work/queue" \
		"2026-11-0${round}T08:00:00Z" "2026-11-0${round}T18:00:00Z" 320
done
find "$work/queue" -name '*.eml' | head -n "$number" |
	xargs mv -t "$work/mail/new"
export POSTROOM_NOW=2026-11-20T09:00:00Z
DEADLINE=600
for command in poll intake send watch; do
	start=$(date +%s.%N)
	postroom $command --once >/dev/null 2>"$work/err"
	date +%s.%N | awk -v start="$start" -v n="$number" -v what="$command" \
		'{t = $1 - start; printf "%-8s %6.2f s %8.0f messages/s\n",
		what, t, n / t}'
done

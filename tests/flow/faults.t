#!/bin/sh
# Faults that no other test here holds, each alone over a post room that runs:
# a person is told while it lasts, it goes on by itself afterwards, and every
# message and letter is accounted for. "make torture" puts two together.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
. "$top/tests/torture/broken.sh"

faults="log-in refused,cut in greeting,a byte a second,mailbox remade,\
certificate expired,silence before dot,silence after dot,spool full,\
ledger full,read-only,slow disk,an hour back,a day forward,asleep"
plan 15
ok "servers and a world to break" broken_start
broken_run "$work" --jobs 5 --alone "$faults" >"$work/said"
tell "$work/said"
# A crowded machine may be too slow for five at once: what failed is tried
# once more, alone.
again=$(echo "$faults" | tr , '\n' | while read -r fault; do
	grep -qx "# passed $fault" "$work/said" || echo "$fault"
done | paste -s -d ,)
[ -z "$again" ] ||
	broken_run "$work" --jobs 1 --alone "$again" >>"$work/said"
IFS=,
for fault in $faults; do
	ok "$fault" grep -qx "# passed $fault" "$work/said"
done
finish

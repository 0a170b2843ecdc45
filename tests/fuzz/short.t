#!/bin/sh
# Every fuzz target for FUZZ_SECONDS each (5 in "make test", 30 in "make
# fuzz"), from its own seeds or, for readers of mail, from the golden mail.
# What is found stays in build/fuzz/found.
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p build/fuzz/found

set -- tests/fuzz/fuzz_*.c
[ -e "$1" ] || { echo "1..0 # SKIP no targets"; exit 0; }
echo "1..$#"
number=0
for source in "$@"; do
	name=$(basename "$source" .c)
	number=$((number + 1))
	seeds=tests/fuzz/seeds/${name#fuzz_}
	[ -d "$seeds" ] || seeds=tests/golden
	[ -d "$seeds" ] || seeds=samples
	mkdir -p "$work/$name"
	if timeout -k 5 $((${FUZZ_SECONDS:-5} + 60)) "build/fuzz/$name" \
		-max_total_time="${FUZZ_SECONDS:-5}" -timeout=10 \
		-rss_limit_mb=2048 -max_len=16384 -verbosity=0 \
		-print_final_stats=1 -artifact_prefix="build/fuzz/found/$name-" \
		"$work/$name" "$seeds" >"$work/log" 2>&1; then
		runs=$(awk '/number_of_executed_units/ {print $2}' "$work/log")
		echo "ok $number - $name: ${runs:-0} inputs"
	else
		echo "not ok $number - $name"
		tail -n 40 "$work/log" | sed 's/^/# /'
	fi
done

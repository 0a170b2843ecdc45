#!/bin/sh
# Which share of the lines the unit tests reached, by folder.
# Usage: cover.sh BUILD (a build with --coverage whose tests have run)
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find "$build" -path "$build/unit" -prune -o -name '*.gcda' -print |
	while read -r data; do
		gcov -n -o "$(dirname "$data")" "$data" 2>/dev/null
	done >"$work/all"
awk -F "'" '/^File/ {file = $2}
/^Lines executed/ && file ~ /^gateway\// {
	split($0, part, /[:% ]+/)
	count = $0; sub(/.* of /, "", count)
	split(file, path, "/")
	lines[path[2]] += count
	hit[path[2]] += count * part[3] / 100
}
END {
	for (f in lines) {
		printf "%-10s %5d lines %5.1f %%\n", f, lines[f],
			100 * hit[f] / lines[f]
		all += lines[f]; reached += hit[f]
	}
	if (all)
		printf "%-10s %5d lines %5.1f %%\n", "all", all,
			100 * reached / all
}' "$work/all" | sort

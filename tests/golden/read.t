#!/bin/sh
# Reads every tests/golden/read/NAME.eml with "postroom parse" and compares
# with NAME.json. POSTROOM names the program; REWRITE=1 writes the expected
# files anew, for a person to review. Run it from the repository's root.
POSTROOM=${POSTROOM:-./postroom}
here=tests/golden/read
made=$(mktemp) || exit 1
trap 'rm -f "$made"' EXIT

set -- "$here"/*.eml
echo "1..$#"
n=0
for mail in "$@"; do
	n=$((n + 1))
	name=$(basename "$mail" .eml)
	if ! "$POSTROOM" parse "$mail" >"$made" 2>&1; then
		echo "not ok $n - $name: parse failed"
		sed 's/^/# /' "$made"
		continue
	fi
	if [ -n "$REWRITE" ]; then
		cp "$made" "$here/$name.json"
	fi
	if diff -u "$here/$name.json" "$made" >"$made.diff" 2>&1; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name"
		sed 's/^/# /' "$made.diff"
	fi
	rm -f "$made.diff"
done

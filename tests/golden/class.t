#!/bin/sh
# Classifies every tests/golden/class/NAME.eml and compares category, ground
# and flags with NAME.class. POSTROOM names the program; REWRITE=1 writes the
# expected files anew, for a person to review. Run it from the repository's
# root.
POSTROOM=${POSTROOM:-./postroom}
here=tests/golden/class
made=$(mktemp) || exit 1
trap 'rm -f "$made"' EXIT

set -- "$here"/*.eml
echo "1..$#"
n=0
for mail in "$@"; do
	n=$((n + 1))
	name=$(basename "$mail" .eml)
	"$POSTROOM" classify "$mail" | python3 -c '
import json, sys
c = json.load(sys.stdin)
print(c["category"], c["ground"], ",".join(sorted(c["flags"])))' >"$made" 2>&1
	[ -n "$REWRITE" ] && cp "$made" "$here/$name.class"
	if diff "$here/$name.class" "$made" >/dev/null; then
		echo "ok $n - $name"
	else
		echo "not ok $n - $name"
		sed 's/^/# /' "$made"
	fi
done

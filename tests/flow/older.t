#!/bin/sh
# A ledger as an older Postroom wrote it (schema 1, kept here as SQL with its
# originals) is stepped up: nothing in it changes, a copy of the old one is
# kept, and its history is sealed from there on.
. "$(dirname "$0")/lib.sh"
. "$here/recovery.sh"
plan 17
newest=$(find "$top/gateway/ledger/schema" -name '*.sql' -printf '%f\n' |
	sed 's/^0*\([0-9]*\).*/\1/' | sort -n | tail -n 1)
configure_local </dev/null

rm -rf "$work/data"
mkdir "$work/data"
sqlite3 "$work/data/ledger.sqlite" <"$here/older/ledger-1.sql"
cp -r "$here/older/archive" "$work/data/archive"
rows "$work/data/ledger.sqlite" >"$work/old"

status 1 "reading alone does not step it up" postroom case list
like "$(cat "$work/err")" "intake --once" "but says how to"
is "$(query 'PRAGMA user_version')" 1 "and leaves it alone"
ok "intake steps it up" postroom intake --once
is "$(query 'PRAGMA user_version')" "$newest" "it has the new schema"
rows "$work/data/ledger.sqlite.before-$newest" | cmp -s - "$work/old"
result $? "the old one is kept beside it, row for row"
is "$(stat -c %a "$work/data/ledger.sqlite.before-$newest")" 600 \
	"for its owner only"
# Columns that a step adds stand behind the old ones.
rows "$work/data/ledger.sqlite" >"$work/new"
grep '^INSERT' "$work/old" | grep -v sqlite_sequence |
	sed 's/);$//' >"$work/prefixes"
is "$(grep -F -c -f "$work/prefixes" "$work/new")" \
	"$(wc -l <"$work/prefixes")" "no row was changed"
ok "all is well in it" postroom verify
is "$(query "SELECT event FROM history ORDER BY id DESC LIMIT 1")" sealed \
	"its history is sealed"
is "$(postroom case list --json | python3 -c 'import json, sys
print(len(json.load(sys.stdin)))')" 3 "its cases are there"
lay 9
file_all
is "$(query 'SELECT count(*) FROM case_file')" 4 "new ones follow"
ok "and all is well" postroom verify
tamper "DROP TRIGGER history_keeps;
	UPDATE history SET actor = 'Nobody' WHERE id = 2"
status 1 "what is changed in its older part is found" postroom verify
like "$(cat "$work/out")" "history entry 2 was changed" "and named"

# --- an older one that is damaged -------------------------------------------

rm -f "$work/data"/ledger.sqlite*
sqlite3 "$work/data/ledger.sqlite" <"$here/older/ledger-1.sql"
printf 'XXXXXXXXXXXXXXXX' | dd of="$work/data/ledger.sqlite" bs=1 seek=20480 \
	conv=notrunc 2>/dev/null
status 1 "a damaged one is not stepped up" postroom intake --once
like "$(cat "$work/err")" "is damaged" "and that is said"
finish

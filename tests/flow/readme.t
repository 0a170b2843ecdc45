#!/bin/sh
# What README.md promises a newcomer: its configuration is good as it stands,
# every command that it names is there, and every page it links to.
. "$(dirname "$0")/lib.sh"
plan 8

# The indented block that begins with "data =".
awk '/^    data = / {on = 1} on && !/^    / && NF {exit} on' \
	"$top/README.md" | sed 's/^    //' >"$work/postroom.conf"
lines=$(grep -c . "$work/postroom.conf")
[ "$lines" -ge 10 ] && [ "$lines" -le 15 ]
result $? "the configuration has about fifteen lines: $lines"
sed -i "s|/var/lib/postroom|data|;s|/etc/postroom/||" "$work/postroom.conf"
printf 'secret\n' >"$work/password"
chmod 600 "$work/password"
sed -i 's|mail.landlord.example|localhost:9|' "$work/postroom.conf"
postroom check >"$work/said" 2>&1
unlike "$(cat "$work/said")" 'postroom\.conf:[0-9]+:' \
	"check finds no fault in it"
like "$(cat "$work/said")" 'localhost' "and then tries the connections"

missing=
grep -oE '^    postroom [a-z]+( (list|show|confirm|release|add))?' \
	"$top/README.md" | sort -u >"$work/commands"
while read -r _ command; do
	# shellcheck disable=SC2086 # a command and its verb
	"$PROGRAM" $command --help >/dev/null 2>&1 || missing="$missing $command"
done <"$work/commands"
is "$missing" '' "each command that it names is there"
[ "$(wc -l <"$work/commands")" -ge 8 ]
result $? "it names the commands that matter"

missing=
for page in $(grep -ohE '\]\([A-Za-z/]+\.md\)' "$top/README.md" |
	tr -d '()]'); do
	[ -s "$top/$page" ] || missing="$missing $page"
done
is "$missing" '' "each page that it links to is there"
is "$("$PROGRAM" workdays add 2026-12-18 5)" 2026-12-29 \
	"its example of working days is right"
ok "explain works without any configuration" \
	"$PROGRAM" explain "$top/samples/26-do-not-like-to-complain.eml"
finish

#!/bin/sh
# Each case keeps the version of the policy under which it was opened; what a
# policy says against the Code is told, and the Code is counted.
. "$(dirname "$0")/lib.sh"
plan 19

letter() { # NAME
	printf 'From: %s@example.org\nTo: complaints@landlord.example
Subject: damp\nMessage-ID: <%s@example.org>
Date: Mon, 23 Nov 2026 08:00:00 +0000\n
I want to make a complaint. The damp has been there since March.\n' \
		"$1" "$1" >"$work/mail/new/$1"
	touch -d '2026-11-23 08:00' "$work/mail/new/$1"
}

of() { # NAME COLUMN
	query "SELECT $2 FROM case_file WHERE from_address = '$1@example.org'"
}

due() { # NAME: the day on which the acknowledgement is due
	query "SELECT due_day FROM duty d JOIN case_file c ON c.id = d.case_id
		WHERE d.kind = 'acknowledge-1' AND
		c.from_address = '$1@example.org'"
}

configure_local </dev/null
export POSTROOM_NOW=2026-11-23T09:00:00Z
cp -r "$top/profiles" "$work/profiles"
sed -i '1i profiles = "profiles"' "$work/postroom.conf"

letter jo
ok "fetched" postroom poll --once
ok "filed" postroom intake --once
like "$(of jo profile)" '^code [0-9a-f]{12}$' "a case names its policy"

sed -i '/^time "acknowledge-1"/,/}/s/days *= 5/days = 15/' \
	"$work/profiles/code.conf"
letter al
ok "fetched under a newer policy" postroom poll --once
ok "filed" postroom intake --once
like "$(of al profile)" '^code [0-9a-f]{12}$' "the new case names it too"
is "$([ "$(of al profile)" = "$(of jo profile)" ] && echo same)" '' \
	"as another version"
is "$(of jo profile)" \
	"code $(sha256sum "$top/profiles/code.conf" | cut -c1-12)" \
	"the older case keeps the version of its day"
is "$(due al)" "$(due jo)" "and the Code's five working days count for both"
ok "the check tells of it" postroom check --offline
like "$(cat "$work/out")" \
	'remark: section 6\.2 and Code 6\.2: .* 15 working days .*the Code 5' \
	"with both paragraphs"

for profile in lumen longhurst extracare; do
	sed -i "s/profile = .*/profile = \"$profile\"/" "$work/postroom.conf"
	ok "$profile is sound" postroom check --offline
	cp "$work/out" "$work/$profile"
done
like "$(cat "$work/lumen")" 'section 3 and Code 1\.2: .*other words' \
	"lumen: its definition"
like "$(cat "$work/longhurst")" 'section 5\.1 and Code 6\.3: .*logged' \
	"longhurst: what it counts from"
like "$(cat "$work/extracare")" \
	'section 7\.3, compensation and Code 5\.11, 6\.10: .*compensation' \
	"extracare: its bar before stage 2"

cp "$top/data/ombudsman.conf" "$work/ombudsman.conf"
sed -i 's/^verified_on.*/verified_on = 2025-01-01/' "$work/ombudsman.conf"
sed -i '1i ombudsman = "ombudsman.conf"' "$work/postroom.conf"
status 1 "details of the Ombudsman that nobody has checked" \
	postroom check --offline
postroom watch --once >"$work/watch" 2>&1
like "$(cat "$work/watch")" 'ombudsman: nobody has checked' \
	"are an alarm each day"
finish

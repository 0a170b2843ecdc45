#!/bin/sh
# A quarter of a year over Christmas: 110 messages, staff who come and go and
# err, a mail server that is down for hours and days, letters that come back
# or go by post. By the true labels no acknowledgement is missed unless a
# person was told in time, nothing is lost and nothing is doubled.
# "make torture" has three years of it.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
. "$top/tests/torture/years_house.sh"
plan 8

house_years --first 2026-11-16 --days 77 --messages 110 --hours 12 \
	--seed "${SEED:-2}" >"$work/figures" 2>"$work/err"
result $? "nothing is missed, lost or doubled" || tell "$work/err"
sed 's/^/# /' "$work/figures"

figure() { # PATTERN: the sum of what matches
	awk -v words="$1" '/^ *[0-9]/ {n = $1; $1 = ""; if ($0 ~ words) s += n}
	END {print s + 0}' "$work/figures"
}

is "$(figure '^ (missed|lost|doubled|failed)$')" 0 "the account says the same"
[ "$(figure '^ messages$')" -ge 100 ]
result $? "a hundred messages came"
[ "$(figure '^ complaints$')" -ge 10 ]
result $? "complaints among them"
[ "$(figure 'acknowledged by staff')" -ge 5 ]
result $? "staff acknowledged some"
[ "$(figure 'acknowledged by guard')" -ge 1 ]
result $? "the guard some, while nobody was in"
[ "$(figure 'acknowledged by post')" -ge 1 ]
result $? "others went by post"
ok "the ledger is whole" postroom verify
finish

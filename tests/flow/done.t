#!/bin/sh
# Duties that are met outside Postroom: a letter posted, an authority seen, a
# danger dealt with. A named person records each, with what was done.
. "$(dirname "$0")/lib.sh"
plan 22

configure_local </dev/null
export POSTROOM_NOW=2026-11-23T09:00:00Z

letter() { # NAME TEXT
	monday_mail "$1" 'my mother' "$2"
}

duty() { # KIND COLUMN
	query "SELECT $2 FROM duty WHERE kind = '$1'"
}

letter daughter 'I am writing on behalf of my mother, Mrs Vale. I want to
make a complaint. Nobody came to mend her boiler although you promised twice.
She is 88 and has no heating.'
ok "fetched" postroom poll --once
ok "filed" postroom intake --once
ref=$(query 'SELECT ref FROM case_file')
is "$(duty authority 'met IS NULL')" 1 "her authority is to be settled"

ok "confirmed" postroom case confirm "$ref" --by Ann --category complaint
status 1 "the definition does not go to her without it" \
	postroom case release "$ref" --by Ann
like "$(postroom case release "$ref" --by Ann 2>&1)" 'case done REF DUTY' \
	"and the refusal says what to type"

status 2 "a duty is not met without a reason" \
	postroom case done "$ref" authority --by Ann
status 2 "nor without a name" \
	postroom case done "$ref" authority --reason 'signed form'
status 1 "nor if there is none of that name" \
	postroom case done "$ref" tea --by Ann --reason 'made'
ok "an authority that was seen is recorded" \
	postroom case done "$ref" authority --by Ann --reason 'signed form'
is "$(duty authority 'met IS NOT NULL')" 1 "the duty is met"
status 1 "it cannot be met twice" \
	postroom case done "$ref" authority --by Ann --reason 'signed form'
like "$(postroom case show "$ref")" 'Ann: done; .*signed form' \
	"the history says who and what"

ok "a danger dealt with is recorded" postroom case done "$ref" urgent \
	--by Ann --reason 'engineer sent, heaters lent'
unlike "$(postroom watch --once)" 'act on a danger' "its alarm is over"

ok "a letter that was posted is recorded" postroom case done "$ref" \
	acknowledge-1 --by Ann --reason 'posted to Mrs Vale'
is "$(duty respond-1 due_day)" 2026-12-07 "the response clock runs"
export POSTROOM_NOW=2026-12-01T09:00:00Z
ok "so is a response" postroom case done "$ref" respond-1 --by Ann \
	--reason 'sent by post'
is "$(query 'SELECT stage1_answered IS NOT NULL FROM case_file')" 1 \
	"the case knows that stage 1 was answered"

ok "looking is confirming" postroom case show "$ref"
status 1 "and nothing else" postroom case done "$ref" look --by Ann \
	--reason 'seen'
is "$(postroom verify >"$work/verify" 2>&1; echo $?)" 0 "the ledger is whole"
finish

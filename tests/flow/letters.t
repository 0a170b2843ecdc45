#!/bin/sh
# The letters besides receipt and acknowledgement: those of set words follow
# from a decision, those that a person writes are shown first, and none can
# leave without what the Code asks for.
. "$(dirname "$0")/lib.sh"
plan 55

configure_local </dev/null
export POSTROOM_NOW=2026-11-23T09:00:00Z

letter() { # NAME TEXT
	monday_mail "$1" 'my home' "$2"
}

ref_of() { # NAME
	query "SELECT ref FROM case_file
		WHERE from_address = '$1@example.org'"
}

sent() { # NAME KIND
	query "SELECT count(*) FROM letter JOIN case_file c ON c.id = case_id
		WHERE kind = '$2' AND state = 'sent'
		AND c.from_address = '$1@example.org'"
}

body() { # NAME KIND
	query "SELECT body FROM letter JOIN case_file c ON c.id = case_id
		WHERE kind = '$2' AND c.from_address = '$1@example.org'
		ORDER BY letter.id DESC LIMIT 1"
}

open_duty() { # NAME KIND
	query "SELECT count(*) FROM duty JOIN case_file c ON c.id = case_id
		WHERE kind = '$2' AND met IS NULL AND ended IS NULL
		AND c.from_address = '$1@example.org'"
}

letter tap 'Please could somebody mend the tap in my kitchen? It drips.'
letter form 'This is my answer to your survey. The new windows are fine.'
letter dear 'Thank you so much to the team who mended my roof. Brilliant.'
letter cross 'I want to make a complaint. You never mended my roof.'
letter late 'I want to make a complaint about my boiler. Nobody came.'
letter old 'I want to make a complaint about works in 2019.'
letter niece 'I am writing on behalf of my aunt, Mrs Vale. I want to make a
complaint. Nobody came to mend her boiler although you promised twice.'
ok "fetched" postroom poll --once
ok "filed" postroom intake --once
ok "the receipts leave" postroom send --once

# --- set words follow from a decision ----------------------------------------

ok "a request is confirmed" postroom case confirm "$(ref_of tap)" --by Ann \
	--category service_request
like "$(cat "$work/out")" 'request-receipt.*outbox' "its letter follows"
ok "an answer to a survey" postroom case confirm "$(ref_of form)" --by Ann \
	--category survey_feedback
ok "praise" postroom case confirm "$(ref_of dear)" --by Ann \
	--category compliment
ok "a complaint becomes less, with a reason" postroom case confirm \
	"$(ref_of cross)" --by Ann --category service_request \
	--reason 'He rang: he wants the roof mended, not a complaint.'
like "$(cat "$work/out")" '"choice".*outbox' "the choice is offered (1.3)"
is "$(open_duty cross offer-choice)" 1 "and owed until it has left"
ok "they leave" postroom send --once
is "$(sent tap request-receipt)" 1 "the request's letter left"
is "$(sent form survey)" 1 "how to complain left (1.6)"
is "$(sent dear compliment)" 1 "thanks left"
is "$(sent cross choice)" 1 "the choice left"
is "$(open_duty cross offer-choice)$(open_duty form how-to-complain)" 00 \
	"and what was owed is met"
like "$(body tap request-receipt)" 'complain' "it says how to complain"
ok "confirmed again" postroom case confirm "$(ref_of tap)" --by Bob \
	--category service_request
ok "nothing waits" postroom send --once
is "$(sent tap request-receipt)" 1 "no letter goes twice"

# --- a person's letters -----------------------------------------

status 2 "without a name of a letter the list is shown" \
	postroom letter write "$(ref_of late)"
like "$(cat "$work/err")" 'clarification' "with each letter"
like "$(cat "$work/err")" 'Code 2\.' "what it must say, and why"
status 2 "an acknowledgement has its own command" \
	postroom letter write "$(ref_of late)" acknowledgement-1
status 1 "a letter that lacks something is refused" \
	postroom letter write "$(ref_of late)" clarification --by Ann
like "$(cat "$work/err")" '5\.6' "with the paragraph that asks for it"
is "$(query 'SELECT count(*) FROM letter WHERE kind = "clarification"')" 0 \
	"and does not leave"
ok "without a name it is only shown" postroom letter write \
	"$(ref_of late)" clarification \
	--field 'clarification=Which boiler is it?'
like "$(cat "$work/out")" 'Which boiler is it' "with what was typed"
is "$(query 'SELECT count(*) FROM letter WHERE kind = "clarification"')" 0 \
	"and not kept"
status 1 "a field that the letter does not have" postroom letter write \
	"$(ref_of late)" clarification --by Ann --field 'clarification=Which?' \
	--field 'ground=legal'
status 1 "words that the Code forbids" postroom letter write \
	"$(ref_of late)" clarification --by Ann \
	--field 'clarification=Shall we make this an informal complaint?'
ok "a question is sent" postroom letter write "$(ref_of late)" \
	clarification --by Ann --field 'clarification=Which boiler is it?'
status 1 "a second one waits until the first has left" postroom letter \
	write "$(ref_of late)" clarification --by Ann \
	--field 'clarification=Where?'
ok "it leaves" postroom send --once
is "$(open_duty late acknowledge-1)" 1 "the clock goes on"
ok "a second question" postroom letter write "$(ref_of late)" \
	clarification --by Ann --field 'clarification=Where is it?'
ok "leaves too" postroom send --once
is "$(sent late clarification)" 2 "both were sent"

# --- a refusal ----------------------------------------------------

refusal() { # ARGUMENTS
	postroom letter write "$(ref_of old)" non-acceptance "$@" \
		--field 'asked=You asked us to look at works in 2019.' \
		--field 'ground=Our policy, section 6: over 12 months.' \
		--field 'facts=The works ended in March 2019.' \
		--field 'dates_used=Works ended 4 March 2019.' \
		--field 'instead=The surveyor will look at the wall.' \
		--field 'decision_maker=The Head of Housing' \
		--field 'decided_on=23 November 2026'
}

status 1 "nobody refuses what nobody decided" refusal --by Ann \
	--field 'discretion=No reason for the delay was given.'
like "$(cat "$work/err")" 'case confirm' "and the refusal says what to do"
ok "a person decides" postroom case confirm "$(ref_of old)" --by Ann \
	--category exclusion --ground over_12_months \
	--reason 'The works ended on 2019-03-04. He knew of it on 2019-03-04.
We considered discretion: he gave no reason for waiting.'
is "$(open_duty old exclusion-letter)" 1 "the letter is owed"
status 1 "how discretion was considered must be said" refusal --by Ann
like "$(cat "$work/err")" '2\.[35]' "with the paragraph"
ok "with everything in it" refusal --by Ann \
	--field 'discretion=We looked at your health and found no reason.'
ok "it leaves" postroom send --once
is "$(open_duty old exclusion-letter)" 0 "and meets the duty"
like "$(body old non-acceptance)" 'Ombudsman' \
	"it gives the right to go to the Ombudsman (2.4)"

# --- a representative ---------------------------------------------

is "$(sent niece receipt)$(sent niece authority)" 10 \
	"a representative gets a receipt first"
ok "what she wrote is settled" postroom case confirm "$(ref_of niece)" \
	--by Ann --category complaint
like "$(cat "$work/out")" '"authority".*outbox' "the form follows (3.6)"
ok "it leaves" postroom send --once
is "$(sent niece authority)$(open_duty niece authority)" 11 \
	"her authority stays to be settled"
unlike "$(body niece authority)" 'boiler|Vale' "which tells of nothing"
finish

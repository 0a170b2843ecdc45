#!/bin/sh
# The Ombudsman writes: urgent for the liaison officer, joined to its case,
# its dates kept as duties, what it overturns opened again, never answered.
. "$(dirname "$0")/lib.sh"
. "$here/automation.sh"
plan 41
house ombudsman lumen <<'END'
ombudsman_mail {
  liaison = "Head of Complaints" authserv = "mx.landlord.example" }
END

writes() { # NAME TIME SUBJECT [HEADER …]
	name=$1 time=$2 subject=$3
	shift 3
	mail "$name" "$time" "$subject" \
		'From: Casework <cases@housing-ombudsman.org.uk>' "$@"
	pass "$time"
}

item() { # COLUMN: of the newest message of theirs
	query "SELECT $1 FROM item WHERE from_address LIKE '%ombudsman.org.uk'
		ORDER BY id DESC LIMIT 1"
}

day() { # CASE-ID KIND
	query "SELECT due_day FROM duty WHERE case_id = $1 AND kind = '$2' AND
		met IS NULL AND ended IS NULL"
}

wrote() { # KEY: of the newest event
	query "SELECT json_extract(detail, '\$.$1') FROM history WHERE
		event = 'ombudsman-wrote' ORDER BY id DESC LIMIT 1"
}

# --- by our reference ---------------------------------------------------------

mail ann 2026-11-16T09:00:00Z 'Roof' <<'END'
I want to make a complaint. Nobody has mended the roof at 1 High Street,
Anytown AN1 1AA.
END
pass 2026-11-16T09:30:00Z
ann=$(of ann ref) ours=$(of ann id)
letters=$(query 'SELECT count(*) FROM letter')
writes a 2026-11-17T10:00:00Z "Your reference $ann, ours 202512345" \
	'Authentication-Results: mx.landlord.example; spf=fail smtp.mailfrom=x;' \
	' dkim=pass header.d=housing-ombudsman.org.uk' <<'END'
Dear Landlord,

We have received a complaint from your resident, who says that stage 2 was
refused. Please send us the complaint file by 5 December 2026. Please tell us
within 15 working days which repairs were made. We wrote about another matter
on 3 March 2026.

Yours, Casework
END
is "$(item "state || ' ' || case_id")" "reply $ours" "it is joined to its case"
is "$(query 'SELECT count(*) FROM case_file')" 1 "and opens none"
is "$(day "$ours" ombudsman)" 2026-11-18 "somebody reads it by the next day"
is "$(day "$ours" ombudsman-information)" 2026-12-05 \
	"the earliest day that it sets is a duty"
is "$(query "SELECT group_concat(due, ' ') FROM (SELECT due FROM asked ORDER BY
	due)")" '2026-12-05 2026-12-08' "each is kept, a past day is none"
at 2026-11-17T11:00:00Z case show "$ann" >"$work/shown"
like "$(cat "$work/shown")" \
	'Asked +ombudsman-information by 2026-12-05: "Please send us the compl' \
	"with the words that say so"
like "$(cat "$work/shown")" "Ombudsman's +202512345" \
	"their reference is kept on the case"
is "$(wrote verified),$(wrote liaison)" '1,Head of Complaints' \
	"our own server vouches for it; the officer is named"
is "$(query 'SELECT count(*) FROM letter')" "$letters" "nothing is answered"
is "$(of ann stage)" 1 "what they quote escalates nothing"
like "$(watch 2026-11-17T11:00:00Z)" "$ann: now, .*liaison officer" \
	"a person is told at once"

# --- by theirs; what a forger can do ------------------------------------------

writes b 2026-11-19T10:00:00Z 'Case 202512345: order' \
	'Authentication-Results: mx.other.example; dkim=pass' \
	' header.d=housing-ombudsman.org.uk' <<'END'
We order the landlord to pay 200 pounds within 28 days. It must apologise
within four weeks, and carry out the works before 5 December 2026.
END
is "$(item case_id)" "$ours" "their own reference leads to the case as well"
is "$(day "$ours" ombudsman-order)" 2026-12-04 \
	"orders are duties: before is before"
is "$(wrote verified)" 0 "another server's word counts for nothing"
like "$(wrote text)" 'not verified. Ring the Ombudsman' "and it is said"
is "$(day "$ours" ombudsman-information)" 2026-12-05 "the other duty stands"

status 1 "a day that has passed" at 2026-11-20T09:00:00Z case ombudsman \
	"$ann" ombudsman-order 2026-11-19 --by Lee --reason 'their letter'
status 1 "another duty" at 2026-11-20T09:00:00Z case ombudsman \
	"$ann" look 2026-12-19 --by Lee --reason 'their letter'
status 2 "no reason" at 2026-11-20T09:00:00Z case ombudsman \
	"$ann" ombudsman-order 2026-12-19 --by Lee
ok "a person sets the right day" at 2026-11-20T09:00:00Z case ombudsman \
	"$ann" ombudsman-order 2026-12-02 --by Lee --reason 'they rang'
is "$(day "$ours" ombudsman-order)" 2026-12-02 "and it counts"
ok "one is done" at 2026-11-20T09:10:00Z case done "$ann" ombudsman-order \
	--by Lee --reason 'works done'
is "$(day "$ours" ombudsman-order)" 2026-12-17 \
	"the next day of its kind is owed"
ok "one was no date of theirs" at 2026-11-20T09:20:00Z case done "$ann" \
	ombudsman-information --by Lee --reason 'sent already' --not-needed
is "$(day "$ours" ombudsman-information)" 2026-12-08 "then the next is"
ok "a decision ends none of them" at 2026-11-20T09:30:00Z case confirm "$ann" \
	--by Lee --category complaint
is "$(day "$ours" ombudsman),$(day "$ours" ombudsman-order)" \
	2026-11-18,2026-12-17 "they stand"

# --- by name only; about nobody we know ---------------------------------------

mail zoe 2026-11-20T10:00:00Z 'Lift' 'From: Zoe Poe <zoe@example.org>' <<'END'
The lift is broken again and nobody comes. I want to complain. 3 High Street,
Anytown AN1 1AB
END
pass 2026-11-20T10:10:00Z
writes c 2026-11-20T11:00:00Z 'Request for information' <<'END'
Mrs Zoe Poe of 3 High Street, Anytown, AN1 1AB has complained to us. Please
send us your file within ten working days.
END
is "$(item state)" case "a name and a postcode join nothing"
like "$(at 2026-11-20T11:01:00Z case show "$(query "SELECT ref FROM case_file
	ORDER BY id DESC LIMIT 1")")" "possible-match; $(of zoe ref)" \
	"they are a proposal"
new=$(query 'SELECT max(id) FROM case_file')
is "$(day "$new" ombudsman-information),$(day "$new" acknowledge-1)" \
	2026-12-04, "their letter is no complaint of its own"
is "$(query "SELECT count(*) FROM letter WHERE
	to_address LIKE '%ombudsman%'")" \
	0 "and gets no receipt"
is "$(query "SELECT silence FROM case_file WHERE id = $new" | cut -c1-19)" \
	'The Ombudsman wrote' "for a reason that is kept"
ok "a person joins the two" at 2026-11-20T12:00:00Z case same \
	"$(of zoe ref)" "$(query "SELECT ref FROM case_file WHERE id = $new")" \
	--by Lee
is "$(day "$(of zoe id)" ombudsman-information)" 2026-12-04 \
	"its duties move to the complaint"

# --- a refusal is overturned --------------------------------------------------

mail nora 2026-11-23T09:00:00Z 'Noise' <<'END'
My neighbour at number 3 bangs on the wall every night. I am reporting it.
END
pass 2026-11-23T09:30:00Z
nora=$(of nora ref)
at 2026-11-23T10:00:00Z case confirm "$nora" --by Lee --category exclusion \
	--ground asb_report --reason 'noise next door, nothing about us' \
	>/dev/null 2>&1
writes d 2026-11-26T10:00:00Z "Your reference $nora" <<'END'
We do not agree with your refusal. Please accept the resident's complaint.
END
is "$(of nora stage),$(day "$(of nora id)" acknowledge-1)" 1,2026-12-03 \
	"the refused case is at stage 1, and its clock runs"
is "$(owed nora ombudsman-accept due_day)" 2026-11-27 "a person confirms it"
is "$(of nora "category || ' ' || confirmed")" 'exclusion 1' \
	"nothing is decided by itself"
ok "who does" at 2026-11-26T11:00:00Z case confirm "$nora" --by Lee \
	--category complaint
is "$(owed nora ombudsman-accept 'met IS NOT NULL'),$(day \
	"$(of nora id)" acknowledge-1)" \
	1,2026-12-03 "has done what they ask, and the clock goes on"
ok "the ledger is whole" postroom verify
all_went_well "the Ombudsman"
finish

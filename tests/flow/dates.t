#!/bin/sh
# When it is uncertain on which day something was received, the earliest
# plausible day counts, until a person settles it.
. "$(dirname "$0")/lib.sh"
. "$here/automation.sh"
plan 36
house dates code <<'END'
staff = {"@landlord.example"}
END
sed -i 's/since = .*/since = "2026-11-10"/' "$work/postroom.conf"

due() { # NAME KIND
	owed "$1" "$2" due_day
}

day_of() { # NAME: the case's day of receipt
	of "$1" "date(received, 'unixepoch')"
}

forward() { # NAME TIME INNER-DATE WORDS
	mail "$1" "$2" 'Fwd: damp' 'From: Sam <sam@landlord.example>' <<-END
	$4

	---------- Forwarded message ---------
	From: Fay Moss <$1@example.org>
	Date: $3
	Subject: damp
	To: Sam <sam@landlord.example>

	I want to make a complaint about the damp in my bedroom. Nobody came.
	END
}

# --- a colleague forwards it --------------------------------------------------

forward fay 2026-11-16T10:00:00Z 'Mon, 9 Nov 2026 at 09:00' \
	'Please deal with it.'
pass 2026-11-16T10:30:00Z
is "$(day_of fay),$(due fay acknowledge-1)" 2026-11-09,2026-11-16 \
	"the resident's own date counts"
fay=$(of fay ref)
at 2026-11-16T11:00:00Z case show "$fay" >"$work/shown"
like "$(cat "$work/shown")" 'reached us 16 Nov 2026 10:00. A colleague' \
	"the case says why"
like "$(cat "$work/shown")" "Settle it: postroom case date $fay" \
	"and how to act"
is "$(at 2026-11-16T11:00:00Z case show "$fay" --json |
	jq -r '.receipt | [.arrived, .settled] | map(tostring) | join(" ")')" \
	'2026-11-16T10:00:00Z null' "for programs as well"
owed fay acknowledge-1 guard_at >"$work/guard"

status 2 "no day" at 2026-11-16T12:00:00Z case date "$fay" soon --by Sam \
	--reason 'he said so'
status 2 "no reason" at 2026-11-16T12:00:00Z case date "$fay" 2026-11-12 \
	--by Sam
status 1 "an empty reason" at 2026-11-16T12:00:00Z case date "$fay" 2026-11-12 \
	--by Sam --reason ' '
status 2 "nobody" at 2026-11-16T12:00:00Z case date "$fay" 2026-11-12 \
	--reason 'he said so'
status 1 "a day after it reached us" at 2026-11-16T12:00:00Z case date "$fay" \
	2026-11-17 --by Sam --reason 'he said so'
like "$(cat "$work/err")" 'up to Monday 16 November 2026' "which it says"
status 1 "a day of last year" at 2026-11-16T12:00:00Z case date "$fay" \
	2025-11-12 --by Sam --reason 'he said so'
is "$(day_of fay)" 2026-11-09 "nothing has changed"
ok "a person settles it" at 2026-11-16T12:00:00Z case date "$fay" 2026-11-12 \
	--by Sam --reason 'Fay says that she wrote on Thursday'
is "$(day_of fay),$(due fay acknowledge-1),$(due fay look)" \
	2026-11-12,2026-11-19,2026-11-17 "the days are counted anew"
[ "$(owed fay acknowledge-1 guard_at)" -gt "$(cat "$work/guard")" ]
result $? "the guard's time as well"
like "$(at 2026-11-16T12:01:00Z case show "$fay")" \
	'The day is settled by Sam: Fay says' "the case says who settled it"
is "$(query "SELECT actor || ' ' || json_extract(detail, '\$.before') || ' ' ||
	json_extract(detail, '\$.day') FROM history WHERE event =
	'date-settled'")" 'Sam 2026-11-09 2026-11-12' "and the history, from what"

# What is met stands, and what follows from the acknowledgement.
at 2026-11-16T13:00:00Z case confirm "$fay" --by Sam >/dev/null 2>&1
at 2026-11-16T13:00:00Z case draft "$fay" --by Sam --definition 'Damp.' \
	--outcomes 'No damp.' --responsibility 'Ours.' >/dev/null 2>&1
ok "it is acknowledged" at 2026-11-16T13:01:00Z case release "$fay" --by Sam
at 2026-11-16T13:02:00Z send --once >>"$work/log" 2>&1
before=$(query "SELECT kind, due_day FROM duty ORDER BY id")
ok "then the day is settled again" at 2026-11-17T09:00:00Z case date "$fay" \
	2026-11-10 --by Al --reason 'the postmark'
is "$(query "SELECT kind, due_day FROM duty ORDER BY id")" "$before" \
	"what was met, and the response, stand"
is "$(day_of fay)" 2026-11-10 "the day itself is the new one"
is "$(query "SELECT settled_by FROM uncertain_receipt")" Al "by who said it"

# --- handed in to a colleague -------------------------------------------------

forward dec 2027-01-04T09:00:00Z 'Mon, 4 Jan 2027 at 08:30' \
	'Handed in to me on Friday 18 December, sorry.'
pass 2027-01-04T09:30:00Z
is "$(day_of dec),$(due dec acknowledge-1)" 2026-12-18,2026-12-29 \
	"the day on which it was handed in counts"
like "$(at 2027-01-04T09:31:00Z case show "$(of dec ref)")" \
	'writes: "Handed in to me on Friday 18 December"' "in the colleague's words"
like "$(watch 2027-01-04T09:32:00Z)" "$(of dec ref): overdue .*acknowledge" \
	"which is told at once"
forward may 2027-01-04T10:00:00Z 'Mon, 4 Jan 2027 at 09:30' \
	'I spoke to her on 5 May. Please deal with it by 8 January.'
pass 2027-01-04T10:30:00Z
is "$(day_of may)" 2027-01-04 "other days in a colleague's words do not"
mail eve 2027-01-04T10:00:00Z 'Leak' <<'END'
I want to complain. I handed in a letter on 18 December and nobody answered.
END
pass 2027-01-04T10:40:00Z
is "$(day_of eve)" 2027-01-04 "nor does what a resident writes herself"

# --- mail from before the first connection ------------------------------------

printf '%s\n' 'From: old@example.org' 'To: complaints@landlord.example' \
	'Subject: Roof' 'Message-ID: <old@example.org>' \
	'Date: Mon, 2 Nov 2026 08:00:00 +0000' '' \
	'I want to make a complaint about my roof. Nobody came.' \
	>"$work/mail/new/old"
touch -d '2026-11-09 12:00' "$work/mail/new/old"
at 2026-11-16T14:00:00Z poll --once >>"$work/log" 2>&1
at 2026-11-16T14:00:00Z intake --once >>"$work/log" 2>&1
is "$(day_of old)" 2026-11-02 "its own date counts if it is earlier"
like "$(at 2026-11-16T14:01:00Z case show "$(of old ref)")" \
	'before the mailbox was connected' "and the case says so"
is "$(letters old %)" 0 "and nothing is sent by itself"

# --- a day that nobody doubted ------------------------------------------------

mail sure 2026-11-18T10:00:00Z 'Gate' <<'END'
I want to make a complaint about the gate. It has been broken for weeks.
END
pass 2026-11-18T10:30:00Z
is "$(at 2026-11-18T11:00:00Z case show "$(of sure ref)" --json |
	jq .receipt)" null "is not asked for"
ok "a person may know better" at 2026-11-18T11:00:00Z case date \
	"$(of sure ref)" 2026-11-16 --by Sam --reason 'she rang on Monday'
is "$(due sure acknowledge-1)" 2026-11-23 "and it counts"
ok "back to the day of its arrival" at 2026-11-18T11:01:00Z case date \
	"$(of sure ref)" 2026-11-18 --by Sam --reason 'that was another matter'
is "$(of sure "datetime(received, 'unixepoch')"),$(due sure acknowledge-1)" \
	'2026-11-18 10:00:00,2026-11-25' "with its hour"
all_went_well "dates"
finish

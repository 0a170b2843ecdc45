#!/bin/sh
# What automation must do and must not do: the seventeen rules, in their
# order, each with real messages, and then the cases in which several meet.
. "$(dirname "$0")/lib.sh"
. "$here/automation.sh"
plan 108

# --- a week in which nobody acts ---------------------------------------------

house lumen lumen <<'END'
staff = {"@landlord.example"}
staff_names = {"Dave Hurst"}
END
in_time=2026-11-16T10:00:00Z # a Monday

mail ann $in_time 'Complaint' <<'END'
I want to make a complaint. Dave Hurst was rude to me on the telephone and
nobody has mended the roof. I want an apology.
END
mail ruth $in_time 'Tap' <<'END'
The kitchen tap drips. Please could somebody come and mend it?
END
mail oxygen $in_time 'No heating' <<'END'
The heating is out for the third time. My mother is on oxygen and it is
freezing in here. I am fed up, this is a complaint.
END
mail quiet $in_time 'please help' <<'END'
I want to complain that nobody came. Please don't reply to this email, my
husband reads it and he will hurt me. Don't ring either.
END
mail nora $in_time 'Noise from next door' <<'END'
The neighbours at number 12 play loud music every night until 3am. I want to
report them for anti-social behaviour.
END
mail kate $in_time 'my mother, Mrs Vale' <<'END'
I am writing on behalf of my mother, Mrs Vale. She has dementia and depression.
I want to make a complaint. Nobody came to mend her boiler.
END
mail bob $in_time 'How did we do?' <<'END'
Your survey about the repair to my boiler: very poor, 1 out of 10. It is still
not mended and nobody rings me back.
END
mail ombudsman $in_time 'Case 2026-0815: request for information' \
	'From: Casework <cases@housing-ombudsman.org.uk>' <<'END'
We have received a complaint about your landlord services. Please send us the
complaint file by 30 November 2026.
END
mail colleague $in_time 'Fwd: damp' 'From: Sam <sam@landlord.example>' <<'END'
Please deal with this.

---------- Forwarded message ---------
From: Fay Moss <fay@example.org>
Date: Mon, 9 Nov 2026 at 09:00
Subject: damp
To: Sam <sam@landlord.example>

I want to make a complaint about the damp in my bedroom. Nobody came.
END
mail chaser $in_time 'Gate' <<'END'
The garden gate does not shut. Please could somebody mend it?
END
pass 2026-11-16T10:30:00Z
watch 2026-11-16T11:00:00Z >"$work/monday"
watch 2026-11-16T11:00:30Z >"$work/again"
watch 2026-11-19T09:00:00Z >"$work/thursday"
watch 2026-11-20T10:30:00Z >"$work/friday"
all_went_well "a week with nobody in"
ann=$(of ann ref) ruth=$(of ruth ref) oxygen=$(of oxygen ref)
quiet=$(of quiet ref) kate=$(of kate ref)

# 1. Two guards, not one.
is "$(letters ann acknowledgement-1)" 1 \
	"1: at the guard time stage 1 is acknowledged"
is "$(owed ann acknowledge-1 'met IS NOT NULL')" 1 "1: which meets the duty"
is "$(query "SELECT count(*) FROM letter WHERE kind = 'acknowledgement-2'")" \
	0 "1: and nothing is acknowledged at stage 2 for it"

# 2. What a guard letter may say.
text=$(body ann acknowledgement-1)
like "$text" 'nobody has mended the roof' "2: the resident's words are in it"
unlike "$text" 'We are responsible for' \
	"2: it does not say what we are responsible for"
like "$text" 'deciding which' "2: but that we are deciding it"
is "$(owed ann confirm-definition 'met IS NULL')" 1 \
	"2: which a person still owes"
is "$(query "SELECT DISTINCT guard FROM letter WHERE kind LIKE 'ack%'")" 1 \
	"2: letters that nobody read are counted apart"

# 3. Nothing unlooked-at.
is "$(query "SELECT count(*) FROM case_file c WHERE NOT EXISTS (SELECT 1 FROM
	duty d WHERE d.case_id = c.id AND kind = 'look')")" 0 \
	"3: each case is to be looked at, whatever it seems to be"
is "$(of ruth category),$(owed ruth look due_day)" \
	service_request,2026-11-19 "3: also a request, by the third working day"
like "$(cat "$work/thursday")" "$ruth: today: look" "3: on which it is told"
like "$(cat "$work/friday")" "$ruth: overdue .*look" "3: and on the next"

# 4. Confirming is not sending.
before=$(query 'SELECT count(*) FROM letter')
ok "4: a person confirms a complaint" at 2026-11-20T11:00:00Z \
	case confirm "$oxygen" --by Sam --category complaint
is "$(query 'SELECT count(*) FROM letter')" "$before" "4: no letter follows"
status 1 "4: less than a complaint needs a reason" at 2026-11-20T11:00:00Z \
	case confirm "$ann" --by Sam --category service_request
like "$(cat "$work/err")" '1\.3' "4: and the resident's choice"
status 2 "4: one case at a time" at 2026-11-20T11:00:00Z \
	case confirm "$ann" "$oxygen" --by Sam --category complaint

# 5. Urgent means a person, now.
is "$(owed oxygen urgent "strftime('%H:%M', due_at, 'unixepoch')")" 14:00 \
	"5: a danger is due in clock hours"
like "$(cat "$work/monday")" "$oxygen: now, by .*danger" "5: it is told at once"
like "$(cat "$work/again")" "$oxygen: now, by .*danger" "5: and again"
like "$(cat "$work/friday")" "$oxygen: overdue .*danger" \
	"5: until somebody takes it"
status 2 "5: who has no name cannot" at 2026-11-20T11:00:00Z \
	case done "$oxygen" urgent --reason 'nurse called'
ok "5: what was done is recorded" at 2026-11-20T11:00:00Z \
	case done "$oxygen" urgent --by Sam --reason 'nurse called, heaters lent'
unlike "$(watch 2026-11-20T11:01:00Z)" "$oxygen: .*danger" \
	"5: then it is quiet"

# 6. Unsafe to answer.
is "$(letters quiet %)" 0 "6: where it is not safe nothing is sent, ever"
is "$(owed quiet telephone "strftime('%H:%M', due_at, 'unixepoch')")" 14:00 \
	"6: a person finds another way, in clock hours"
like "$(cat "$work/monday")" "$quiet: now, by .*nothing may be sent" \
	"6: and is told at once"
text=$(query "SELECT subject || body FROM letter WHERE kind = 'receipt'")
unlike "$text" 'Complaint|oxygen|dementia|noise|music|roof|boiler' \
	"6: a receipt repeats nothing"
unlike "$text" 'your complaint|service request|stage' \
	"6: and names no category"
is "$(query "SELECT count(*) FROM letter WHERE kind = 'receipt' AND
	body NOT LIKE '%01234 567891%'")" 0 "6: each has the emergency telephone"

# 7. A nuisance report is not a refused complaint.
status 1 "7: a refusal needs a person who has decided to refuse" \
	at 2026-11-20T11:00:00Z letter write "$(of nora ref)" non-acceptance \
	--by Sam --field asked=x --field ground=x --field facts=x \
	--field discretion=x --field instead=x --field decision_maker=x \
	--field decided_on=x --field dates_used=x
is "$(query "SELECT count(*) FROM letter WHERE kind IN ('non-acceptance',
	'refusal-to-escalate', 'closure')")" 0 "7: nothing is refused by itself"

# 8. Grounds are the landlord's: below, under another policy.

# 9. Representative without authority.
is "$(letters kate receipt)" 1 "9: who writes for another gets a receipt"
is "$(letters kate acknowledgement-1)" 0 "9: and no definition"
is "$(letters kate authority)" 1 "9: but the form"
unlike "$(body kate authority)" 'dementia|depression|boiler' \
	"9: which tells nothing"
is "$(owed kate acknowledge-1 "due_day || ' ' || (met IS NULL)")" \
	'2026-11-23 1' \
	"9: the clock runs"
like "$(cat "$work/friday")" "$kate: by .*answer by post" \
	"9: and a person is told to write to the resident"

# 10. Staff.
like "$(body ann acknowledgement-1)" '\[member of staff\]' \
	"10: an unread letter speaks of a member of staff"
unlike "$(body ann acknowledgement-1)" 'Dave|Hurst' "10: and names none"

# 12. Special-category data.
unlike "$(cat "$work/log" "$work/monday" "$work/thursday" "$work/friday")" \
	'oxygen|dementia|depression|hurt' "12: alarms and logs tell no illness"
unlike "$(query 'SELECT subject FROM letter')" 'mother|oxygen|dementia|Vale' \
	"12: nor do subjects"
unlike "$(find "$work/data" "$work/sent")" 'vale|dementia|oxygen\.|kate' \
	"12: nor do names of files"

# 13. Surveys.
is "$(letters bob survey)" 0 \
	"13: dissatisfaction in a survey gets no letter for surveys"
is "$(owed bob look 'met IS NULL')" 1 "13: a person decides what it is"

# 14. Dates.
is "$(query "SELECT date(received, 'unixepoch') FROM case_file WHERE
	from_address = 'fay@example.org'")" 2026-11-09 \
	"14: of what a colleague forwarded the resident's date counts"
is "$(owed fay acknowledge-1 due_day)" 2026-11-16 "14: and the days from it"

# 15. Repeats.
id=$(answer_id chaser)
for day in 18 20; do
	mail chaser 2026-11-${day}T12:00:00Z 'Re: Gate' "In-Reply-To: <$id>" \
		<<-'END'
		Any news about the gate? It still does not shut.
		END
	pass 2026-11-${day}T12:30:00Z
done
is "$(query "SELECT count(*) FROM case_file WHERE
	from_address = 'chaser@example.org'")" 2 \
	"15: the policy's number of repeats opens a complaint"
is "$(of chaser "category || ' ' || stage")" 'complaint 1' "15: at stage 1"
like "$(at 2026-11-20T13:00:00Z case show "$(of chaser ref)")" \
	"the policy's number" "15: and says that the policy made it one"

# 16. The Ombudsman writes.
ombudsman=$(query "SELECT ref FROM case_file WHERE from_address LIKE
	'%@housing-ombudsman.org.uk'")
like "$(cat "$work/monday")" "$ombudsman: now, .*liaison officer" \
	"16: a person is told of the Ombudsman's letter at once"
like "$(cat "$work/friday")" "$ombudsman: overdue .*liaison officer" \
	"16: and on, until it is dealt with"

# 17. A deadline missed.
is "$(owed kate explain-delay due_day)" '' "17: nothing is missed yet"
watch 2026-11-24T09:00:00Z >"$work/missed"
is "$(owed kate explain-delay due_day)" 2026-11-24 \
	"17: on the first day after it an explanation is owed, the same day"
ok "17: a person writes it" at 2026-11-24T10:00:00Z letter write \
	"$(of quiet ref)" delay --field 'late_step=our acknowledgement' \
	--field 'was_due=Monday 23 November' --field 'delay_reason=We failed.' \
	--field 'new_date=Friday 27 November'
like "$(cat "$work/out")" '0300 111 3000' "17: with the Ombudsman in it"
status 1 "17: not without a new date" at 2026-11-24T10:00:00Z letter write \
	"$kate" delay --by Sam --field 'late_step=our acknowledgement' \
	--field 'was_due=Monday 23 November' --field 'delay_reason=We failed.'

# 11. Restrictions.
status 1 "11: nor without a note on equality" \
	at 2026-11-24T10:00:00Z person set ruth@example.org --by Sam \
	--restriction 'threats on 3 May' --restriction-review 2027-02-01
status 1 "11: nor without a day to look at it again" \
	at 2026-11-24T10:00:00Z person set ruth@example.org --by Sam \
	--restriction 'threats on 3 May' --equality 'considered'
ok "11: with all of it" at 2026-11-24T10:00:00Z person set ruth@example.org \
	--by Sam --contact none-by-mail --restriction 'threats on 3 May' \
	--equality 'considered' --restriction-review 2027-02-01
mail ruth 2026-11-24T11:00:00Z 'Complaint about your officer' <<'END'
I want to complain about your complaints officer, who ignores me.
END
pass 2026-11-24T11:30:00Z
is "$(of ruth stage)" 1 "11: what they write is taken in, at stage 1"
is "$(owed ruth acknowledge-1 'met IS NULL')" 1 "11: and owed an answer"
like "$(open_duties ruth)" 'answer-other-route' "11: which a person gives"

# --- stage 2, before a panel --------------------------------------------------

ok "1: stage 1 is answered" at 2026-11-24T12:00:00Z case done "$ann" \
	respond-1 --by Sam --reason 'posted'
mail ann 2026-11-30T09:00:00Z 'Re: Complaint' \
	"In-Reply-To: <$(answer_id ann)>" <<'END'
I am not happy with your response. Please take my complaint to stage 2.
END
pass 2026-11-30T10:00:00Z
is "$(of ann stage),$(owed ann acknowledge-2 due_day)" 2,2026-12-07 \
	"1: stage 2 has its own clock"
like "$(watch 2026-12-02T09:00:00Z)" "$ann: .*who looks at stage 2" \
	"1: on the second day it tells that nobody is named for the panel"
is "$(letters ann acknowledgement-2)" 0 "1: a day before its own guard"
watch 2026-12-03T10:30:00Z >/dev/null
is "$(letters ann acknowledgement-2)" 1 "1: its own guard sends its own letter"
like "$(body ann acknowledgement-2)" 'We will tell you who it is' \
	"1: which says that it will tell who hears it"
like "$(body ann acknowledgement-2)" 'by [A-Z][a-z]+day [0-9]+ December' \
	"1: by a named day"
is "$(owed ann name-reviewer 'met IS NULL')" 1 "1: that stays owed"
all_went_well "stage 2"

# --- the Code's own grounds ---------------------------------------------------

house code code </dev/null
mail nora $in_time 'Noise from next door' <<'END'
The neighbours at number 12 play loud music every night until 3am. I want to
report them for anti-social behaviour.
END
mail rent $in_time 'Rent' <<'END'
I want to complain about my rent increase. The new rent is far too high and I
object to the amount of the increase.
END
mail old 2019-05-06T10:00:00Z 'Complaint' <<'END'
I want to make a complaint about the damp in my flat. Nobody came.
END
sed -i 's/since = .*/since = "2026-01-01"/' "$work/postroom.conf"
pass 2026-11-16T10:30:00Z
watch 2026-11-20T10:30:00Z >"$work/friday"
is "$(of nora "category || ' ' || stage")" 'service_request 0' \
	"7: a report of nuisance is a request"
is "$(owed nora offer-choice 'met IS NULL')" 1 "7: the choice is offered"
is "$(letters nora acknowledgement-1)" 0 "7: and it is not acknowledged as more"
is "$(of rent "category || ' ' || coalesce(ground, 'none')")" \
	'complaint none' "8: a ground that the policy lacks is none"
is "$(letters rent acknowledgement-1)" 1 "8: and is acknowledged"
status 1 "8: nobody can refuse on it" at 2026-11-20T11:00:00Z \
	case confirm "$(of rent ref)" --by Sam --category exclusion \
	--ground charge_level --reason 'the level of a charge'
is "$(letters old %),$(owed old look 'count(*)')" 0,1 \
	"14: what is older than the first connection is shown, not answered"
is "$(owed old acknowledge-1 'count(*)')" 1 "14: with its duties"
status 0 "7: after a person has refused" at 2026-11-20T11:00:00Z \
	case confirm "$(of nora ref)" --by Sam --category service_request
id=$(answer_id nora)
mail nora 2026-11-27T10:00:00Z 'Re: Noise' "In-Reply-To: <$id>" <<'END'
You ignored my diaries. I have asked you again and again and nobody has done
anything. I want to complain about how you dealt with this.
END
pass 2026-11-27T10:30:00Z
is "$(of nora "category || ' ' || stage")" 'complaint 1' \
	"7: noise, then \"you ignored my diaries\": a complaint"
is "$(owed nora acknowledge-1 due_day)" 2026-12-04 "7: with its own clock"
all_went_well "the Code's own grounds"

# --- cases in which several meet ----------------------------------------------

house several lumen <<'END'
staff = {"@landlord.example"}
END
# A letter handed to a scheme manager on 18 December, scanned on 4 January.
printf '%s\n' 'Subject: Complaint' '' 'I want to complain. Nobody came.' \
	>"$work/scan"
ok "a letter is scanned late" at 2027-01-04T09:00:00Z submit --channel letter \
	--received 2026-12-18T12:00:00Z "$work/scan"
at 2027-01-04T09:01:00Z intake --once 2>>"$work/log"
scan=$(query 'SELECT ref FROM case_file')
is "$(query "SELECT due_day FROM duty WHERE kind = 'acknowledge-1'")" \
	2026-12-29 "it was due while nobody knew of it"
like "$(watch 2027-01-04T09:05:00Z)" "$scan: overdue .*acknowledge" \
	"which is told at once"
is "$(query "SELECT due_day FROM duty WHERE kind = 'explain-delay'")" \
	2027-01-04 "and an explanation is owed that day"

mail heat 2026-11-21T11:00:00Z 'HEATING' <<'END'
Heat out for the third time this month!! My mother is on oxygen and it is 5
degrees. Nobody answers the telephone. I want to complain.
END
mail hush 2026-11-20T22:45:00Z 'repairs' <<'END'
I complained about the broken door lock and nobody came. Don't reply here, he
reads it.
END
mail late 2026-12-24T23:59:00Z 'stage 2' <<'END'
I do not accept your response. I want stage 2.
END
mail daughter 2026-11-16T10:00:00Z 'Dad' <<'END'
I am emailing for my father, Mr Cole, who has dementia. His carers and I asked
five times for a grab rail and were ignored. I want to complain for him.
END
mail formal 2026-12-23T16:00:00Z 'Formal complaint' <<'END'
Formal complaint: your informal complaint process failed. I was told stage 0
comes first. Nobody has mended my window since October.
END
mail mixed 2026-11-16T10:00:00Z 'Thanks, a leak, the rent and your plumber' \
	'Cc: Smith Solicitors <law@solicitors.example>' <<'END'
Thank you for the new kitchen, it is lovely. There is a new leak under the
sink. Can you tell me my rent balance? And the plumber was rude to me, which I
am not happy about at all.
END
pass 2026-11-16T10:30:00Z
for instant in 2026-11-16T11:00:00Z 2026-11-20T10:30:00Z \
	2026-11-20T23:00:00Z 2026-11-21T11:30:00Z 2026-11-26T10:30:00Z \
	2026-12-23T17:00:00Z 2026-12-30T10:30:00Z 2026-12-31T10:30:00Z \
	2027-01-04T10:30:00Z; do
	watch "$instant" >"$work/told.$instant"
done
is "$(owed heat urgent "strftime('%H:%M', due_at, 'unixepoch')")" 15:00 \
	"heat out on a Saturday: a person, within four hours of the clock"
like "$(cat "$work/told.2026-11-21T11:30:00Z")" "$(of heat ref): now, by" \
	"who is told that Saturday"
is "$(letters heat acknowledgement-1)" 1 "and it is a complaint"
is "$(letters hush %)" 0 "\"he reads it\": nothing is sent, on Friday night"
like "$(cat "$work/told.2026-11-20T23:00:00Z")" "$(of hush ref): now, by" \
	"and a person is told that night"
is "$(query "SELECT due_day FROM duty d JOIN case_file c ON c.id = d.case_id
	WHERE from_address = 'late@example.org' AND kind LIKE 'ack%'")" \
	2027-01-05 "24 December at 23:59: due on 5 January"
is "$(letters late 'acknowledgement-_')" 1 "and acknowledged by the guard"
is "$(letters daughter acknowledgement-1),$(letters daughter authority)" 0,1 \
	"a daughter without authority: the form, and no word of him"
is "$(letters formal acknowledgement-1)" 1 \
	"a formal complaint over Christmas is acknowledged"
unlike "$(body formal acknowledgement-1 | grep -v '^>')" \
	'informal|stage 0' "without the words that are not to be used"
is "$(letters mixed acknowledgement-1)" 1 \
	"praise, a leak, the rent and a rude plumber: a complaint as well"
is "$(find "$work/sent" -type f | xargs grep -li 'solicitors.example' |
	wc -l)" 0 "the solicitor in copy gets nothing"
mail refused 2027-01-05T09:00:00Z 'Noise' <<'END'
My neighbour at number 3 bangs on the wall every night. I am reporting it.
END
pass 2027-01-05T10:00:00Z
refused=$(of refused ref)
ok "a report is settled as one" at 2027-01-05T11:00:00Z case confirm \
	"$refused" --by Sam --category exclusion --ground asb_report \
	--reason 'noise next door; no word about how we dealt with it'
mail refused 2027-01-11T09:00:00Z 'Re: Noise' \
	"In-Reply-To: <$(answer_id refused)>" <<'END'
You ignored my diaries. I have asked you again and again and nobody has done
anything. I want to complain about how you dealt with this.
END
pass 2027-01-11T10:00:00Z
is "$(owed refused acknowledge-1 due_day)" 2027-01-18 \
	"a complaint after that is a new one, with its own clock"
mail overturned 2027-01-12T09:00:00Z "Your reference $refused" \
	'From: Casework <cases@housing-ombudsman.org.uk>' <<'END'
We do not agree with your refusal. Please accept the resident's complaint and
acknowledge it within five working days.
END
like "$(watch 2027-01-12T10:00:00Z)" 'now, .*liaison officer' \
	"the Ombudsman overturns a refusal: a person is told at once"
mail officer 2027-01-12T09:00:00Z 'Your complaints officer' <<'END'
I want to complain about your complaints officer, who swore at me.
END
ok "a resident is restricted" at 2027-01-12T10:10:00Z person set \
	officer@example.org --by Sam --contact none-by-mail \
	--restriction 'threats on 3 May' --equality 'considered' \
	--restriction-review 2027-02-01
watch 2027-01-18T10:30:00Z >"$work/officer"
is "$(of officer stage)" 1 "who accuses the officer is heard all the same"
like "$(cat "$work/officer")" "$(of officer ref): " "and a person is told"
all_went_well "cases in which several meet"
finish

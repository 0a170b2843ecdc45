#!/bin/sh
# Mistakes around automatic replies that other case systems have made, each
# with the messages that bring it about, and two Postrooms that answer each
# other.
. "$(dirname "$0")/lib.sh"
. "$here/automation.sh"
plan 48

bounce() { # NAME STATUS
	/usr/bin/python3 "$here/peers.py" dsn "$work/sent" "$work/mail" \
		"$1@example.org" "$2" "$(date -u -d 2026-11-17T09:00:00Z +%s)"
}

receipts() { # NAME: all that an address was sent, on any case
	query "SELECT count(*) FROM letter WHERE kind = 'receipt' AND
		to_address = '$1@example.org'"
}

item() { # NAME: state of the newest
	query "SELECT state FROM item WHERE from_address = '$1@example.org'
		ORDER BY id DESC LIMIT 1"
}

house peers code <<'END'
staff = {"@landlord.example"}
END
monday=2026-11-16T10:00:00Z
words='Nobody came to mend the lift. I want to complain.'

plain() { # NAME [HEADER ...]
	name=$1
	shift
	echo "$words" | mail "$name" $monday 'The lift' "$@"
}

plain autono 'Auto-Submitted: no'
plain autonofold 'Auto-Submitted: no (a person)'
plain bulk 'Precedence: bulk'
plain normal 'Precedence: normal'
plain unsubscribe 'List-Unsubscribe: <mailto:out@example.org>'
plain suppress 'X-Auto-Response-Suppress: AutoReply'
plain suppresslow 'x-auto-response-suppress: autoreply'
plain oof 'X-Auto-Response-Suppress: OOF'
plain replied 'Auto-Submitted: auto-replied'
for name in b511 b441 b57129 b57133 b522 b550; do
	plain $name
done
mail passed $monday 'Fwd: the lift' 'From: Sam Hall <sam@landlord.example>' \
	<<'END'
Please deal with this one.

---------- Forwarded message ---------
From: Vera Lake <vera@example.org>
Date: Fri, 13 Nov 2026 at 09:00
Subject: the lift
To: Sam Hall <sam@landlord.example>

Nobody came to mend the lift. I want to complain.
END
plain seen
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
	echo "$words Number $n." | mail flood $monday "The lift, number $n"
done
plain twice
plain twin
pass 2026-11-16T10:30:00Z
all_went_well "the messages"

# Auto-Submitted: no
is "$(item autono),$(receipts autono)" case,1 "Auto-Submitted: no is a person"
is "$(item autonofold),$(receipts autonofold)" case,1 "also with a remark"
is "$(item replied),$(receipts replied)" automated,0 \
	"auto-replied is a machine, and is not answered"

# An acknowledgement without Auto-Submitted
is "$(find "$work/sent" -name '*.eml' | wc -l)" \
	"$(cat "$work"/sent/*.eml | grep -c '^Auto-Submitted: auto-')" \
	"each letter of ours says that a machine wrote it"

# Precedence and List-Unsubscribe
is "$(item normal),$(receipts normal)" case,1 "Precedence: normal is a person"
is "$(item bulk)" case "Precedence: bulk is no proof of a machine"
is "$(item unsubscribe),$(receipts unsubscribe)" case,1 \
	"nor is List-Unsubscribe"
like "$(of bulk silence)|$(receipts bulk)" '[a-z]|1$' \
	"either it is answered, or the case says why not"

# X-Auto-Response-Suppress
is "$(item suppress),$(receipts suppress)" case,0 \
	"AutoReply asks for no automatic answer"
is "$(item suppresslow),$(receipts suppresslow)" case,0 \
	"in small letters too"
like "$(of suppress silence)" 'no automatic answer' "the case says so"
like "$(open_duties suppress)" 'answer-other-route' "and a person answers"
is "$(receipts oof)" 1 "OOF is about absences, not about answers"

# Bounces
for row in 'b511 5.1.1' 'b441 4.4.1' 'b57129 5.7.129' 'b57133 5.7.133' \
	'b522 5.2.2' 'b550 5.5.0'; do
	# shellcheck disable=SC2086 # a name and a status
	bounce $row
done
pass 2026-11-17T09:30:00Z
for name in b511 b57129 b57133 b550; do
	is "$(query "SELECT state FROM letter WHERE
		to_address = '$name@example.org'")" bounced \
		"$name: failed for good"
	like "$(open_duties $name)" 'answer-other-route' \
		"$name: a person is to answer"
done
for name in b441 b522; do
	is "$(query "SELECT state FROM letter WHERE
		to_address = '$name@example.org'")" sent \
		"$name: it may arrive yet"
done
is "$(query "SELECT count(*) FROM case_file WHERE
	from_address LIKE 'mailer-daemon%'")" 0 "a bounce opens no case"

# Forwarded by staff
is "$(receipts vera)" 1 "who wrote what a colleague forwarded has a receipt"
is "$(query "SELECT count(*) FROM letter WHERE to_address LIKE
	'%@landlord.example'")" 0 "the colleague has none"
is "$(query "SELECT count(*) FROM case_file WHERE from_address =
	'sam@landlord.example'")" 0 "and is not taken for the resident"

# Caps, and an old bounce
is "$(receipts flood)" 10 "fifteen messages in an hour: ten receipts"
is "$(query "SELECT count(*) FROM case_file WHERE
	from_address = 'flood@example.org'")" 15 "and fifteen cases"
is "$(query "SELECT count(*) FROM case_file c WHERE silence LIKE
	'%as many letters lately%' AND EXISTS (SELECT 1 FROM duty WHERE
	case_id = c.id AND kind = 'answer-other-route' AND met IS NULL)")" 5 \
	"the other five say why, and are a person's"
like "$(watch 2026-11-17T10:00:00Z)" "$(of flood ref): by .*answer by post" \
	"who is told of them"
echo "$words Again." | mail b511 2026-11-18T09:00:00Z 'The lift again'
pass 2026-11-18T09:30:00Z
like "$(receipts b511)|$(of b511 silence)" '^2|[a-z]' \
	"after an old bounce: a receipt, or the reason on the case"
is "$(owed b511 look 'met IS NULL')" 1 "and somebody looks at it"

# What marks a message as read
echo "$words" | mail flagged $monday 'The lift'
mv "$work"/queue/*flagged "$work/mail/cur/1.flagged:2,S"
pass 2026-11-18T10:30:00Z
is "$(item flagged)" case "a message that somebody has read is taken in, too"
is "$(find "$work/mail/new" -type f | wc -l)" \
	"$(query "SELECT count(*) - 1 FROM item")" \
	"and none is marked or removed by us"

# When it was received
is "$(of seen "datetime(received, 'unixepoch')")" '2026-11-16 10:00:00' \
	"a case has the date of receipt"
echo "$words" | mail weekend 2026-11-13T20:00:00Z 'The lift'
pass 2026-11-18T11:00:00Z
is "$(owed weekend acknowledge-1 due_day)" 2026-11-20 \
	"also if it is fetched days later"

# One receipt a case
echo 'And the door is broken as well.' | mail twice 2026-11-18T11:00:00Z \
	'Re: The lift' "In-Reply-To: <$(answer_id twice)>"
sed 's/^Subject/Received: by another.way.example\nSubject/' \
	"$(grep -l '<twin\.' "$work"/mail/new/*)" >"$work/queue/twin"
touch -d 2026-11-18T11:00:00Z "$work/queue/twin"
pass 2026-11-18T11:30:00Z
is "$(item twice),$(receipts twice)" reply,1 \
	"a second message on a case has no second receipt"
is "$(item twin),$(receipts twin)" duplicate,1 \
	"nor has the same message by another way"
all_went_well "the whole of it"

# --- the way out is closed ----------------------------------------------------

sed -i "s|^send .*|send { smtp = \"smtps://localhost:$(free_port)\" }|" \
	"$work/postroom.conf"
echo "$words" | mail waits 2026-11-18T12:00:00Z 'The lift'
pass 2026-11-18T12:30:00Z
is "$(query "SELECT state FROM letter WHERE to_address =
	'waits@example.org'")" queued "what cannot leave is kept"
like "$(at 2026-11-18T18:00:00Z watch --once)" 'receipt.*not gone out' \
	"and a person is told"

# --- two Postrooms ------------------------------------------------------------

other() { # NAME ADDRESS
	house "$1" code </dev/null
	sed -i "s/complaints@landlord.example/$2/" "$work/postroom.conf"
}

# Until neither has anything to say; prints how many receipts each wrote. The
# second has cases of its own, so that no reference means the same to both.
exchange() { # LEVEL
	other "a-$1" complaints@landlord.example
	other "b-$1" office@council.example
	for side in "a-$1 office@council.example" \
		"b-$1 complaints@landlord.example"; do
		work=$outer/${side% *}
		echo "$words" | mail first 2026-11-16T10:00:00Z 'The lift' \
			"From: ${side#* }"
	done
	for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		echo "Message $n" | mail "other$n" 2026-11-16T09:00:00Z 'Lift'
	done
	pass 2026-11-16T09:30:00Z
	epoch=$(date -u -d 2026-11-16T10:01:00Z +%s)
	round=0
	while [ $round -lt 20 ]; do
		round=$((round + 1))
		epoch=$((epoch + 60))
		for side in "a-$1 b-$1" "b-$1 a-$1"; do
			work=$outer/${side% *}
			pass "$(date -u -d @$epoch +%Y-%m-%dT%H:%M:%SZ)"
			/usr/bin/python3 "$here/peers.py" carry "$work/sent" \
				"$outer/${side#* }/mail" "$1" "$epoch"
		done >"$outer/carried"
		grep -qv '^0' "$outer/carried" || break
	done
	for side in a b; do
		work=$outer/$side-$1
		query "SELECT count(*) FROM letter WHERE
			to_address NOT LIKE '%@example.org'"
	done | tr '\n' ' '
}

is "$(exchange whole)" '1 1 ' "two Postrooms stop after one receipt each"
is "$(exchange marks)" '1 1 ' \
	"also if a gateway takes away what marks a letter as automatic"
is "$(exchange names)" '10 10 ' \
	"if it takes the names of the letters, too: after ten each"
work=$outer/a-names
is "$(query "SELECT count(*) FROM case_file WHERE silence LIKE
	'%as many letters lately%'")" 1 "and the case says why"
like "$(at 2026-11-19T12:00:00Z watch --once)" 'CR-.*: today: look' \
	"and a person looks at it"
finish

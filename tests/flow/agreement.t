#!/bin/sh
# What staff decide, set against what was proposed: the report's figures, a
# change of the rules tried on all past messages before it goes live, and
# learning from what was confirmed.
. "$(dirname "$0")/lib.sh"
plan 46

rules() { # FOLDER RULE POINTS-FOR WORDS; more rules as more triples
	folder=$1
	shift
	mkdir -p "$folder"
	while [ $# -ge 3 ]; do
		printf 'rule: %s\nspeaks for: %s\nwords: %s\n\n' "$1" "$2" "$3"
		shift 3
	done >"$folder/house.rules"
}

letter() { # NAME TEXT
	printf 'From: %s@residents.example\nTo: complaints@landlord.example
Subject: about %s\nMessage-ID: <%s@residents.example>
Date: Fri, 20 Nov 2026 10:00:00 +0000\n\n%s\n' "$1" "$1" "$1" "$2" \
		>"$work/mail/new/$1"
}

ref() { # NAME
	query "SELECT ref FROM case_file WHERE from_address =
		'$1@residents.example'"
}

settle() { # NAME ARGUMENTS
	name=$1
	shift
	ok "staff settle $name" postroom case confirm "$(ref "$name")" \
		--by 'Ann Officer' "$@"
}

json() { # EXPRESSION over d, of the JSON on standard input
	/usr/bin/python3 -c "import json, sys
d = json.load(sys.stdin)
print($1)"
}

by_category() { # NAME
	json "[[c['proposed'], c['decided'], c['agreed'], c['share']]
		for c in d['categories'] if c['category'] == '$1'][0]"
}

echo 'rules = "rules"' | configure_local
disgrace='Disgrace|complaint 6|disgraceful'
mend='Please mend|service_request 6|please mend'
thanks='Thanks|compliment 6|thank you'
again='Time and again|complaint 9|the fifth time'
IFS='|'
# shellcheck disable=SC2086 # each is three words, parted by |
rules "$work/rules" $disgrace $mend $thanks
unset IFS
ok "the rules are in order" postroom rules --rules "$work/rules" check

export POSTROOM_NOW=2026-11-20T12:00:00Z
letter ann 'The state of the stairs is disgraceful.'
letter bob 'What you did is disgraceful.'
letter cat 'It would be disgraceful of me not to praise you.'
letter dan 'Please mend my gate.'
letter eve 'Please mend my tap, for the fifth time.'
letter fay 'It is disgraceful, please mend it.'
letter gus 'It is all disgraceful.'
ok "fetched" postroom poll --once
ok "filed" postroom intake --once

like "$(postroom case list)" "$(ref fay) .* please read " \
	"an unsure proposal says please read"
like "$(postroom case list)" "$(ref ann) .* proposed " "a sure one does not"
like "$(postroom case show "$(ref fay)")" 'It is .*please read' \
	"case show says it too"
is "$(postroom case list --json | json "'please_read' in d[0]")" False \
	"the list's JSON keeps to its promised keys"

is "$(postroom report agreement)" 'Nobody has settled a case yet.' \
	"nothing is settled"
settle ann
settle bob
settle cat --category compliment --reason 'praise; she wants no complaint'
settle dan
export POSTROOM_NOW=2026-12-02T12:00:00Z
settle eve --category complaint

report=$(postroom report agreement --json)
is "$(echo "$report" | json "[d['settled'], d['agreed'], d['share']]")" \
	'[5, 3, 0.6]' "three of five were settled as proposed"
is "$(echo "$report" | by_category complaint)" '[3, 3, 2, 0.6666666666666666]' \
	"complaints: proposed, decided, agreed"
is "$(echo "$report" | by_category service_request)" '[2, 1, 1, 0.5]' \
	"requests"
is "$(echo "$report" | by_category enquiry)" '[0, 0, 0, None]' \
	"of what was never proposed there is no share"
is "$(echo "$report" | json "sorted((c['proposed'], c['decided'], c['count'])
	for c in d['confusion'] if c['proposed'] != c['decided'])")" \
	"[('complaint', 'compliment', 1), ('service_request', 'complaint', 1)]" \
	"what staff changed"
is "$(echo "$report" | json "[(r['rule'], r['name'], r['stood'],
	r['against']) for r in d['rules']]")" "$(printf '%s, %s' \
	"[('Disgrace', 'complaint', 2, 1)" \
	"('Please mend', 'service_request', 1, 1)]")" \
	"how often each rule stood"
is "$(echo "$report" | json "[(m['month'], m['settled'], m['agreed'])
	for m in d['months']]")" "[('2026-11', 4, 3), ('2026-12', 1, 0)]" \
	"month by month"
is "$(echo "$report" | json "[(b['proposals'], b['confirmed'])
	for b in d['calibration'] if b['from'] == 0.9]")" '[(5, 3)]' \
	"of five that were sure three were confirmed"
is "$(postroom report agreement --json --since 2026-12-01 |
	json "[d['settled'], d['agreed']]")" '[1, 0]' "since a day"
like "$(postroom report agreement)" '^5 cases were settled; 3 \(60 %\)' \
	"the same for people"
status 2 "no such report" postroom report weather
status 2 "no such day" postroom report agreement --since yesterday

# --- before a change goes live ----------------------------------------------
ok "the same rules change nothing" postroom rules test
like "$(cat "$work/out")" '^7 messages; 0 proposals would change' "and say so"

IFS='|'
# shellcheck disable=SC2086
rules "$work/harmless" $disgrace $mend $thanks $again
# shellcheck disable=SC2086
rules "$work/harmful" $mend $thanks
unset IFS
ok "one that hears more is well" postroom rules test "$work/harmless"
like "$(cat "$work/out")" "$(ref eve)  about eve" "it names the message"
is "$(postroom rules test --json "$work/harmless" |
	json "[(c['from'], c['to'], c['count']) for c in d['counts']]")" \
	"[('service_request', 'complaint', 1)]" "and counts, from and to"
status 1 "one that loses complaints is refused" \
	postroom rules test "$work/harmful"
like "$(cat "$work/err")" \
	'^postroom rules test: confirmed complaints .* lost: 2\.' \
	"with the reason"
is "$(grep 'CR-' "$work/out" | head -n 2 |
	grep -cE "$(ref ann)|$(ref bob)")" 2 "the confirmed ones stand first"
is "$(postroom rules test --json "$work/harmful" | json "[d['lost'],
	d['perhaps_lost'], [c['harm'] for c in d['changes']]]")" \
	"[2, 2, ['lost', 'lost', 'perhaps-lost', 'perhaps-lost', 'none']]" \
	"gus and fay are not confirmed, cat was no complaint"
echo 'rule without a colon' >"$work/harmful/more.rules"
status 1 "a folder with a fault" postroom rules test "$work/harmful"
like "$(cat "$work/err")" 'more\.rules:1' "is told with file and line"
mkdir "$work/empty"
status 1 "a folder without rules is refused" postroom rules test "$work/empty"

# A policy that counts repeats: what it made of them is no change of rules.
chase() { # NAME NUMBER
	letter "$1" "Please mend my tap. $2"
	mv "$work/mail/new/$1" "$work/letter"
	sed "s/^Message-ID:.*/Message-ID: <$1.$2@residents.example>\\
In-Reply-To: <$1.$(($2 - 1))@residents.example>/" \
		"$work/letter" >"$work/mail/new/$1.$2"
	postroom poll --once && postroom intake --once
}
sed -i 's/profile = .*/profile = "lumen"/' "$work/postroom.conf"
for number in 1 2 3; do
	ok "hal asks, $number" chase hal "$number"
done
is "$(query "SELECT group_concat(category) FROM case_file WHERE from_address
	LIKE 'hal@%'") $(postroom rules test | head -n 1)" \
	'service_request,complaint 10 messages; 0 proposals would change.' \
	"the third time is a complaint, and the same rules say so again"

# --- learning ---------------------------------------------------------------
ok "the confirmed cases teach" postroom rules --ledger learn
like "$(cat "$work/out")" 'Nothing was written' "nothing is written by itself"
ok "the rules of the configuration learn" \
	postroom rules --ledger --apply learn
like "$(cat "$work/out")" "Written to $work/rules" "and are told"
is "$(stat -c %a "$work/rules/learned.weights")" 644 "all may read the weights"
finish

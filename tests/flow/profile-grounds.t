#!/bin/sh
# The same mail under two policies. The Code's own has three grounds, so that
# a report of nuisance is a request with the choice to complain, and any other
# ground no ground: a complaint. Lumen's policy has them all but one.
. "$(dirname "$0")/lib.sh"
plan 41

letter() { # NAME SUBJECT; the text on standard input
	{
		printf 'From: %s@residents.example\n' "$1"
		printf 'To: complaints@landlord.example\n'
		printf 'Subject: %s\nMessage-ID: <%s@residents.example>\n' "$2" "$1"
		printf 'Date: Fri, 20 Nov 2026 10:00:00 +0000\n\n'
		cat
	} >"$work/letters/$1"
}

write_letters() {
	mkdir "$work/letters"
	letter noise "Noise nuisance from my neighbour" <<-'END'
	The neighbours upstairs at number 12 play loud music every night until
	3am and shout and bang doors. I want to report them for anti-social
	behaviour.

	Nora Field, 10 Sorrel Close
	END
	letter breach "Subletting" <<-'END'
	I want to report that the tenant of 14 Elm Court is subletting the flat
	to other people and keeps three dogs there, against the tenancy.

	Bert Hall, 15 Elm Court
	END
	letter charge "Rent increase" <<-'END'
	I want to complain about my rent increase. The new rent is far too high
	and I object to the amount of the increase. I want it lowered.

	Carl Young
	END
	letter court "County court claim" <<-'END'
	I issued a claim against you in the county court on 3 November, claim
	number K12YX345. The claim form and particulars of claim have been filed
	and served. I also complain of the disrepair that it is about.

	Erin Cole
	END
	letter ignored "Noise and you do nothing" <<-'END'
	The neighbours play loud music every night until 3am. I reported the
	anti-social behaviour to you five times and you have done nothing. I am
	fed up with being ignored.

	Finn Ash
	END
}

ask() { # NAME COLUMN: of the case that it opened
	query "SELECT coalesce($2, 'null') FROM case_file c WHERE
		c.from_address = '$1@residents.example'"
}

owed() { # NAME: kinds of the open duties
	query "SELECT group_concat(kind, ' ') FROM (SELECT kind FROM duty d
		JOIN case_file c ON c.id = d.case_id WHERE d.met IS NULL AND
		d.ended IS NULL AND c.from_address = '$1@residents.example'
		ORDER BY kind)"
}

show() { # NAME
	postroom case show "$(ask "$1" ref)"
}

under() { # PROFILE
	work=$outer/$1
	mkdir "$work"
	configure_local </dev/null
	sed -i "s/profile = .*/profile = \"$1\"/" "$work/postroom.conf"
	cp "$outer/letters"/* "$work/mail/new/"
	POSTROOM_NOW=2026-11-20T12:00:00Z
	export POSTROOM_NOW
	ok "$1: fetched" postroom poll --once
	ok "$1: filed" postroom intake --once
}

outer=$work
write_letters

under code
for name in noise breach; do
	is "$(ask $name "category || ' ' || stage")" 'service_request 0' \
		"code: a report of $name is a request"
	is "$(ask $name ground)" null "code: and has no ground"
	is "$(owed $name)" 'look offer-choice' \
		"code: it is looked at, and the choice is offered"
	like "$(show $name)" 'The policy .*does not have.*choice to complain' \
		"code: case show says what the policy made of it"
done
is "$(query "SELECT body ->> '$.ground' FROM suggestion s JOIN case_file c
	ON c.id = s.case_id WHERE c.from_address LIKE 'noise@%'")" asb_report \
	"code: the suggestion is kept as it was made"
is "$(ask charge "category || ' ' || stage")" 'complaint 1' \
	"code: the level of a charge is no ground but a complaint"
is "$(ask charge ground)" null "code: and has no ground"
is "$(owed charge)" 'acknowledge-1 look' "code: it is acknowledged"
like "$(show charge)" 'The policy .*does not have.*complaint' \
	"code: case show says so"
is "$(ask court "category || ' ' || ground")" 'exclusion legal_proceedings' \
	"code: a ground that it has is proposed"
unlike "$(show court)" '^The policy' "code: and nothing is said of it"
is "$(ask ignored "category || ' ' || stage")" 'complaint 1' \
	"code: noise that we did nothing about is a complaint"

ref=$(ask noise ref)
is "$(postroom case show --json "$ref" |
	/usr/bin/python3 -c 'import json, sys
print("choice to complain" in json.load(sys.stdin)["policy"])')" True \
	"the sentence is in the JSON"
is "$(postroom case show --json "$(ask court ref)" |
	/usr/bin/python3 -c 'import json, sys
print(json.load(sys.stdin)["policy"])')" None "where there is none: null"
status 1 "nobody can settle it on a ground that the policy lacks" \
	postroom case confirm "$ref" --by 'Ann Officer' \
	--category exclusion --ground asb_report --reason 'noise next door'
ok "a person confirms the request without a reason" \
	postroom case confirm "$ref" --by 'Ann Officer'
is "$(owed noise)" offer-choice "the choice is still to be offered"
ok "another settles it as a complaint" \
	postroom case confirm "$ref" --by 'Bob Officer' --category complaint
is "$(owed noise)" acknowledge-1 "it is owed an acknowledgement instead"
is "$(ask noise stage)" 1 "at stage 1"

# Nobody looks: a complaint is acknowledged, a report is not as one.
POSTROOM_NOW=2026-11-30T12:00:00Z
postroom watch --once >/dev/null 2>&1
is "$(query "SELECT group_concat(DISTINCT substr(c.from_address, 1,
	instr(c.from_address, '@') - 1)) FROM letter l JOIN case_file c ON
	c.id = l.case_id WHERE l.kind = 'acknowledgement-1' AND
	c.from_address LIKE 'breach@%'")" '' "no report is acknowledged by itself"
for name in charge court ignored; do
	is "$(query "SELECT count(*) FROM letter l JOIN case_file c ON
		c.id = l.case_id WHERE l.kind = 'acknowledgement-1' AND
		c.from_address LIKE '$name@%'")" 1 "$name is"
done

under lumen
is "$(ask noise "category || ' ' || ground")" 'exclusion asb_report' \
	"lumen: a report of nuisance is a ground of the policy"
is "$(ask breach "category || ' ' || ground")" 'exclusion tenancy_breach' \
	"lumen: a breach too"
is "$(ask charge "category || ' ' || ground")" 'exclusion charge_level' \
	"lumen: and the level of a charge"
is "$(ask court "category || ' ' || ground")" 'exclusion legal_proceedings' \
	"lumen: and the court"
is "$(ask ignored category)" complaint "lumen: to be ignored is a complaint"
is "$(owed noise)" 'acknowledge-1 look' \
	"lumen: in doubt it is acknowledged"
unlike "$(show noise)" '^The policy' "lumen: nothing is made of it"
ok "lumen: a person may settle it on that ground" \
	postroom case confirm "$(ask noise ref)" --by 'Ann Officer' \
	--reason 'loud music next door; no word about how we dealt with it'
is "$(owed noise)" offer-choice "lumen: the choice is offered"
finish

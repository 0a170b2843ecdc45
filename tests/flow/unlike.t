#!/bin/sh
# Messages unlike the samples, the Friday before Christmas 2026, nobody in:
# each with what must become of it (unlike/expected), then what comes back
# upon our receipts, then the guard.
. "$(dirname "$0")/lib.sh"
rows=$(grep -v '^#' "$here/unlike/expected")
plan $(($(echo "$rows" | wc -l) + 21))

configure_local </dev/null
echo 'staff = {"@landlord.example"}' >>"$work/postroom.conf"

deliver() { # TIME FILE
	cp "$2" "$work/mail/new/" && touch -d "$1" "$work/mail/new/${2##*/}"
}

pass() { # TIME: mailbox to letter
	for stage in poll intake send; do
		POSTROOM_NOW=$1 postroom "$stage" --once >>"$work/pass" 2>&1
	done
}

item() { # MESSAGE-ID COLUMN
	query "SELECT $2 FROM item i LEFT JOIN case_file c ON c.id = i.case_id
		WHERE i.message_id = '$1'"
}

# The first fault of a message, in words; nothing if all is as expected.
fault() { # NAME STATE FAMILY ANSWERED DUTIES
	id="$1@mail.person.example"
	got=$(item "$id" i.state)
	[ "$got" = "$2" ] || echo "state is '$got'"
	[ "$2" = case ] || return 0
	got=$(item "$id" c.category)
	case "/$3/" in
	/any/ | */"$got"/*) ;;
	*) echo "category is '$got'" ;;
	esac
	number=$(item "$id" c.id)
	got=$(query "SELECT count(*) FROM letter WHERE case_id = $number
		AND kind = 'receipt' AND state = 'sent'")
	[ "$got" = "$([ "$4" = yes ] && echo 1 || echo 0)" ] ||
		echo "receipts: $got"
	for duty in look $(echo "$5" | tr , ' '); do
		got=$(query "SELECT count(*) FROM duty WHERE case_id = $number
			AND kind = '$duty'")
		[ "$got" = 1 ] || echo "duty $duty: $got"
	done
}

for file in "$here"/unlike/*.eml; do
	deliver 2026-12-18T08:45:00Z "$file"
done
pass 2026-12-18T09:00:00Z
echo "$rows" >"$work/rows"
while IFS='|' read -r name state family answered duties words; do
	is "$(fault "$name" "$state" "$family" "$answered" "$duties")" "" \
		"$name: $words"
done <"$work/rows"

# Reads all letters that left, decoded.
letters() {
	/usr/bin/python3 - "$work/sent" <<-'END'
	import email, email.policy, glob, sys
	for path in sorted(glob.glob(sys.argv[1] + "/*.eml")):
	    with open(path, "rb") as file:
	        mail = email.message_from_binary_file(
	            file, policy=email.policy.default)
	    for name, value in mail.items():
	        print(name + ":", value)
	    print(mail.get_body(("plain",)).get_content())
	END
}

before=$(find "$work/sent" -name '*.eml' | wc -l)
at=$(date -d 2026-12-18T12:00:00Z +%s)
ok "answers are built from our letters" /usr/bin/python3 \
	"$here/unlike/answers.py" "$work/sent" "$work/mail/new" "$at"
pass 2026-12-18T12:05:00Z
first=$(item a01-phone@mail.person.example c.ref)
is "$(item b01@back.example "i.state || ' ' || c.ref")" "reply $first" \
	"a reply with the token joins its case"
is "$(item b02@back.example "i.state || ' ' || (c.ref = '$first')")" "case 0" \
	"a stranger who quotes a reference opens a case of his own"
is "$(item b03@back.example i.state)" reply \
	"the resident's reply that only quotes our letter joins"
is "$(item b04@back.example i.state)" case \
	"a neighbour who quotes our letter opens a case of her own"
is "$(item b05@back.example i.state)" automated "a bounce is machine-made"
is "$(query "SELECT state FROM letter
	WHERE to_address = 'eve@mail.example'")" bounced \
	"and the letter that it returns is marked"
is "$(item b06@back.example i.state)" automated "an absence, by its header"
is "$(item b07@back.example i.state)" automated "an absence, by its subject"
is "$(query "SELECT count(*) FROM item WHERE from_address =
	'complaints@other.example' AND state = 'automated'")" 1 \
	"another Postroom's receipt is machine-made"
is "$(query "SELECT count(*) FROM item WHERE state = 'case' AND from_address =
	'complaints@landlord.example'")" 1 \
	"our own letter that comes back opens no case"
is "$(find "$work/sent" -name '*.eml' | wc -l)" $((before + 2)) \
	"only the two new cases are answered"

# Nobody looks until the guard time of 23 December.
POSTROOM_NOW=2026-12-23T10:05:00Z postroom watch --once >"$work/watch" 2>&1
is "$?" 1 "watch calls for a person"
pass 2026-12-23T10:06:00Z
is "$(query "SELECT ref FROM case_file c WHERE EXISTS (SELECT 1 FROM duty
	WHERE case_id = c.id AND kind = 'acknowledge-1') AND NOT EXISTS (SELECT 1
	FROM letter WHERE case_id = c.id AND kind = 'acknowledgement-1' AND
	state = 'sent')" | while read -r ref; do
	grep -q "^$ref: .*\(acknowledge\|answer\)" "$work/watch" || echo "$ref"
done)" "" "each is acknowledged, or a person is told of it by name"
letters >"$work/letters"
unlike "$(grep -i '^\(To\|Cc\|Bcc\):' "$work/letters")" \
	'victim|second@|third@|elsewhere' "no letter goes where headers point"
unlike "$(grep -c '^Bcc:' "$work/letters")" '[1-9]' "no header is injected"
odd='[\x{202a}-\x{202e}\x{2066}-\x{2069}\x07\x1b]'
is "$(grep -cP "$odd" "$work/letters")" 0 \
	"no letter holds overrides or control characters"
like "$(cat "$work/letters")" 'I complain that \{\{landlord\}\} never' \
	"keys in the resident's words stay words"
unlike "$(cat "$work/letters")" 'dementia' \
	"nothing about health goes to a representative without authority"
unlike "$(cat "$work/letters")" 'log this please|nightmare' \
	"a colleague's words are not quoted as the resident's"
sent=$(find "$work/sent" -name '*.eml' | wc -l)
POSTROOM_NOW=2026-12-23T10:10:00Z postroom watch --once >/dev/null 2>&1
pass 2026-12-23T10:11:00Z
is "$(find "$work/sent" -name '*.eml' | wc -l)" "$sent" \
	"a second pass sends nothing"
finish

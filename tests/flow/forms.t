#!/bin/sh
# Forms that are pushed, and the form for residents: who may, what is taken,
# what is refused in which words, what a restart knows; and the same words
# through every door, which make the same case.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
plan 43

umask 077
certs_make
POSTROOM_NOW=2026-11-24T10:00:00Z
export POSTROOM_NOW
echo s3cret >"$work/secret"
site=$work/site
mkdir -p "$site"
/usr/bin/python3 "$here/feed-server.py" "$site" "$CERTS/good.pem" \
	"$CERTS/good.key" >"$work/port" &
servers="$servers $!"
wait_until 10 test -s "$work/port"
port=$(free_port)
configure_local <<-END
	form "pushed" { accept = "secret" accept_secret_file = "secret" }
	form "signed" { accept = "hmac" accept_secret_file = "secret" }
	form "slow" { accept = "secret" accept_secret_file = "secret" rate = 2 }
	form "fetched" { url = "https://localhost:$(cat "$work/port")/feed"
	  auth = "header" secret_file = "secret" ca_file = "$CERTS/ca.pem"
	  since = "2026-11-01" }
	forms { listen = "127.0.0.1:$port" contact = "yes"
	  privacy = "https://landlord.example/privacy" }
END

start() {
	: >"$work/log"
	"$PROGRAM" -c "$work/postroom.conf" forms 2>>"$work/log" &
	server=$!
	servers="$servers $server"
	wait_until 10 grep -q 'http:' "$work/log" || tell "$work/log"
}

send() { # PATH [FIELD=VALUE] ...: its answer, in one line
	/usr/bin/python3 "$here/send-form.py" "http://127.0.0.1:$port" "$@" |
		tr '\n' ' '
}

json() { # FORM BODY HEADER ...
	form=$1 sent=$2
	shift 2
	printf "%s" "$sent" | send "/intake/$form" \
		'+Content-Type=application/json' "$@" -
}

waiting() {
	find "$work/data/spool/new" -type f 2>/dev/null | wc -l
}

secret=+X-Postroom-Secret=s3cret
start

# --- who may, and what --------------------------------------------------------
body='{"id":1,"name":"Al","email":"al@example.org",
	"message":"When is bin day?"}'
like "$(json pushed "$body")" '^401 .*X-Postroom-Secret is missing' "no secret"
like "$(json pushed "$body" +X-Postroom-Secret=s3cres)" '^403 .*not right' \
	"a wrong secret"
like "$(json none "$body" $secret)" '^404 .*no form of this name' "no such form"
like "$(json fetched "$body" $secret)" '^404' "a form that is fetched only"
like "$(send /intake/pushed $secret +Content-Type=text/plain a=b)" \
	'^415 .*multipart' "another type"
like "$(json pushed '{"id":' $secret)" '^400 .*not a JSON object' "half of it"
like "$(send /intake/pushed)" '^405' "asked instead of sent"
is "$(waiting)" 0 "none of it is taken"
first=$(json pushed "$body" $secret)
like "$first" '^200 .*"receipt":"PR-[2-9A-Z]{5}-[2-9A-Z]{5}"' \
	"with the secret it is taken"
is "$(json pushed "$body" $secret)" "$first" "again: the same answer"
is "$(waiting)" 1 "and taken once"
hmac=$(printf '%s' "$body" | openssl dgst -sha256 -hmac s3cret -r |
	cut -d ' ' -f 1)
like "$(json signed "$body" "+X-Signature=sha256=$hmac")" '^200' \
	"signed, as web hooks sign"
base64=$(printf '%s' "$body" | openssl dgst -sha256 -hmac s3cret -binary |
	openssl base64)
like "$(json signed "$body" "+X-Signature=$base64")" '^200' "or in base64"
like "$(json signed "$body." "+X-Signature=$hmac")" '^403' "not another body"
like "$(send /intake/pushed $secret id=2 name=Bo 'message=See the photo.' \
	"files=@$here/lib.sh")" '^200' "multipart with a file"
like "$(printf 'id=3&name=C%%20D&message=Two+words' | send /intake/pushed \
	$secret +Content-Type=application/x-www-form-urlencoded -)" \
	'^200' "form-encoded"
json slow '{"id":1,"message":"a"}' $secret >/dev/null
json slow '{"id":2,"message":"a"}' $secret >/dev/null
like "$(json slow '{"id":3,"message":"a"}' $secret)" '^429' "too many at once"
kill -9 "$server"
wait "$server" 2>/dev/null
start
is "$(json pushed "$body" $secret)" "$first" "a restart knows the answer"
like "$(json pushed "$(echo "$body" | sed 's/bin day/recycling day/')" \
	$secret)" '^200' "an entry that was changed is taken"
ok "all are filed" postroom intake --once
is "$(query "SELECT count(*) FROM case_file WHERE source = 'pushed'")" 3 \
	"a case for each entry"
ref=$(query "SELECT ref FROM case_file WHERE from_name = 'Al'
	AND source = 'pushed'")
like "$(postroom case show "$ref")" 'changed at the source' \
	"the change is with its case"
receipt=$(echo "$first" | grep -o 'PR-[2-9A-Z-]*')
like "$(postroom case show "$(echo "$receipt" | tr 'A-Z-' 'a-z ')")" "$ref" \
	"the receipt number finds it"

# --- the form for residents ---------------------------------------------------
like "$(send /contact)" '^200 .*What happened.*ring 01234 567891|^200 .*ring' \
	"the form is served"
entry=c-00112233445566778899aabbccddeeff
like "$(send /contact "entry=$entry" 'name=Dee')" \
	'^400 .*Tell us what happened' "what is missing is told"
full="entry=$entry name=Dee happened=Mould answer=telephone
	telephone=01234567890 safe=no website="
answer=$(send /contact $full)
like "$answer" '^303 /contact/sent\?receipt=PR-' "sent: a receipt"
is "$(send /contact $full)" "$answer" "sent again: the same"
place=$(echo "$answer" | cut -d ' ' -f 2)
like "$(send "$place")" '^200 .*We have your message' "the confirmation"
like "$(send '/contact/sent?receipt=PR-22222-22222')" '^404' \
	"not for a number that nobody was given"
like "$(send /contact $full website=spam)" '^(303|400)' "a trap"
like "$(send /contact "entry=$entry" name=Ed happened=x answer=post post=y \
	safe=yes website=spam)" '^400 .*Confirm that you are a person' \
	"whoever falls into it is asked"
like "$(send /contact "entry=$(echo $entry | tr 0 1)" name=Ed happened=x \
	answer=post post=y safe=yes website=spam person=yes)" '^303' \
	"and taken when he says so"
postroom intake --once 2>/dev/null
is "$(query "SELECT count(*) FROM letter JOIN case_file
	ON case_file.id = letter.case_id WHERE case_file.from_name = 'Dee'")" 0 \
	"to whom it is not safe nothing is sent"
like "$(query "SELECT flags FROM case_file WHERE from_name = 'Dee'")" \
	unsafe_contact "and the case says so"

# --- the same words through every door ----------------------------------------
words='I want to complain. The boiler has been broken for weeks; nobody came.'
wish='Please repair it this week.'
form_json='{"id":"77","name":"Flo May","email":"%s@example.org",
	"message":"%s","outcome":"%s"}'
printf "From: Flo May <one@example.org>\nTo: complaints@landlord.example
Subject: Web form: x\nMessage-ID: <one@example.org>
Date: Tue, 24 Nov 2026 10:00:00 +0000\n\n%s\n\nWhat I would like: %s\n" \
	"$words" "$wish" >"$work/mail/new/one"
touch -d "2026-11-24 10:00" "$work/mail/new/one"
sed 's/one@/five@/g' "$work/mail/new/one" >"$work/five"
printf "[$form_json]" two "$words" "$wish" >"$site/entries.json"
postroom poll --once 2>/dev/null
json pushed "$(printf "$form_json" three "$words" "$wish")" $secret >/dev/null
send /contact "entry=$(echo $entry | tr 0 2)" 'name=Flo May' \
	"happened=$words" "outcome=$wish" answer=email email=four@example.org \
	safe=yes >/dev/null
postroom submit "$work/five" 2>/dev/null
postroom intake --once 2>/dev/null
same() { # ADDRESS: the case without what differs by its nature
	postroom case show "$(query "SELECT ref FROM case_file
		WHERE from_address = '$1@example.org'")" --json |
		/usr/bin/python3 -c '
import json, sys
c = json.load(sys.stdin)
print(c["channel"], c["category"], c["ground"], c["flags"], c["stage"],
      c["status"], c["received"], c["from"]["name"], [(d["kind"],
      d["provision"], d["due"], d["met"] is not None) for d in c["duties"]],
      [m["new_text"] for m in c["messages"]],
      sorted(l["letter"] for l in c["letters"]))' 2>&1
}
email=$(same one)
like "$email" "^email complaint .*boiler" "by email"
for door in two three four; do
	is "$(same $door)" "form${email#email}" "the same by form ($door)"
done
is "$(same five)" "$email" "the same by submit"

# --- killed while forms come in -----------------------------------------------
ok "300 pushed at 200 a second, killed twice: none is lost" within 60 \
	/usr/bin/python3 "$top/tests/torture/push.py" "$PROGRAM" \
	"$work/push" 300 200 2
like "$(cat "$work/out")" 'lost 0' "by its own account"
ok "and they are filed" within 60 "$PROGRAM" -c "$work/push/postroom.conf" \
	intake --once
is "$(sqlite3 "$work/push/data/ledger.sqlite" \
	'SELECT count(*) FROM case_file')" 300 "each once"
finish

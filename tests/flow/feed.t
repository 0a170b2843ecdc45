#!/bin/sh
# Web forms fetched from a site over TLS: what the documented interfaces
# answer, faults of every kind, entries that are edited, doubled, disordered,
# and files that are linked. Nothing is lost, and nothing comes twice.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
plan 60

certs_make
umask 077
site=$work/site
mkdir -p "$site/files"
POSTROOM_NOW=2026-11-24T10:00:00Z
export POSTROOM_NOW
echo s3cret >"$work/secret"
cat >"$work/website.map" <<-'END'
	# Our complaint form, as its editor numbers it.
	name = "1"
	email = { "2" }
	message = { "3", "9" }
	outcome = "4"
	adjustments = "5"
	address = "6"
	attachments = { "7" }
	representative = "10"
	labels = { "3 = What happened?", "9 = How long?" }
END

/usr/bin/python3 "$here/feed-server.py" "$site" "$CERTS/good.pem" \
	"$CERTS/good.key" >"$work/port" &
servers="$servers $!"
wait_until 10 test -s "$work/port"
port=$(cat "$work/port")
url=https://localhost:$port/wp-json/gf/v2/forms/3/entries

form() { # URL EXTRA KEYS
	configure_local <<-END
	form "website" {
	  url = "$1"
	  since = "2026-11-23"
	  timeout = "2"
	  ca_file = "$CERTS/ca.pem"
	  $2
	}
	END
}

gravity() {
	form "$url" 'preset = "gravity" mapping = "website.map" auth = "basic"
		user = "reader" secret_file = "secret"'
}

# ID UPDATED MESSAGE [FIELDS]: an entry on a line of its own.
entry() {
	printf '{"id": "%s", "form_id": "3", "date_created": "%s",
"date_updated": "%s", "is_read": "0", "ip": "192.0.2.1", "status": "active",
"1.3": "Jo", "1.6": "Bell", "2": "jo%s@example.org", "3": "%s"%s}' \
		"$1" "$2" "$2" "$1" "$3" "${4:-}"
}

entries() { # ENTRY ...
	{
		printf '['
		first=
		for one; do
			printf '%s%s' "$first" "$one"
			first=,
		done
		printf ']'
	} >"$site/entries.json"
}

poll() {
	postroom poll website --once >"$work/said" 2>&1
}

waiting() {
	find "$work/data/spool/new" -type f 2>/dev/null | wc -l
}

cases() {
	query 'SELECT count(*) FROM case_file'
}

items() {
	query 'SELECT count(*) FROM item'
}

intake() {
	postroom intake --once >>"$work/said" 2>&1
}

# --- what comes in --------------------------------------------------------
gravity
old=$(entry 1 '2026-11-20 09:00:00' 'My boiler is broken, I complained twice.')
one=$(entry 2 '2026-11-23 09:15:00' \
	'I want to complain. There is damp and black mould in the bedroom.' \
	', "4": "Treat the walls", "5": "Large print", "8": "Mondays",
	"9": "Two years",
	"7": "[\"https:\\/\\/localhost:PORT\\/files\\/wall.jpg\",
	\"https:\\/\\/other.example\\/x.jpg\",
	\"https:\\/\\/localhost:PORT\\/files\\/none.jpg\"]"' |
	tr -d '\n\t' | sed "s/PORT/$port/g")
entries "$old" "$one"
printf 'not really a picture' >"$site/files/wall.jpg"
ok "check opens the feed" postroom check
like "$(cat "$work/out")" 'form website: https://localhost.*2 entries' \
	"and counts its entries"
ok "a pass takes it in" poll
like "$(cat "$work/said")" 'took in 1 new and 1 older' "the cut-off is obeyed"
mkdir -p "$work/kept"
cp "$work"/data/spool/new/* "$work/kept/"
# What stands in the container, after two empty lines, is the bytes served.
/usr/bin/python3 - "$site/entries.json" "$work"/kept/* >"$work/cut" <<'END'
import json, sys
served = json.load(open(sys.argv[1]))
text = json.dumps({"entries": served}).replace("/", "\\/").encode()
for path in sys.argv[2:]:
    data = open(path, "rb").read().split(b"\n\n", 1)[1]
    head, rest = data.split(b"\n\n", 1)
    lines = dict(l.split(b"=", 1) for l in head.split(b"\n"))
    body = rest[:int(lines[b"body"])]
    print("kept" if body in text and json.loads(body) in served else "NOT")
END
is "$(sort -u "$work/cut")" kept "each entry is kept byte for byte"
ok "intake files them" intake
is "$(cases)" 2 "two cases"
ref=$(query "SELECT ref FROM case_file WHERE received > 1795000000
	ORDER BY id DESC LIMIT 1")
ref=$(query "SELECT ref FROM case_file JOIN item ON item.case_id = case_file.id
	WHERE entry = '2'")
ok "the case can be shown" postroom case show "$ref" --json
cp "$work/out" "$work/case.json"
whole=$(cat "$work/case.json")
like "$whole" '"channel": "form"' "its channel"
like "$whole" 'Jo Bell' "the name"
like "$whole" 'What happened\?.*black mould.*How long\?.*Two years' \
	"both texts under their labels"
like "$whole" 'What I would like: Treat the walls' "the outcome wanted"
like "$whole" 'I need these adjustments: Large print' "the adjustments"
like "$whole" 'Other answers.*8: Mondays' "what nobody mapped"
like "$whole" 'wall.jpg' "the file from the same host"
like "$whole" 'own server' "a file of another host is not fetched, and told"
unlike "$(cat "$site/log")" 'other.example' "nor asked for"
is "$(query "SELECT received FROM item WHERE entry = '2'")" 1795425300 \
	"received when it was filled in, by the site's clock"
is "$(query "SELECT answer FROM item WHERE entry = '1'")" 0 \
	"what is older is not answered by itself"
is "$(query "SELECT category FROM case_file WHERE ref = '$ref'")" complaint \
	"it is taken for a complaint"
sha=$(query "SELECT sha256 FROM item WHERE entry = '2'")
sed '1,/^pad=/d' "$work/data/archive/$(printf %.2s "$sha")/$sha" |
	sed 1d >"$work/original"
ok "parse reads the original again" postroom parse "$work/original"
like "$(cat "$work/out")" 'black mould' "to the same words"

# --- again, edited, doubled, out of order ---------------------------------
poll
is "$(waiting)" 0 "nothing new is taken twice"
edited=$(printf '%s' "$one" | sed '
	s/date_updated": "2026-11-23 09:15:00"/date_updated": "2026-11-24 08:00:00"/
	s/black mould in the bedroom/black mould in both bedrooms/')
read_by=$(printf '%s' "$old" | sed 's/"is_read": "0"/"is_read": "1"/
	s/"date_updated": "2026-11-20/"date_updated": "2026-11-24/')
entries "$edited" "$read_by" "$edited"
poll
is "$(waiting)" 1 "an edited entry comes again, one that was only read does not"
intake
is "$(cases)" 2 "it opens no second case"
postroom case show "$ref" >"$work/shown"
like "$(cat "$work/shown")" 'changed at the source on 24 Nov 2026' \
	"the case tells that it was changed"
like "$(postroom case show "$ref" --json)" 'both bedrooms' "and how"
third=$(entry 3 '2026-11-22 10:00:00' 'The lift is out of order again.')
entries "$edited" "$third" "$read_by"
echo deaf >"$site/mode"
poll
intake
is "$(cases)" 3 "out of order, from a server deaf to filters: taken"
echo ok >"$site/mode"

# --- many pages -----------------------------------------------------------
/usr/bin/python3 - "$site/entries.json" <<'END'
import json, sys
base = {"form_id": "3", "is_read": "0", "status": "active", "1.3": "A"}
out = []
for i in range(130):
    stamp = "2026-11-24 09:%02d:00" % (10 + i // 60 * 20 + i // 20)
    out.append(dict(base, id=str(100 + i), date_created=stamp,
                    date_updated=stamp, **{"2": f"r{i}@example.org",
                    "3": f"Question {i}: when is the bin day?"}))
json.dump(out, open(sys.argv[1], "w"))
END
poll
intake
is "$(query "SELECT count(DISTINCT entry) FROM item WHERE
	CAST(entry AS INTEGER) >= 100")" 130 "130 entries over several pages"
cp "$site/entries.json" "$work/many"

# --- faults ---------------------------------------------------------------
before=$(cat "$work/data/spool/source/website" | grep '^mark=')
new=$(entry 500 '2026-11-24 09:58:00' 'I complain about the noise.')
entries "$new"
for fault in 500 half html slow huge; do
	echo $fault >"$site/mode"
	status 75 "$fault: try again" postroom poll website --once
done
for fault in 401 elsewhere; do
	echo $fault >"$site/mode"
	status 1 "$fault: a person must act" postroom poll website --once
done
is "$(grep '^mark=' "$work/data/spool/source/website")" "$before" \
	"the cursor has not moved"
is "$(waiting)" 0 "and nothing is half there"
echo ok >"$site/mode"
poll
is "$(waiting)" 1 "then it is taken in"
intake
form "$url" 'preset = "gravity" mapping = "website.map"'
status 1 "without its log-in it is refused" postroom poll website --once
like "$(cat "$work/err")" 'refuses the log-in' "in plain words"
form "https://127.0.0.1:$port/feed" ''
sed -i "s|ca_file = .*|ca_file = \"$CERTS/other.pem\"|" "$work/postroom.conf"
status 1 "a certificate of a stranger is refused" postroom poll website --once

# --- a plain list ---------------------------------------------------------
cat >"$site/entries.json" <<-'END'
[{"id": 9001, "submitted": "2026-11-24T09:00:00Z", "name": "Ann",
  "email": "ann@example.org", "message": "I am not happy with the repair."},
 {"id": 9002, "name": "Bea", "email": "bea@example.org", "message": "Hello"},
 {"id": 9003, "name": "Cy", "email": "cy@example.org", "message": "Thanks"}]
END
form "https://localhost:$port/feed?page={page}" \
	'auth = "header" header = "X-Api-Key" secret_file = "secret"'
ok "a plain list is read" poll
is "$(waiting)" 3 "over its pages"
intake
is "$(query "SELECT from_address FROM item WHERE entry = '9003'")" \
	cy@example.org "with the usual names of fields"
echo stray >"$site/mode"
status 1 "a next page on another host is not followed" \
	postroom poll website --once
echo ok >"$site/mode"
is "$(query "SELECT count(*) FROM item GROUP BY sha256 HAVING count(*) > 1")" \
	'' "nothing is there twice"
POSTROOM_NOW=2026-11-25T09:00:00Z
gravity
entries "$(entry 600 '2026-11-22 08:00:00' 'I complain about the heating.')"
poll
is "$(waiting)" 1 "an entry set free later under an old stamp is found next day"

# --- counted over ---------------------------------------------------------
count() { # KEY
	postroom reconcile website --json 2>>"$work/log" | /usr/bin/python3 -c '
import json, sys
print(json.load(sys.stdin)["sources"][0][sys.argv[1]])' "$1"
}
entries "$third" "$(entry 600 '2026-11-22 08:00:00' \
	'I complain about the heating.')" \
	"$(entry 601 '2026-11-24 08:00:00' 'I complain about the stairs.')" \
	"$third"
is "$(count messages)" 3 "the entries are counted over, each once"
is "$(count case)$(count waiting)$(count not_yet)" 111 \
	"a case, one in the spool, one not fetched yet"
poll
intake
ok "all are found" postroom reconcile website
like "$(cat "$work/out")" '3 entries in the form' "in words"
entries "$third" "$(entry 700 '2026-11-25 08:30:00' 'I complain of the roof.')"
poll
find "$work/data/spool/new" -type f -exec rm {} +
status 1 "an entry that was passed by and is nowhere" \
	postroom reconcile website
like "$(cat "$work/out")" 'entry 700 was passed by .* was fetched now' \
	"is named, and fetched"
is "$(count missing)$(count waiting)" 01 "and waits in the spool"
is "$(grep -l 'changed at the source' "$work"/data/spool/new/* | wc -l)" 0 \
	"as new, not as changed"
intake
is "$(count case)" 2 "then it is a case"
postroom poll website --once >>"$work/said" 2>&1
is "$(waiting)" 0 "which poll does not fetch again"
is "$(postroom reconcile website --from 2026-11-25 --json |
	/usr/bin/python3 -c '
import json, sys
print(json.load(sys.stdin)["sources"][0]["messages"])')" 1 \
	"counted from a day on"
echo 500 >"$site/mode"
status 75 "a site that is away" postroom reconcile website
finish

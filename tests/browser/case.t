#!/bin/sh
# The page of a case in a real browser: keys, the live letter, two people on
# one case, no JavaScript; WCAG 2.2 AA as far as axe-core can tell.
. "$(dirname "$0")/../flow/lib.sh"
browser=$(cd "$(dirname "$0")" && pwd)
BROWSER_MODULES=${BROWSER_MODULES:-$top/build/npm-browser/node_modules}
HOME=$work
export BROWSER_MODULES HOME
PORT=$(free_port)
configure_local <<-END
	console { listen = "127.0.0.1:$PORT" }
END
monday_mail ann 'The roof leaks' \
	'I want to complain. Nobody came to mend the roof, three times now.'
monday_mail bea 'Tap' 'Please can you send somebody to mend the kitchen tap.'
postroom poll --once >/dev/null 2>&1
postroom intake --once >/dev/null 2>&1
for name in Ann Bob; do
	login=$(echo "$name" | tr AB ab)
	postroom user add "$login" --name "$name" \
		--roles officer,manager,register >/dev/null
	echo 'correct horse battery' | postroom user password "$login"
done
"$PROGRAM" -c "$work/postroom.conf" console >"$work/log" 2>&1 &
servers="$servers $!"
wait_until 20 listening "$PORT" || tell "$work/log"
within 180 node "$browser/case.js" "http://127.0.0.1:$PORT" \
	"$(query "SELECT ref FROM case_file WHERE subject LIKE '%roof%'")" \
	"$(query "SELECT ref FROM case_file WHERE subject = 'Tap'")"

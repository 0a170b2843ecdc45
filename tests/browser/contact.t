#!/bin/sh
# The form for residents in a real browser: WCAG 2.2 AA as far as axe-core can
# tell, narrow, wide and dark; without JavaScript; a message sent twice.
. "$(dirname "$0")/../flow/lib.sh"
browser=$(cd "$(dirname "$0")" && pwd)
BROWSER_MODULES=${BROWSER_MODULES:-$top/build/npm-browser/node_modules}
HOME=$work
export BROWSER_MODULES HOME

profile() { # COLOUR
	mkdir -p "$work/profiles"
	cp "$top/profiles/code.conf" "$work/profiles/ours.conf"
	echo "colour = \"$1\"" >>"$work/profiles/ours.conf"
}

profile '#00703c'
configure_local <<-END
	profiles = "profiles"
	forms { listen = "127.0.0.1:$(free_port)" contact = yes
	  privacy = "https://landlord.example/privacy" }
END
sed -i 's/profile = "code"/profile = "ours"/' "$work/postroom.conf"
"$PROGRAM" -c "$work/postroom.conf" forms >"$work/log" 2>&1 &
servers="$servers $!"
wait_until 10 grep -q 'http:' "$work/log" || tell "$work/log"
address=$(sed -n 's/.* at \(http:.*\)/\1/p' "$work/log")
within 120 node "$browser/contact.js" "$address"

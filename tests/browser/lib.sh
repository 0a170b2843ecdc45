#!/bin/sh
# What the browser tests share: a post room of the demonstration's messages,
# its console (or forms) on a free port, and a browser. A test is a
# script in JavaScript beside it, which prints TAP itself (look.js).
#
#   . "$(dirname "$0")/lib.sh"
#   room                   a configuration and a ledger with the samples
#   member LOGIN ROLES     an account; sets $link, where its password is set
#   serve console          sets $base, its address
#   browse SCRIPT ARG ...  runs SCRIPT.js; its output is the test's
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../flow/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
BROWSER_MODULES=${BROWSER_MODULES:-$top/build/npm-browser/node_modules}
HOME=$work
export BROWSER_MODULES HOME

room() {
	mkdir -p "$work/mail/new" "$work/mail/cur" "$work/mail/tmp" \
		"$work/out" "$work/print"
	cp "$top"/samples/*.eml "$work/mail/new/"
	{
		echo 'data = "data"'
		landlord
		cat <<-END
		mailbox "complaints" {
		  maildir = "mail"
		  address = "complaints@landlord.example"
		  since = "2024-01-01"
		}
		send {
		  folder = "out"
		  print = "print"
		}
		console { listen = "127.0.0.1:0" }
		${1:-}
		END
	} >"$work/postroom.conf"
	for step in poll intake; do
		"$PROGRAM" -c "$work/postroom.conf" "$step" --once \
			2>>"$work/log" || return 1
	done
}

member() { # LOGIN ROLES
	link=$("$PROGRAM" -c "$work/postroom.conf" user add "$1" \
		--name "$(echo "$1" | sed 's/^./\U&/') Smith" \
		--email "$1@landlord.example" --roles "$2" | tail -n 1)
	link=/${link#*//*/}
}

serve() { # COMMAND
	"$PROGRAM" -c "$work/postroom.conf" "$1" >"$work/$1.out" \
		2>>"$work/log" &
	servers="$servers $!"
	for _ in $(seq 1 100); do
		base=$(sed -n 's/.* at \(http[^ ]*\)$/\1/p' "$work/$1.out")
		[ -z "$base" ] || break
		sleep 0.1
	done
}

browse() { # SCRIPT ARG ...
	script=$1
	shift
	within 240 node "$here/$script.js" "$@"
}

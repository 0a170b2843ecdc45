#!/bin/sh
# What the flow tests share: TAP, a workspace, deadlines, free ports, and an
# end that stops every server by its own process id and removes all traces.
# A test sets no "set -e": a failed check is told and the next one runs.
#
#   . "$(dirname "$0")/lib.sh"
#   plan 3
#   ok "words" COMMAND ...      the command succeeds
#   status 75 "words" COMMAND   it ends with that status
#   is GOT WANTED "words"       two texts are equal
#   like TEXT PATTERN "words"   an extended regular expression
#   finish

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
PROGRAM=${PROGRAM:-$top/postroom}
PATH=$PATH:/usr/sbin:/sbin
export PATH LC_ALL=C.UTF-8 TZ=UTC
unset POSTROOM_NOW
count=0
failed=0
servers=
work=$(mktemp -d "${TMPDIR:-/tmp}/postroom-flow.XXXXXX") || exit 1
chmod 755 "$work"

stop_servers() {
	for pid in $servers; do
		kill "$pid" 2>/dev/null
	done
	for pid in $servers; do
		for _ in 1 2 3 4 5 6 7 8 9 10; do
			kill -0 "$pid" 2>/dev/null || break
			sleep 0.1
		done
		kill -9 "$pid" 2>/dev/null
	done
	servers=
}

leave() {
	trap '' HUP INT TERM
	stop_servers
	command -v smtpd_stop >/dev/null && smtpd_stop
	if [ -n "${KEEP:-}" ]; then
		echo "# kept: $work"
	else
		rm -rf "$work"
	fi
}
trap leave EXIT
trap 'exit 1' HUP INT TERM

plan() {
	echo "1..$1"
}

skip_all() { # WORDS
	echo "1..0 # SKIP $*"
	exit 0
}

tell() { # FILE: as TAP's comments
	sed 's/^/# /' "$1" | head -n 40
}

result() { # STATUS WORDS
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $count - $2"
	else
		failed=$((failed + 1))
		echo "not ok $count - $2"
	fi
	return "$1"
}

ok() { # WORDS COMMAND ...
	words=$1
	shift
	"$@" >"$work/out" 2>"$work/err"
	result $? "$words" || { tell "$work/out"; tell "$work/err"; }
}

status() { # WANTED WORDS COMMAND ...
	wanted=$1 words=$2
	shift 2
	"$@" >"$work/out" 2>"$work/err"
	got=$?
	[ "$got" -eq "$wanted" ]
	result $? "$words (exit $wanted)" || {
		echo "# exit $got"
		tell "$work/out"
		tell "$work/err"
	}
}

is() { # GOT WANTED WORDS
	[ "$1" = "$2" ]
	result $? "$3" || printf '# got:    %s\n# wanted: %s\n' "$1" "$2"
}

like() { # TEXT PATTERN WORDS
	printf '%s\n' "$1" | grep -qE -- "$2"
	result $? "$3" || {
		printf '%s\n' "$1" | head -n 20 | sed 's/^/# got: /'
		echo "# wanted: $2"
	}
}

unlike() { # TEXT PATTERN WORDS
	! printf '%s\n' "$1" | grep -qE -- "$2"
	result $? "$3" || printf '%s\n' "$1" | grep -E -- "$2" | sed 's/^/# /'
}

finish() {
	[ "$failed" -eq 0 ]
	exit
}

within() { # SECONDS COMMAND ...: stopped by force when they are over
	limit=$1
	shift
	timeout -k 5 "$limit" "$@"
}

wait_until() { # SECONDS COMMAND ...: the command succeeds within them
	tries=$(($1 * 10))
	shift
	while [ "$tries" -gt 0 ]; do
		"$@" >/dev/null 2>&1 && return 0
		sleep 0.1
		tries=$((tries - 1))
	done
	return 1
}

# A port on loopback that nobody listens on, below those that the kernel
# gives to outgoing connections, so that none of them can take it.
free_port() {
	/usr/bin/python3 - <<-'END'
	import random, socket
	while True:
	    port = random.randrange(20000, 32000)
	    with socket.socket() as s:
	        try:
	            s.bind(("127.0.0.1", port))
	        except OSError:
	            continue
	        print(port)
	        break
	END
}

listening() { # PORT
	/usr/bin/python3 -c 'import socket, sys
socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1).close()' "$1"
}

postroom() { # ARGUMENTS: with the test's own configuration
	within "${DEADLINE:-60}" "$PROGRAM" -c "$work/postroom.conf" "$@"
}

# A resident's mail into the Maildir, of Monday 23 November 2026.
monday_mail() { # NAME SUBJECT TEXT
	printf 'From: %s@example.org\nTo: complaints@landlord.example
Subject: %s\nMessage-ID: <%s@example.org>
Date: Mon, 23 Nov 2026 08:00:00 +0000\n\n%s\n' "$1" "$2" "$1" "$3" \
		>"$work/mail/new/$1"
	touch -d '2026-11-23 08:00' "$work/mail/new/$1"
}

query() { # SQL: asks the ledger from outside, read-only
	sqlite3 -readonly "file:$work/data/ledger.sqlite?mode=ro" "$1"
}

as_nobody() { # COMMAND ...: without root's rights, where we have them
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"
	else
		"$@"
	fi
}

# A configuration with a Maildir as mailbox and a folder for outgoing mail.
# Further lines are taken from standard input.
configure_local() {
	mkdir -p "$work/mail/cur" "$work/mail/new" "$work/mail/tmp"
	cat >"$work/postroom.conf"
	cat >>"$work/postroom.conf" <<-END
	data = "data"
	$(landlord)
	mailbox "complaints" {
	  maildir = "mail"
	  since = "2024-01-01"
	  address = "complaints@landlord.example"
	}
	send { folder = "sent" }
	END
}

landlord() {
	cat <<-'END'
	landlord {
	  name = "Example Homes"
	  address = "1 High Street, Anytown, AN1 1AA"
	  telephone = "01234 567890"
	  emergency = "01234 567891"
	  email = "complaints@landlord.example"
	  officer = "The Complaints Officer"
	  homes = 9000
	  profile = "code"
	}
	END
}

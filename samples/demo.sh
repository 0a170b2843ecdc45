#!/bin/sh
# "make demo": the whole way on this machine alone. A Maildir stands in for
# the mailbox and a folder for the mail server; everything is laid anew in
# spool/demo and may be thrown away. Ends by itself.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
demo=spool/demo
PYTHON=$(command -v /usr/bin/python3 || command -v python3)
unset POSTROOM_NOW

postroom() {
	./postroom -c "$demo/postroom.conf" "$@"
}

# Runs one process once and says in a line what it did.
stage() { # COMMAND WORDS
	postroom "$1" --once >"$demo/$1.out" 2>"$demo/$1.log" || {
		cat "$demo/$1.log" "$demo/$1.out"
		[ "$1" = watch ] || exit 1
	}
	printf '  %-7s %s\n' "$1" "$2"
}

heading() {
	printf '\n--- %s\n' "$*"
}

lay() {
	rm -rf "$demo"
	mkdir -p "$demo/mail/new" "$demo/mail/cur" "$demo/mail/tmp"
	cat >"$demo/postroom.conf" <<-END
	# The demonstration. README.md shows one for a real mailbox.
	data = "data"
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
	mailbox "complaints" {
	  maildir = "mail"
	  address = "complaints@landlord.example"
	  since = "$(date -d '-7 days' +%F)"
	}
	send { folder = "sent" }
	staff = {"@landlord.example"}
	console { listen = "127.0.0.1:8025" }
	END
}

# Each sample reaches the mailbox some minutes or days ago.
deliver() {
	grep -v '^#' samples/ages | while read -r minutes name; do
		at=$(date -d "-$minutes minutes" -R)
		sed "1,/^\$/s/^Date: .*/Date: $at/" "samples/$name" \
			>"$demo/mail/new/$name"
		touch -d "$at" "$demo/mail/new/$name"
	done
}

show_receipt() {
	for file in "$demo"/sent/receipt*.eml; do
		[ -e "$file" ] || return 0
		heading "One of the receipts, $file"
		$PYTHON samples/table.py letter "$file"
		return 0
	done
}

lay
deliver
heading "A mailbox with $(ls "$demo/mail/new" | wc -l) messages;" \
	"Postroom fetches, reads and files them"
stage poll "takes what is new into the spool, on the disk"
stage intake "reads it, proposes what it is, opens cases with their duties"
stage send "sends the receipts, into $demo/sent"
heading "What happened to each message (newest last)"
$PYTHON samples/table.py cases "$demo"
show_receipt

heading "Nobody looks for eight days: Postroom acknowledges by itself"
later=$(date -u -d '+8 days' +%Y-%m-%dT12:00:00Z)
for command in watch send; do
	POSTROOM_NOW=$later postroom $command --once >"$demo/$command.out" \
		2>"$demo/$command.log" || [ $command = watch ]
done
$PYTHON samples/table.py later "$demo" "$later"

link=$(postroom user add demo --name "Demo Officer" \
	--roles officer,manager,administrator,register | tail -n 1)

cat <<END

--- The console, the pages for staff
  ./postroom -c $demo/postroom.conf console         starts it; Ctrl-C ends it
  $link
                         choose a password here (once), then sign in as "demo"

--- What to look at next
  ls $demo/sent                                     the letters that went out
  ./postroom -c $demo/postroom.conf case list
  ./postroom -c $demo/postroom.conf due             what is owed, soonest first
  ./postroom -c $demo/postroom.conf case show REF   one case with its history
  ./postroom explain samples/26-do-not-like-to-complain.eml
Nothing is left running. "rm -r $demo" removes it all.
END

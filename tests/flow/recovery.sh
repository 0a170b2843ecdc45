#!/bin/sh
# What the tests of verify, backup, restore and reconcile share: a Maildir,
# letters laid into it, and the whole way once by hand.
#
#   lay NUMBER [SUBJECT]  puts message NUMBER, from resident NUMBER
#   file_all              polls and files what is there
#   tamper SQL            changes the ledger behind our back
#   rows FILE             every row of every table of a ledger, as text

export POSTROOM_NOW=2026-11-20T10:00:00Z
received=2026-11-20T09:00:00Z

lay() { # NUMBER [SUBJECT]
	name=1700000000.m$1.x
	cat >"$work/mail/tmp/$name" <<-END
	From: Resident $1 <resident$1@example.org>
	To: complaints@landlord.example
	Subject: ${2:-Damp in flat $1}
	Message-ID: <m$1@example.org>
	Date: Fri, 20 Nov 2026 09:00:00 +0000

	I want to complain. The damp in flat $1 is worse, and nobody came.
	END
	touch -d "$received" "$work/mail/tmp/$name"
	mv "$work/mail/tmp/$name" "$work/mail/new/$name"
}

file_all() {
	postroom poll --once 2>>"$work/log" &&
		postroom intake --once 2>>"$work/log"
}

tamper() { # SQL
	sqlite3 "$work/data/ledger.sqlite" "$1"
}

rows() { # FILE
	sqlite3 "$1" .dump | sort
}

sent() { # how many mails lie in the folder for outgoing mail
	find "$work/sent" -type f 2>/dev/null | wc -l
}

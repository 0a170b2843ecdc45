#!/bin/sh
# What automation.t and peers.t share, after lib.sh: messages from residents
# into a Maildir, the four processes at an instant, and questions about a
# case by its sender's name.
#
#   house NAME PROFILE          a post room of its own, below the first one
#   mail NAME RECEIVED SUBJECT  the text, or head lines and text, on stdin
#   at TIME COMMAND ...         postroom at that instant
#   pass TIME                   what has arrived: poll, intake, send
#   watch TIME                  the same, then watch and send
#   of NAME COLUMN              of the newest case that NAME@example.org opened
#   owed NAME KIND COLUMN       of its duty
#   letters NAME KIND           how many there are
#   body NAME KIND              its text

outer=$work

house() { # NAME PROFILE; further lines of configuration on standard input
	work=$outer/$1
	mkdir "$work"
	configure_local
	mkdir "$work/queue"
	sed -i "s/profile = .*/profile = \"$2\"/" "$work/postroom.conf"
	sed -i 's|^send .*|send { folder = "sent" print = "print" }|' \
		"$work/postroom.conf"
}

# Counted in a file, for the right side of a pipe is another shell.
mail() { # NAME RECEIVED SUBJECT [HEADER ...]
	echo >>"$outer/laid"
	laid=$(wc -l <"$outer/laid")
	file=$work/queue/$laid.$1
	id=$1.$laid@example.org
	{
		case "$*" in
		*From:*) ;;
		*) echo "From: $1@example.org" ;;
		esac
		printf '%s\n' 'To: complaints@landlord.example' "Subject: $3" \
			"Message-ID: <$id>" "Date: $(date -u -R -d "$2")"
		when=$2
		shift 3
		for header in "$@"; do
			printf '%s\n' "$header"
		done
		echo
		cat
	} >"$file"
	touch -d "$when" "$file"
}

at() { # TIME COMMAND ...
	now=$1
	shift
	POSTROOM_NOW=$now postroom "$@"
}

pass() { # TIME
	find "$work/queue" -type f ! -newermt "$1" -exec mv -t \
		"$work/mail/new" {} +
	for command in poll intake send; do
		at "$1" "$command" --once >>"$work/log" 2>&1 ||
			echo "$command at $1 failed" >>"$work/failed"
	done
}

watch() { # TIME: what a person is told
	pass "$1"
	at "$1" watch --once 2>>"$work/log"
	at "$1" send --once >>"$work/log" 2>&1
}

CASE="(SELECT max(id) FROM case_file WHERE from_address ="

of() { # NAME COLUMN
	query "SELECT $2 FROM case_file c WHERE id = $CASE '$1@example.org')"
}

owed() { # NAME KIND COLUMN
	query "SELECT $3 FROM duty WHERE kind = '$2' AND
		case_id = $CASE '$1@example.org')"
}

open_duties() { # NAME
	query "SELECT group_concat(kind, ' ') FROM (SELECT kind FROM duty WHERE
		met IS NULL AND ended IS NULL AND
		case_id = $CASE '$1@example.org') ORDER BY kind)"
}

letters() { # NAME KIND (an SQL pattern)
	query "SELECT count(*) FROM letter WHERE kind LIKE '$2' AND
		case_id = $CASE '$1@example.org')"
}

body() { # NAME KIND
	query "SELECT body FROM letter WHERE kind = '$2' AND
		case_id = $CASE '$1@example.org')"
}

answer_id() { # NAME: Message-ID of the newest letter, to reply to
	query "SELECT message_id FROM letter WHERE
		case_id = $CASE '$1@example.org') ORDER BY id DESC LIMIT 1"
}

all_went_well() {
	is "$(cat "$work/failed" 2>/dev/null)" '' "$1: every process ended well"
}

#!/bin/sh
# What is broken is told in clear words, and no message is lost by it:
# configuration, rules, templates, ledger, permissions, and the messages
# themselves. Runs without root's rights, as the service would.
. "$(dirname "$0")/lib.sh"
plan 38

# The program where an unprivileged account can read it.
mkdir "$work/program" "$work/room"
cp "$PROGRAM" "$work/program/postroom"
cp -r "$top/rules" "$top/templates" "$top/profiles" "$top/data" "$work/program"
PROGRAM=$work/program/postroom
chmod -R a+rX "$work/program"
outer=$work
work=$work/room
configure_local </dev/null
[ "$(id -u)" != 0 ] || chown -R 65534:65534 "$work"

room() { # ARGUMENTS: the program as that account
	as_nobody timeout -k 5 60 "$PROGRAM" -c "$work/postroom.conf" "$@"
}

refused() { # WORDS PATTERN ARGUMENTS: not done, and the reason says so
	words=$1 pattern=$2
	shift 2
	room "$@" >"$outer/out" 2>"$outer/err"
	[ $? -ne 0 ]
	result $? "$words: refused"
	like "$(cat "$outer/err")" "$pattern" "$words: says why"
	unlike "$(cat "$outer/out" "$outer/err")" \
		'Sanitizer|assert|Segmentation|core dumped' "$words: no crash"
}

deliver() { # NAME: a message into the Maildir
	printf 'From: Ann Lee <ann@example.org>\nTo: %s\nSubject: %s\n\n%s\n' \
		complaints@landlord.example "$1" \
		"Nobody has rung me back about $1 and I am fed up." \
		>"$work/mail/new/$1"
	chmod a+r "$work/mail/new/$1"
}

filed() { # how many items the ledger has
	sqlite3 -readonly "$work/data/ledger.sqlite" 'SELECT count(*) FROM item'
}

waiting() { # how many items wait in the spool
	find "$work/data/spool/new" -type f | wc -l
}

# --- configuration ----------------------------------------------------------

cp "$work/postroom.conf" "$outer/good.conf"
mv "$work/postroom.conf" "$work/away"
refused "no configuration" 'postroom\.conf' check
mv "$work/away" "$work/postroom.conf"
if [ "$(id -u)" = 0 ]; then
	chown 0:0 "$work/postroom.conf"
	chmod 600 "$work/postroom.conf"
else
	chmod 000 "$work/postroom.conf"
fi
refused "a configuration that may not be read" 'ermission' check
chmod 644 "$work/postroom.conf"
sed 's/telephone = .*/telefone = "1"/;s/homes = .*/homes = "many"/' \
	"$outer/good.conf" >"$work/postroom.conf"
refused "a misspelt key" 'postroom\.conf:[0-9]+:.*telefone' check
{
	sed '/telephone = /d;s/profile = .*/profile = "none-such"/' \
		"$outer/good.conf"
	echo 'guard { threshold = "7" }'
} >"$work/postroom.conf"
refused "several faults of meaning" 'threshold' check
like "$(cat "$outer/err")" 'telephone' "all of them are told at once"
cp "$outer/good.conf" "$work/postroom.conf"

# --- rules and templates ----------------------------------------------------

deliver one
ok "a message is taken in" room poll --once
is "$(waiting)" 1 "it waits in the spool"
cp -r "$top/rules" "$work/rules"
first=$(ls "$work"/rules/*.rules | head -n 1)
printf '\nthis is no rule (\n' >>"$first"
chmod -R a+rX "$work/rules"
echo 'rules = "rules"' >>"$work/postroom.conf"
refused "a broken rule" "$(basename "$first"):[0-9]+" intake --once
is "$(waiting)" 1 "the message still waits"
cp "$outer/good.conf" "$work/postroom.conf"
cp -r "$top/templates" "$work/templates"
first=$(find "$work/templates" -type f -name 'receipt*' | head -n 1)
echo 'Dear {{nmae}}' >>"$first"
chmod -R a+rX "$work/templates"
echo 'templates = "templates"' >>"$work/postroom.conf"
refused "an unknown key in a template" 'nmae' intake --once
is "$(waiting)" 1 "the message still waits"
cp "$outer/good.conf" "$work/postroom.conf"
ok "once both are mended it is filed" room intake --once
is "$(filed)" 1 "as one item"

# --- the ledger -------------------------------------------------------------

deliver two
cp "$work/data/ledger.sqlite" "$outer/ledger.sqlite"
rm -f "$work"/data/ledger.sqlite-*
printf 'this is not a database, whatever it was before' |
	dd of="$work/data/ledger.sqlite" bs=1 conv=notrunc 2>/dev/null
ok "mail is taken in while the ledger is broken" room poll --once
refused "a corrupt ledger" 'ledger' intake --once
is "$(waiting)" 1 "the message still waits"
cp "$outer/ledger.sqlite" "$work/data/ledger.sqlite"
ok "with the ledger restored it is filed" room intake --once
is "$(filed)" 2 "nothing was lost"

# --- permissions ------------------------------------------------------------

if [ "$(id -u)" = 0 ]; then
	chown 0:0 "$work/data/spool/new" && chmod 755 "$work/data/spool/new"
else
	chmod 555 "$work/data/spool/new"
fi
deliver three
refused "a spool without permission" 'ermission' poll --once
chmod 755 "$work/data/spool/new"
[ "$(id -u)" != 0 ] || chown 65534:65534 "$work/data/spool/new"
ok "with permission it is taken in" room poll --once
ok "and filed" room intake --once
is "$(filed)" 3 "nothing was lost"
finish

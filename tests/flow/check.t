#!/bin/sh
# "postroom check" tells everything that needs a person at once, and
# "postroom workdays" counts, both as an office would type them.
. "$(dirname "$0")/lib.sh"
plan 34
export POSTROOM_NOW=2026-11-23T09:00:00Z

told() { # PATTERN WORDS: among what check found wrong
	like "$(cat "$work/err")" "^attention  $1" "$2"
}

# --- all well ---------------------------------------------------------------

configure_local </dev/null
status 0 "a sound post room" postroom check
for part in configuration rules templates calendar profile ombudsman data \
	ledger 'mailbox complaints' send; do
	like "$(cat "$work/out")" "^ok +$part: " "says that $part is well"
done
is "$(cat "$work/err")" "" "and finds nothing wrong"

# --- time passes ------------------------------------------------------------

POSTROOM_NOW=2060-01-02T09:00:00Z
status 1 "a calendar that has ended" postroom check
told 'calendar: .*known only to.*gov.uk' "says where the next one is"
told 'ombudsman: .*last checked on.*verified_on' \
	"and that the Ombudsman's details want checking"
POSTROOM_NOW=2026-11-23T09:00:00Z

# --- several faults in several parts ----------------------------------------

mkdir "$work/bad-rules" "$work/bad-letters"
echo '{"england-and-wales":' >"$work/calendar.json"
echo 'this is no rule' >"$work/bad-rules/x.rules"
port=$(free_port)
{
	echo 'rules = "bad-rules"'
	echo 'templates = "bad-letters"'
	echo 'calendar = "calendar.json"'
	echo 'data = "data"'
	landlord
	cat <<-END
	mailbox "complaints" { maildir = "nowhere" }
	send { smtp = "smtps://localhost:$port" }
	END
} >"$work/postroom.conf"
status 1 "faults in every part" postroom check
told 'rules: .*x.rules:1:' "the rules, with file and line"
told 'templates: ' "the templates"
told 'calendar: .*calendar.json' "the calendar"
told 'mailbox complaints: .*nowhere' "the mailbox that is not there"
told "send: .*localhost" "the mail server that does not answer"
status 1 "the same without connecting" postroom check --offline
unlike "$(cat "$work/err")" '(mailbox|send)' "leaves the servers alone"

# --- a broken configuration -------------------------------------------------

cat >"$work/postroom.conf" <<-'END'
	data = "data"
	landlord { homes = many }
END
status 1 "a configuration with many faults" postroom check
told 'configuration: .*postroom.conf:2: "homes"' "a wrong number"
told 'configuration: .*"officer" is missing' "a missing key"
told 'configuration: .*mailbox' "a missing section"
like "$(cat "$work/out")" '^ok +rules' "and checks the rest all the same"
status 2 "a word too many" postroom check everything

# --- counting ---------------------------------------------------------------

is "$(postroom workdays add 2026-12-18 5)" 2026-12-29 "five from 18 December"
is "$(postroom workdays between 2026-12-18 2026-12-29)" 5 "and back"
status 1 "past the calendar" postroom workdays add 2060-12-31 5
like "$(cat "$work/err")" 'known only from' "says how far it reaches"

# --- the book of keys -------------------------------------------------------

missing=
for key in $(sed -n 's/^\t{"[a-z]*", "\([a-z0-9_]*\)", KEY_[TL].*/\1/p' \
	"$top/gateway/config/config.c" "$top/gateway/config/profile.c" |
	sort -u); do
	grep -qF "$key" "$top/docs/CONFIGURATION.md" "$top/data/ombudsman.conf" ||
		missing="$missing $key"
done
is "$missing" "" "every key is told in docs/CONFIGURATION.md"

finish

#!/bin/sh
# Templates are held against the Code, and shown as letters: of the sample
# case, of a case of ours, on the screen and on paper.
. "$(dirname "$0")/lib.sh"
plan 22

configure_local </dev/null
export POSTROOM_NOW=2026-11-23T09:00:00Z
cp -r "$top/templates" "$work/own"

ok "our own templates have no fault" postroom templates check
like "$(cat "$work/out")" '^[0-9]+ templates, no faults; 0 with' \
	"and none is hard to read"

for name in acknowledgement-2-guard non-acceptance authority delay; do
	ok "$name is shown" postroom templates preview "$name"
done
status 1 "there is no such letter" postroom templates preview no-such

sed -i 's/{{ombudsman}}/Look at our website./' \
	"$work/own/email/non-acceptance.txt"
sed -i 's/^We are sorry. /This is an informal complaint. /' \
	"$work/own/email/delay.txt"
status 1 "faults are refused" \
	postroom templates --templates "$work/own" check
like "$(cat "$work/err")" 'non-acceptance.txt:[0-9]+: .*Code 2\.4' \
	"a letter without the Ombudsman's details"
like "$(cat "$work/err")" 'delay.txt:.*informal complaint' \
	"a word that the Code forbids"

cp "$top/templates/email/non-acceptance.txt" "$work/own/email/"
{
	cat "$top/templates/email/delay.txt"
	echo 'Notwithstanding any considerations regarding responsibility,' \
		'organisational communication necessitates prioritisation of' \
		'administrative reconfiguration methodologies, operationally' \
		'and immediately, wherever it is practicable to do so for us.'
} >"$work/own/email/delay.txt"
ok "what is hard to read is no fault" \
	postroom templates --templates "$work/own" check
like "$(cat "$work/out")" 'hard: Notwithstanding' "but it is told"

printf 'From: Jo Field <jo@example.org>\nTo: complaints@landlord.example
Subject: damp\nMessage-ID: <jo@example.org>
Date: Mon, 23 Nov 2026 08:00:00 +0000\n
I want to make a complaint. The damp in my bedroom has been there since
March and nobody has come.\n' >"$work/mail/new/jo"
touch -d '2026-11-23 08:00' "$work/mail/new/jo"
ok "fetched" postroom poll --once
ok "filed" postroom intake --once
ref=$(query 'SELECT ref FROM case_file')

ok "a letter on a case" \
	postroom templates preview acknowledgement-1-guard --case "$ref"
like "$(cat "$work/out")" '> 1\. The damp in my bedroom has been there' \
	"in its own words"
ok "one that a person writes" \
	postroom templates preview non-acceptance --case "$ref"
like "$(cat "$work/out")" '\[the facts that fit the ground\]' \
	"says what is still to be written"
is "$(query "SELECT count(*) FROM letter WHERE kind != 'receipt'")" 0 \
	"no letter is made of it"
status 1 "there is no such case" \
	postroom templates preview delay --case CR-2026-00099-X

postroom templates preview closure --pdf >"$work/closure.pdf"
is "$(head -c 5 "$work/closure.pdf")" '%PDF-' "on paper"
status 2 "a check takes no case" postroom templates check --case "$ref"
finish

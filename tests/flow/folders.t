#!/bin/sh
# Several folders of a mailbox, one with a name that is not ASCII, and its
# junk: each a source of its own, all of them read, none of them changed.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
. "$here/dovecot.sh"

lacking=$(dovecot_lacking)
[ -z "$lacking" ] || skip_all "$lacking"
plan 31
certs_make
dovecot_start "$CERTS/good.pem" "$CERTS/good.key"

cat >"$work/postroom.conf" <<-END
data = "data"
$(landlord)
mailbox "complaints" {
  imap = "imaps://localhost:$IMAPS_PORT"
  user = "inbox"
  password_file = "password"
  ca_file = "certs/ca.pem"
  folders = { "INBOX", "Complaints", "Réparations" }
  junk = "Junk"
  move_to = "Filed"
  since = "2026-01-01"
  address = "complaints@landlord.example"
}
send { folder = "sent" }
END
repairs=complaints.r-parations-0f7608
for folder in Complaints 'Réparations' Junk; do
	dovecot_adm mailbox create -u "$IMAP_USER" "$folder"
done

save() { # FOLDER NAME WORDS
	printf 'From: %s@home.example\nTo: %s\nSubject: %s\nDate: %s\n\n%s\n' \
		"$2" complaints@landlord.example "$2" \
		"$(date -R)" "$3" >"$work/letter"
	dovecot_adm save -u "$IMAP_USER" -m "$1" "$work/letter"
}

of() { # NAME COLUMN
	query "SELECT $2 FROM case_file WHERE from_address = '$1@home.example'"
}

noted() { # NAME: what is noted of the message
	query "SELECT note FROM item WHERE case_id = $(of "$1" id)"
}

pass() {
	postroom poll --once && postroom intake --once
}

angry='I am unhappy: nobody has answered my letters about the damp. I want to
make a formal complaint about how you have treated me.'
save INBOX ann "$angry"
save Complaints ben "$angry Ben."
save 'Réparations' cat "$angry Cat."
save Junk dan "$angry Dan."
save Junk eve 'You have won a prize! Click to claim it today.'

status 0 "check opens each folder" postroom check
for name in complaints complaints.complaints $repairs complaints.junk; do
	like "$(cat "$work/out")" "mailbox $name: .* messages in it" \
		"check names $name"
done
status 0 "a pass over all" pass
is "$(query 'SELECT count(*) FROM case_file')" 5 "each message is a case"
is "$(of ann source) $(of ben source)" 'complaints complaints.complaints' \
	"the case knows its folder"
is "$(of cat source) $(of dan source)" "$repairs complaints.junk" \
	"also of a name that is not ASCII, and the junk"
like "$(noted dan)" 'had put it among the junk' "what was junk is marked"
is "$(noted ann)" '' "what was not is not"
like "$(postroom case show "$(of dan ref)")" 'Note .*among the junk' \
	"and the case shows it"
is "$(of dan category)" complaint "a complaint among the junk is one"
status 0 "letters leave" postroom send --once
is "$(find "$work/sent" -name '*.eml' | wc -l)" 3 "three receipts"
is "$(grep -l 'dan@home\|eve@home' "$work"/sent/*.eml | wc -l)" 0 \
	"nothing that was junk is answered unseen"
like "$(of dan silence)" 'among the junk' "and the case says why"
is "$(query "SELECT count(*) FROM duty WHERE case_id = $(of dan id)
	AND kind = 'acknowledge-1' AND met IS NULL")" 1 "its clock runs"

status 0 "the next pass" pass
for folder in INBOX Complaints 'Réparations'; do
	is "$(dovecot_count "$folder")" 0 "$folder: filed mail was moved"
done
is "$(dovecot_count Junk)" 2 "junk stays where it is"
is "$(dovecot_count Filed)" 3 "nothing was deleted"
is "$(query 'SELECT count(*) FROM case_file')" 5 "nothing came twice"
status 0 "every folder is accounted for" postroom reconcile
like "$(cat "$work/out")" '^complaints.junk: 2 messages' "the junk too"

# --- one that fails keeps none of the others back
dovecot_adm mailbox delete -u "$IMAP_USER" Complaints
save INBOX fay "$angry Fay."
save Junk gus "$angry Gus."
status 1 "a folder is gone" postroom poll --once
like "$(cat "$work/err")" 'does not open the folder "Complaints"' "it is told"
postroom intake --once >/dev/null 2>&1
is "$(query 'SELECT count(*) FROM case_file')" 7 "the others go on"
like "$(postroom watch --once 2>&1)" \
	'source complaints.complaints: .*does not open' "an alarm at once"
finish

#!/bin/sh
# Log-ins with a token, as Microsoft 365 and Google want them: a real Dovecot
# and a token server. Tokens are kept and shared; each refusal says what to do
# next, and what only IT can mend is an alarm at once.
. "$(dirname "$0")/lib.sh"
. "$here/certs.sh"
. "$here/dovecot.sh"
. "$here/oauth.sh"

lacking=$(dovecot_lacking)
[ -z "$lacking" ] || skip_all "$lacking"
plan 121
certs_make
oauth_start "$CERTS/good.pem" "$CERTS/good.key"


configure() { # OAUTH [SEND]
	oauth_sections >"$work/postroom.conf"
	cat >>"$work/postroom.conf" <<-END
	data = "data"
	$(landlord)
	mailbox "complaints" {
	  imap = "imaps://localhost:$IMAPS_PORT"
	  user = "inbox@landlord.example"
	  oauth = "$1"
	  ca_file = "certs/ca.pem"
	  since = "2026-01-06"
	}
	send { ${2:-folder = \"sent\"} }
	END
}

letter() { # NUMBER
	printf 'From: r%s@home.example\nTo: %s\nSubject: Letter %s\n\n%s\n' \
		"$1" inbox@landlord.example "$1" \
		"Nobody has answered my letter $1 about the heating." \
		>"$work/letter"
	dovecot_put "$work/letter"
}

spooled() {
	find "$work/data/spool/new" -type f | wc -l
}

poll() {
	postroom poll complaints --once
}

# The token that is kept is as old as that, to its server and to us.
age() { # SECONDS
	/usr/bin/python3 - "$work/data/token/${2:-m365}" "$1" <<-'END'
	import json, sys
	kept = json.load(open(sys.argv[1]))
	for key in ("asked", "renew", "ends"):
	    if key in kept:
	        kept[key] -= int(sys.argv[2])
	json.dump(kept, open(sys.argv[1], "w"))
	END
}

# What is refused: told with the next step, at once an alarm, and no secret.
refused() { # MOOD STATUS PATTERN
	oauth_forget
	mood "$1"
	status "$2" "$1: poll" poll
	like "$(cat "$work/err")" "$3" "$1: says what to do"
	unlike "$(cat "$work/err")" 'app-secret|secret.example|eyJ' \
		"$1: and nothing else of the server's words"
	mood good
}

# --- a token is had, kept and shared
configure m365
letter 1
status 0 "a token opens the mailbox" poll
is "$(spooled)" 1 "the message came in"
is "$(stat -c %a "$work/data/token/m365")" 600 "the token is for us alone"
like "$(cat "$dovecot_home/log")" 'method=XOAUTH2' "it was XOAUTH2"
letter 2
status 0 "the second pass" poll
is "$(asked)" 1 "takes the token that is kept"
age 3400
status 0 "a pass when the token ends soon" poll
is "$(asked)" 2 "renews it before"
age 3400
mood 500
status 0 "the token server is away, the token still good" poll
is "$(asked)" 3 "it was asked"
age 300
status 75 "away, and the token has ended" poll
like "$(cat "$work/err")" 'HTTP status 500 .* tried again' "it says so"
mood slow
oauth_forget
: >"$TOKEN_DIR/asked"
for one in 1 2 3; do
	postroom check >"$work/check.$one" 2>&1 &
	pids="${pids:-} $!"
done
poll >/dev/null 2>&1
for pid in $pids; do wait "$pid"; done
is "$(cat "$work"/check.[123] | grep -c 'oauth2 m365: gives a token')" 3 \
	"several processes at once all get a token"
: >"$TOKEN_DIR/asked"
oauth_forget
pids=
for one in 1 2 3; do
	within 60 "$PROGRAM" -c "$work/postroom.conf" reconcile \
		>"$work/one.$one" 2>&1 &
	pids="$pids $!"
done
for pid in $pids; do wait "$pid"; done
is "$(asked)" 1 "three that need one at once ask once"
mood good
letter 3
dovecot_stop
oauth_dovecot oauthbearer
dovecot_start "$CERTS/good.pem" "$CERTS/good.key"
status 0 "a server with OAUTHBEARER alone" poll
like "$(cat "$dovecot_home/log")" 'method=OAUTHBEARER' "is logged in to"
is "$(spooled)" 3 "and gives its message"
dovecot_stop
oauth_dovecot ''
dovecot_start "$CERTS/good.pem" "$CERTS/good.key"
status 1 "a server without either" poll
like "$(cat "$work/err")" 'does not offer to log in with a token' "is told"
dovecot_stop
oauth_dovecot 'xoauth2 oauthbearer'
dovecot_start "$CERTS/good.pem" "$CERTS/good.key"

# --- tokens that the mailbox refuses
for mood in expired wrong other; do
	oauth_forget
	mood $mood
	status 1 "$mood: a fresh token that is refused" poll
	like "$(cat "$work/err")" 'takes the token .* Add-MailboxPermission' \
		"$mood: is the mailbox's fault"
	unlike "$(cat "$work/err")" 'eyJ' "$mood: the token is not shown"
done
like "$(postroom watch --once 2>&1)" 'source complaints: .*MailboxPerm' \
	"which is an alarm at once"
mood good
age 100
letter 4
: >"$TOKEN_DIR/asked"
status 0 "an older one that is refused" poll
is "$(asked)" 1 "is taken anew once, and opens the mailbox"
is "$(spooled)" 4 "with all that waits"
unlike "$(postroom watch --once 2>&1)" 'source complaints' \
	"and the alarm is over"

# --- what the token server refuses
refused AADSTS7000215 1 'client secret is wrong.*Value, not its Secret'
refused AADSTS7000222 1 'client secret has expired.*secret_expires'
refused AADSTS700016 1 'knows no application.*client_id'
refused AADSTS90002 1 'no such tenant.*tenant'
refused AADSTS65001 1 'consent is missing.*Grant admin consent'
refused AADSTS53003 1 'Conditional Access policy'
refused AADSTS7000112 1 'application is disabled'
refused AADSTS500011 1 'does not know what scope asks'
refused AADSTS99999 1 'refuses with the code AADSTS99999'
refused temporarily_unavailable 75 'out of order'
refused 404 1 'HTTP status 404.*token_url and tenant'
refused 429 75 'HTTP status 429.*tried again'
refused drop 75 'cannot be asked'
refused rubbish 1 'gives no reason'
refused endless 75 'cannot be asked.*has no end'
: >"$TOKEN_DIR/asked"
oauth_forget
mood AADSTS7000222
poll >/dev/null 2>&1
poll >/dev/null 2>&1
is "$(asked)" 1 "a refusal is believed for a minute"
like "$(postroom watch --once 2>&1)" 'source complaints: .*has expired' \
	"it is an alarm at once"
mood good
status 0 "check asks all the same" postroom check
like "$(cat "$work/out")" 'oauth2 m365: gives a token, good until' "and tells"
status 0 "after which the mailbox opens" poll
echo other-secret >"$work/secret"
status 1 "check, with a wrong secret and a good token" postroom check
like "$(cat "$work/err")" 'oauth2 m365: .*AADSTS7000215' "sees it"
echo app-secret >"$work/secret"
sed -i "s|secret_file = \"secret\"|&\n secret_expires = \"$(
	date -d '+20 days' +%F)\"|;s|ca.pem|self.pem|" "$work/postroom.conf"
status 1 "a token server of another authority" postroom check
like "$(cat "$work/err")" 'cannot be asked.*verification failed' "is refused"
like "$(cat "$work/err")" 'oauth2 m365: The client secret .* ends on' \
	"and the secret's end is told before it comes"
like "$(postroom watch --once 2>&1)" 'client secret of oauth2 "m365" ends' \
	"by watch too"

# --- servers that go wrong in the log-in
port_of() { # FAULT: sets port
	port=$(free_port)
	/usr/bin/python3 "$here/faulty-imap.py" "$port" "$CERTS/good.pem" \
		"$CERTS/good.key" "$1" "$work/$1.log" &
	servers="$servers $!"
	wait_until 10 listening "$port"
	configure m365
	sed -i "s|localhost:$IMAPS_PORT|localhost:$port|" "$work/postroom.conf"
}

wrong() { # FAULT STATUS PATTERN
	port_of "$1"
	status "$2" "$1: ends" poll
	like "$(cat "$work/err")" "$3" "$1: and says so"
}

oauth_forget
wrong authenticate-closed 75 'While logging in, the server localhost closed'
wrong auth-rubbish 75 'localhost does not answer the log-in'
wrong auth-endless 75 'localhost (sent an endless line|sent far more)'
wrong auth-plus 75 'localhost (does not answer|closed|sent far more|broke)'
wrong auth-bye 75 'localhost turns us away just now'
wrong auth-not-connected 1 'does not open the mailbox .*MailboxPermission'
wrong auth-no 1 'it says: NO AUTHENTICATE failed.* Add-MailboxPermission'
unlike "$(cat "$work"/auth*.log)" 'eyJ' "no token in any log"

# --- Google's grant
configure google
: >"$TOKEN_DIR/asked"
oauth_forget
letter 5
status 0 "a refresh token opens the mailbox" poll
like "$(cat "$TOKEN_DIR/asked")" '^refresh_token good' "with its grant"
age 3700 google
mood rotate
status 0 "the server gives another refresh token" poll
is "$(cat "$work/refresh")" refresh-first "the file stays as it was written"
age 3700 google
status 0 "the next token is had with that" poll
age 3700 google
mood invalid_grant
status 1 "revoked" poll
like "$(cat "$work/err")" 'expired or was revoked. Sign in once more' "is told"
mood good
echo refresh-new | tee "$work/refresh" >"$TOKEN_DIR/refresh"
age 100 google
status 0 "a new one in the file counts" poll

# --- sending
serve() { # FAULT: sets port
	[ -z "${smtp:-}" ] || kill "$smtp" 2>/dev/null
	: >"$work/talk"
	/usr/bin/python3 "$here/token-smtp.py" "$1" "$CERTS/good.pem" \
		"$CERTS/good.key" >"$work/talk" &
	smtp=$!
	servers="$servers $smtp"
	wait_until 10 test -s "$work/talk"
	configure m365 "smtp = \"smtp://localhost:$(head -n 1 "$work/talk")\"
	user = \"inbox@landlord.example\" oauth = \"m365\"
	ca_file = \"certs/ca.pem\""
}

letters() { # STATE
	query "SELECT count(*) FROM letter WHERE state = '$1'"
}

serve send-as
oauth_forget
postroom intake --once >/dev/null 2>&1
is "$(letters queued)" 5 "five receipts are written"
postroom send --once >/dev/null 2>&1
is "$(letters queued)" 5 "SendAs is missing: they wait, none is refused"
like "$(postroom watch --once 2>&1)" 'no letter can go out: .*Add-Recip' \
	"which is an alarm at once"
serve basic-off
status 1 "check of a mailbox that may not send" postroom check
like "$(cat "$work/err")" 'send: localhost.*takes no passwords' "says so"
serve none
mood other
oauth_forget
postroom send --now --once >/dev/null 2>&1
like "$(postroom watch --once 2>&1)" 'no letter can go out: .*send as the us' \
	"a token that the way out refuses is an alarm"
mood good
age 100
postroom send --now --once >/dev/null 2>&1
is "$(letters sent)" 5 "with a good token they go out"
unlike "$(postroom watch --once 2>&1)" 'no letter can go' "and it is over"
unlike "$(cat "$work/talk")" 'eyJ' "no token in the talk"
finish

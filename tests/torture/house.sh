#!/bin/sh
# A post room between a real Dovecot and a real Postfix, to be tortured.
# After flow/lib.sh, certs.sh, dovecot.sh and smtpd.sh:
#
#   house_start                 servers and configuration
#   house_kill ARGUMENTS        tests/torture/kill.py on it

house_start() {
	certs_make
	dovecot_start "$CERTS/good.pem" "$CERTS/good.key"
	smtpd_start "$CERTS/good.pem" "$CERTS/good.key"
	{
		echo 'data = "data"'
		landlord
		cat <<-END
		mailbox "complaints" {
		  imap = "imaps://localhost:$IMAPS_PORT"
		  user = "$IMAP_USER"
		  password_file = "password"
		  ca_file = "$CERTS/ca.pem"
		  address = "complaints@landlord.example"
		  since = "2026-01-01"
		}
		send {
		  smtp = "smtps://localhost:$SMTPS_PORT"
		  ca_file = "$CERTS/ca.pem"
		}
		END
	} >"$work/postroom.conf"
}

house_kill() {
	PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$top/tests/torture/kill.py" \
		--program "$PROGRAM" --work "$work" \
		--mailbox "$dovecot_home/mail" --sink "$SINK" "$@"
}

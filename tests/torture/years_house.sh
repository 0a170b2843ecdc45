#!/bin/sh
# The house in which the years are simulated, for years.sh and flow/quarter.t.
# After flow/lib.sh and certs.sh:
#
#   house_years ARGUMENTS       tests/torture/years.py on it

house_years() {
	# The certificates must be valid today, whatever POSTROOM_NOW says.
	certs_make
	mkdir -p "$work/mail/cur" "$work/mail/new" "$work/mail/tmp"
	{
		echo 'data = "data"'
		landlord | sed 's/profile = .*/profile = "lumen"/'
		cat <<-'END'
		mailbox "complaints" {
		  maildir = "mail"
		  since = "2020-01-01"
		  address = "complaints@landlord.example"
		}
		END
	} >"$work/postroom.conf"
	PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 \
		"$top/tests/torture/years.py" --program "$PROGRAM" \
		--work "$work" "$@"
}

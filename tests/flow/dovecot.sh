#!/bin/sh
# A real IMAP server for a flow test: a Dovecot of its own on free ports of
# loopback, below $work, stopped by its own process id.
#
#   dovecot_start CERT KEY    sets IMAP_PORT (STARTTLS) and IMAPS_PORT (TLS)
#   dovecot_stop              also called by lib.sh at the end
#   dovecot_put FILE [TIME]   puts a message into INBOX; TIME is its
#                             INTERNALDATE, such as 2026-01-05T09:00:00Z
#   dovecot_count [FOLDER]    how many messages the folder holds
#   dovecot_renumber          gives INBOX another UIDVALIDITY
#   dovecot_certificate CERT KEY   shows another certificate from now on
#   dovecot_adm ARGUMENTS     doveadm on this server
#
# The user is "inbox", the password "secret words"; $work/password holds it.

IMAP_USER=inbox
dovecot_home=$work/dovecot
dovecot_pid=

dovecot_lacking() {
	command -v dovecot >/dev/null || echo "no Dovecot: make deps-test"
}

dovecot_owner() { # the account that owns the mail
	if [ "$(id -u)" = 0 ]; then echo nobody; else id -un; fi
}

dovecot_conf() { # CERT KEY
	owner=$(dovecot_owner)
	if [ "$(id -u)" = 0 ]; then
		login=dovenull internal=dovecot
	else
		login=$owner internal=$owner
	fi
	cat <<-END
	base_dir = $dovecot_home/run
	state_dir = $dovecot_home/state
	log_path = $dovecot_home/log
	protocols = imap
	listen = 127.0.0.1
	ssl = required
	ssl_cert = <$1
	ssl_key = <$2
	ssl_min_protocol = TLSv1.2
	default_internal_user = $internal
	default_internal_group = $(id -gn "$internal")
	default_login_user = $login
	first_valid_uid = 1
	first_valid_gid = 1
	mail_location = maildir:$dovecot_home/mail
	namespace {
	  inbox = yes
	  separator = /
	}
	passdb {
	  driver = passwd-file
	  args = $dovecot_home/users
	}
	userdb {
	  driver = static
	  args = uid=$owner gid=$(id -gn "$owner") home=$dovecot_home
	}
	service imap-login {
	  chroot =
	  inet_listener imap {
	    port = $IMAP_PORT
	  }
	  inet_listener imaps {
	    port = $IMAPS_PORT
	  }
	}
	service anvil {
	  chroot =
	}
	${DOVECOT_EXTRA:-}
	END
}

dovecot_passwords() {
	printf 'inbox:{PLAIN}secret words::::::\n' >"$dovecot_home/users"
	chmod 644 "$dovecot_home/users"
	printf 'secret words\n' >"$work/password"
	chmod 600 "$work/password"
}

dovecot_start() { # CERT KEY
	mkdir -p "$dovecot_home/mail/cur" "$dovecot_home/mail/new" \
		"$dovecot_home/mail/tmp" "$dovecot_home/run" \
		"$dovecot_home/state"
	chmod 755 "$dovecot_home"
	IMAP_PORT=${IMAP_PORT:-$(free_port)}
	IMAPS_PORT=${IMAPS_PORT:-$(free_port)}
	dovecot_passwords
	dovecot_conf "$1" "$2" >"$dovecot_home/conf"
	dovecot_own
	dovecot -F -c "$dovecot_home/conf" >"$dovecot_home/out" 2>&1 &
	dovecot_pid=$!
	servers="$servers $dovecot_pid"
	wait_until 10 listening "$IMAPS_PORT" || {
		tell "$dovecot_home/out"
		tell "$dovecot_home/log"
		return 1
	}
}

dovecot_stop() {
	[ -n "$dovecot_pid" ] || return 0
	kill "$dovecot_pid" 2>/dev/null
	wait "$dovecot_pid" 2>/dev/null
	dovecot_pid=
}

dovecot_certificate() { # CERT KEY
	dovecot_stop
	dovecot_start "$1" "$2"
}

dovecot_adm() {
	doveadm -c "$dovecot_home/conf" "$@"
}

dovecot_own() {
	[ "$(id -u)" != 0 ] || chown -R "$(dovecot_owner)" "$dovecot_home/mail"
}

dovecot_put() { # FILE [TIME]
	dovecot_number=$((${dovecot_number:-0} + 1))
	name=$(date +%s).$(printf %06d "$dovecot_number").test
	cp "$1" "$dovecot_home/mail/tmp/$name"
	touch -d "${2:-now}" "$dovecot_home/mail/tmp/$name"
	mv "$dovecot_home/mail/tmp/$name" "$dovecot_home/mail/new/$name"
	dovecot_own
}

dovecot_count() { # [FOLDER]
	dovecot_adm mailbox status -u "$IMAP_USER" messages "${1:-INBOX}" |
		sed 's/.*messages=//'
}

dovecot_renumber() {
	dovecot_validity=$((${dovecot_validity:-1000} + 1))
	dovecot_adm mailbox update -u "$IMAP_USER" \
		--uid-validity "$dovecot_validity" INBOX
}

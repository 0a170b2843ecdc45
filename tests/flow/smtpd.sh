#!/bin/sh
# A real SMTP server for a flow test: a Postfix of its own, with its own
# configuration, queue and ports below $work, that touches nothing of the
# machine's. It takes mail for any address and puts it into a Maildir.
#
#   smtpd_start CERTIFICATE KEY   sets SMTP_PORT (STARTTLS), SMTPS_PORT (TLS)
#                                 and SINK, the folder of what has arrived
#   smtpd_pause, smtpd_resume     refuse every connection for a while
#   smtpd_stop                    also called by lib.sh at the end
#
# Addresses with a meaning: refuse@… is refused for good (550), later@… is
# put off (450). SMTPD_EXTRA may hold further lines of main.cf.

mta=
smtpd_pid=
as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo -n "$@"
	fi
}

smtpd_find() {
	for base in '' "$top/build/mta"; do
		if [ -x "$base/usr/lib/postfix/sbin/master" ]; then
			mta=$base/usr/lib/postfix
			return
		fi
	done
	return 1
}

# Why there can be no server here; nothing printed if there can.
smtpd_lacking() {
	smtpd_find || echo "no Postfix: make deps-test"
	[ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null ||
		echo "Postfix needs root or sudo"
}

# Postfix wants two accounts that nothing else uses; any Debian has these.
smtpd_accounts() {
	if id postfix >/dev/null 2>&1 && getent group postdrop >/dev/null; then
		owner=postfix group=postdrop
	else
		owner=news group=games
	fi
}

smtpd_main_cf() { # CERTIFICATE KEY
	cat <<-END
	compatibility_level = 3.6
	queue_directory = $work/smtpd/queue
	data_directory = $work/smtpd/data
	daemon_directory = $mta/sbin
	shlib_directory = $mta
	mail_owner = $owner
	setgid_group = $group
	import_environment = MAIL_CONFIG LD_LIBRARY_PATH TZ
	maillog_file = $work/smtpd/log
	maillog_file_prefixes = $work
	inet_interfaces = 127.0.0.1
	inet_protocols = ipv4
	myhostname = mail.landlord.example
	mynetworks = 127.0.0.0/8
	alias_maps =
	local_recipient_maps =
	mydestination =
	virtual_mailbox_domains = static:all
	virtual_mailbox_maps = static:sink/
	virtual_mailbox_base = $work/smtpd
	virtual_mailbox_limit = 0
	virtual_uid_maps = static:$(id -u "$owner")
	virtual_gid_maps = static:$(id -g "$owner")
	virtual_minimum_uid = 1
	message_size_limit = 100000000
	smtpd_client_connection_count_limit = 0
	smtpd_tls_cert_file = $1
	smtpd_tls_key_file = $2
	smtpd_tls_security_level = encrypt
	smtpd_tls_loglevel = 1
	smtpd_relay_restrictions = permit_mynetworks, reject
	smtpd_recipient_restrictions = check_recipient_access
	  inline:{ { refuse@ = 550 5.1.1 No such user }
	  { later@ = 450 4.2.1 Try again later } }
	END
	printf '%s\n' "${SMTPD_EXTRA:-}"
}

smtpd_master_cf() {
	cat <<-END
	127.0.0.1:$SMTP_PORT inet n - n - - smtpd
	127.0.0.1:$SMTPS_PORT inet n - n - - smtpd
	  -o smtpd_tls_wrappermode=yes
	cleanup unix n - n - 0 cleanup
	qmgr unix n - n 300 1 qmgr
	tlsmgr unix - - n 1000? 1 tlsmgr
	rewrite unix - - n - - trivial-rewrite
	bounce unix - - n - 0 bounce
	defer unix - - n - 0 bounce
	trace unix - - n - 0 bounce
	verify unix - - n - 1 verify
	proxymap unix - - n - - proxymap
	error unix - - n - - error
	retry unix - - n - - error
	virtual unix - n n - - virtual
	anvil unix - - n - 1 anvil
	scache unix - - n - 1 scache
	postlog unix-dgram n - n - 1 postlogd
	END
}

smtpd_lay() { # CERTIFICATE KEY
	mkdir -p "$work/smtpd/etc" "$work/smtpd/data" "$work/smtpd/queue"
	for name in new cur tmp; do
		mkdir -p "$work/smtpd/sink/$name"
	done
	for name in active bounce corrupt defer deferred flush hold incoming \
		maildrop pid private public saved trace; do
		mkdir -p "$work/smtpd/queue/$name"
	done
	smtpd_main_cf "$1" "$2" >"$work/smtpd/etc/main.cf"
	smtpd_master_cf >"$work/smtpd/etc/master.cf"
	: >"$work/smtpd/etc/dynamicmaps.cf"
	as_root chown -R "$owner" "$work/smtpd/data" "$work/smtpd/sink" \
		"$work/smtpd/queue"
	as_root chown root "$work/smtpd/queue" "$work/smtpd/queue/pid" \
		"$work/smtpd/etc" "$work/smtpd/etc/main.cf" \
		"$work/smtpd/etc/master.cf" "$work/smtpd/etc/dynamicmaps.cf"
	as_root chgrp "$group" "$work/smtpd/queue/maildrop" \
		"$work/smtpd/queue/public"
	as_root chmod -R a+rX "$work/smtpd/sink"
}

smtpd_start() { # CERTIFICATE KEY
	smtpd_find && smtpd_accounts
	SMTP_PORT=$(free_port)
	SMTPS_PORT=$(free_port)
	SINK=$work/smtpd/sink/new
	smtpd_lay "$1" "$2"
	smtpd_resume
}

smtpd_resume() {
	as_root env LD_LIBRARY_PATH="$mta" MAIL_CONFIG="$work/smtpd/etc" \
		"$mta/sbin/master" -c "$work/smtpd/etc" -d \
		>"$work/smtpd/out" 2>&1 </dev/null &
	wait_until 15 listening "$SMTP_PORT" && {
		smtpd_pid=$(as_root cat "$work/smtpd/queue/pid/master.pid")
		smtpd_pid=$(echo $smtpd_pid)
	}
}

smtpd_pause() {
	[ -z "$smtpd_pid" ] || as_root kill "$smtpd_pid"
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
		[ -z "$smtpd_pid" ] || ! [ -d "/proc/$smtpd_pid" ] || sleep 0.1
	done
	smtpd_pid=
}

smtpd_stop() {
	smtpd_pause
	[ "$(id -u)" = 0 ] || as_root chown -R "$(id -u)" "$work/smtpd"
}

# Everything that was taken has been put into the sink.
smtpd_idle() {
	[ -z "$(as_root find "$work/smtpd/queue/incoming" \
		"$work/smtpd/queue/active" "$work/smtpd/queue/deferred" \
		-type f -print -quit)" ]
}

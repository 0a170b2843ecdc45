#!/bin/sh
# Log-ins by token for a flow test: a token server, and a Dovecot that takes
# its tokens (XOAUTH2 and OAUTHBEARER, validated locally). After dovecot.sh.
#
#   oauth_start CERT KEY   sets TOKEN_DIR, TOKEN_PORT; starts both servers
#   mood WORD              how the token server answers from now on
#   asked                  how often it has been asked
#   oauth_forget           drops the tokens that Postroom keeps
#   oauth_sections         for a configuration: oauth2 "m365" and "google"
#
# The user is "inbox@landlord.example".

oauth_keys() {
	TOKEN_DIR=$work/provider
	mkdir -p "$TOKEN_DIR/default/HS256"
	openssl rand -base64 32 >"$TOKEN_DIR/key"
	tr -d '\n' <"$TOKEN_DIR/key" >"$TOKEN_DIR/default/HS256/default"
	echo good >"$TOKEN_DIR/mood"
	echo refresh-first >"$TOKEN_DIR/refresh"
	: >"$TOKEN_DIR/asked"
	chmod -R a+rX "$TOKEN_DIR"
	(
		umask 077
		echo app-secret >"$work/secret"
		echo refresh-first >"$work/refresh"
	)
	export TOKEN_DIR
}

oauth_dovecot() { # MECHANISMS
	cat >"$work/oauth2.conf" <<-END
	introspection_mode = local
	local_validation_key_dict = fs:posix:prefix=$TOKEN_DIR/
	username_attribute = sub
	END
	chmod a+r "$work/oauth2.conf"
	DOVECOT_EXTRA="auth_mechanisms = plain $1
	passdb {
	  driver = oauth2
	  mechanisms = xoauth2 oauthbearer
	  args = $work/oauth2.conf
	}
	service stats {
	  chroot =
	}
	auth_failure_delay = 0
	service anvil {
	  unix_listener anvil-auth-penalty {
	    mode = 0
	  }
	}"
}

oauth_start() { # CERT KEY
	oauth_keys
	/usr/bin/python3 "$here/token-server.py" "$1" "$2" "$TOKEN_DIR" \
		>"$work/token-port" 2>"$work/token-server.err" &
	servers="$servers $!"
	wait_until 10 test -s "$work/token-port" || return 1
	TOKEN_PORT=$(cat "$work/token-port")
	oauth_dovecot 'xoauth2 oauthbearer'
	dovecot_start "$1" "$2"
}

mood() { # WORD
	echo "$1" >"$TOKEN_DIR/mood"
}

asked() {
	grep -c . "$TOKEN_DIR/asked"
}

oauth_forget() {
	rm -rf "$work/data/token"
}

oauth_sections() {
	cat <<-END
	oauth2 "m365" {
	  token_url = "https://localhost:$TOKEN_PORT/token"
	  client_id = "app"
	  secret_file = "secret"
	  ca_file = "certs/ca.pem"
	}
	oauth2 "google" {
	  provider = "google"
	  token_url = "https://localhost:$TOKEN_PORT/token"
	  client_id = "app"
	  secret_file = "secret"
	  refresh_token_file = "refresh"
	  ca_file = "certs/ca.pem"
	}
	END
}

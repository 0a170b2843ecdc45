#!/bin/sh
# Certificates for a flow test, made for the run: an authority of its own and
# server certificates that are good, or wrong in one way each.
#
#   certs_make          once; sets CERTS, a folder with NAME.pem and NAME.key:
#     ca                the authority; give CERTS/ca.pem as ca_file
#     good              localhost and 127.0.0.1, by ca, for CERTS_DAYS (30)
#     wrong             other.example only, by ca
#     expired           localhost, by ca, until yesterday
#     self              localhost, signed by itself
#     unknown           localhost, by an authority that nobody knows

certs_key() { # NAME
	openssl ecparam -name prime256v1 -genkey -noout -out "$CERTS/$1.key"
}

certs_authority() { # NAME
	certs_key "$1"
	openssl req -x509 -new -key "$CERTS/$1.key" -out "$CERTS/$1.pem" \
		-subj "/CN=Test Authority $1" -days "$days" \
		-addext 'basicConstraints=critical,CA:TRUE' \
		-addext 'keyUsage=critical,keyCertSign,cRLSign'
}

certs_server() { # NAME HOST AUTHORITY DAYS
	certs_key "$1"
	printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$2" \
		>"$CERTS/$1.ext"
	openssl req -new -key "$CERTS/$1.key" -subj "/CN=${2#DNS:}" \
		-out "$CERTS/$1.csr"
	openssl x509 -req -in "$CERTS/$1.csr" -out "$CERTS/$1.pem" -days "$4" \
		-CA "$CERTS/$3.pem" -CAkey "$CERTS/$3.key" -CAcreateserial \
		-extfile "$CERTS/$1.ext"
}

certs_make() {
	CERTS=$work/certs
	days=${CERTS_DAYS:-30}
	mkdir -p "$CERTS"
	{
		certs_authority ca
		certs_authority other
		certs_server good DNS:localhost,IP:127.0.0.1 ca "$days"
		certs_server wrong DNS:other.example ca 30
		certs_server expired DNS:localhost ca -1
		certs_server unknown DNS:localhost other 30
		certs_key self
		openssl req -x509 -new -key "$CERTS/self.key" \
			-out "$CERTS/self.pem" -subj /CN=localhost -days "$days" \
			-addext subjectAltName=DNS:localhost
	} >"$CERTS/log" 2>&1 || { tell "$CERTS/log"; return 1; }
	chmod 644 "$CERTS"/*
}

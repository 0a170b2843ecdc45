#!/bin/sh
# Installs from Debian what is missing of packaging/packages, and nothing
# else: what is there already, of whatever origin, is left alone and used.
# Usage: deps.sh build|test|bench ...
# Exit: 0 all is there; 1 something is missing and could not be installed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
PATH=$PATH:/usr/sbin:/sbin
export PATH DEBIAN_FRONTEND=noninteractive

present() { # PACKAGE HOW
	case $2 in
	dpkg) dpkg-query -W -f '${Status}' "$1" 2>/dev/null |
		grep -q 'ok installed' ;;
	pc:*) command -v pkg-config >/dev/null &&
		pkg-config --exists "${2#pc:}" ;;
	/*) [ -e "$2" ] ;;
	*) command -v "$2" >/dev/null ;;
	esac
}

missing() { # SET ...
	for set in "$@"; do
		while read -r group package how _; do
			[ "$group" = "$set" ] || continue
			present "$package" "$how" || echo "$package"
		done <"$here/packages"
	done
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo -E env DEBIAN_FRONTEND="$DEBIAN_FRONTEND" "$@"
	fi
}

apt() {
	as_root apt-get -o DPkg::Lock::Timeout=500 -o Acquire::Retries=3 "$@"
}

refuse() { # PACKAGES
	echo "Missing: $*" >&2
	echo "Install them as root: apt-get install $*" >&2
	exit 1
}

# Debian starts a server as soon as it is installed; this keeps it stopped.
hold_services() {
	policy=/usr/sbin/policy-rc.d
	[ -e $policy ] && return
	trap 'as_root rm -f $policy' EXIT
	trap 'exit 1' HUP INT TERM
	printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
	as_root chmod 755 $policy
}

install_missing() { # SET ...
	packages=$(missing "$@" | tr '\n' ' ')
	[ -n "$packages" ] || return 0
	if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
		refuse "$packages"
	fi
	echo "Installing from Debian: $packages"
	hold_services
	log=$(mktemp)
	apt -q update >"$log" 2>&1 || tail -n 5 "$log" >&2
	# shellcheck disable=SC2086 # a list of names
	apt -q -y --no-install-recommends --no-upgrade \
		--no-remove install $packages \
		>"$log" 2>&1 || {
		tail -n 20 "$log" >&2
		rm -f "$log"
		refuse "$packages"
	}
	rm -f "$log"
}

# The tests' SMTP server. A machine has at most one mail server installed,
# so where there is no Postfix, one is unpacked for the tests alone.
unpack_postfix() {
	if [ -x /usr/lib/postfix/sbin/master ] ||
		[ -x "$top/build/mta/usr/lib/postfix/sbin/master" ]; then
		return
	fi
	echo "Unpacking Postfix for the tests, into build/mta"
	mkdir -p "$top/build/mta"
	(cd "$top/build/mta" && {
		apt-get -q download postfix >log 2>&1 || {
			apt -q update >log 2>&1
			apt-get -q download postfix >log 2>&1
		}
	} && dpkg-deb -x postfix_*.deb . && rm -f postfix_*.deb) || {
		tail -n 5 "$top/build/mta/log" >&2
		refuse postfix
	}
}

install_missing "$@"
still=$(missing "$@" | tr '\n' ' ')
[ -z "$still" ] || refuse "$still"
for set in "$@"; do
	[ "$set" != test ] || unpack_postfix
done

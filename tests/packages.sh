#!/usr/bin/env bash
# Installs the Debian packages that building, the demo or the checks need. Only what is missing is
# installed; with everything in place it does nothing and needs no root. Debian's PostgreSQL package
# would create and start a cluster of its own: that is switched off for the time of the installation.
# prometheus: only for promtool, which checks our metrics and alerts; python3-aiosmtpd: the mail server of the tests. No service of
# a package is started by its installation here.
# libmicrohttpd-dev: the pages. chromium, wrk: to see and to press them; node and npm, where no other node is there,
# for the two packages of tests/browser/package.json.
# libhpdf-dev: the printed report of the performance tree is PDF, which we would not write by hand.
# nginx, libnginx-mod-http-echo, nghttp2-client: a fast peer to deliver to, which can also be slow, and h2load, measured beside us;
# php-*, nodejs, npm: what others would do the same work with.
#   packages.sh demo|check|server|browser|bench
set -eu

build="gcc libc6-dev pkg-config libcurl4-openssl-dev libjansson-dev libpq-dev libssl-dev libinih-dev
    libsystemd-dev libsmartcols-dev libhpdf-dev libmicrohttpd-dev"
demo="$build libgnutls28-dev postgresql openssl curl ca-certificates jq procps faketime"
check="$demo libcmocka-dev clang libclang-rt-14-dev clang-format clang-tidy cppcheck shellcheck universal-ctags valgrind
    git python3-minimal gcovr iproute2 prometheus python3-aiosmtpd"

server="$demo debhelper dpkg-dev lintian debootstrap mandoc systemd zsh"

browser="$demo chromium fonts-noto-core wrk"
command -v npm >/dev/null || browser="$browser nodejs npm"

bench="$demo nginx libnginx-mod-http-echo nghttp2-client iproute2 bc python3-minimal php-cli php-curl php-pgsql"
command -v npm >/dev/null || bench="$bench nodejs npm"

case ${1:-} in
demo) wanted=$demo ;;
check) wanted=$check ;;
server) wanted=$server ;;
browser) wanted=$browser ;;
bench) wanted=$bench ;;
*)
    echo "usage: packages.sh demo|check|server|browser|bench" >&2
    exit 2
    ;;
esac

missing=
for package in $wanted; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || {
        echo "these packages are missing:$missing; install them as root, or install sudo" >&2
        exit 1
    }
    as_root=sudo
fi
echo "installing:$missing" >&2

dropin=/etc/postgresql-common/createcluster.d/siasn-sync.conf
apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o Dpkg::Use-Pty=0 "$@" >/dev/null
}
policy=/usr/sbin/policy-rc.d
made=
# shellcheck disable=SC2086
trap '[ -z "$made" ] || $as_root rm -f $made' EXIT
if [ ! -e "$policy" ]; then
    made=$policy
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
fi
apt update
case " $missing " in *" postgresql "*)
    apt install --no-install-recommends postgresql-common
    if [ ! -e "$dropin" ]; then
        made="$made $dropin"
        $as_root mkdir -p "$(dirname "$dropin")"
        echo 'create_main_cluster = false' | $as_root tee "$dropin" >/dev/null
    fi
    ;;
esac
# shellcheck disable=SC2086
apt install --no-install-recommends $missing

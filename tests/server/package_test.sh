#!/usr/bin/env bash
# The Debian packages in a Debian of their own: lintian, install, upgrade with records waiting,
# purge, install again; and twice built, byte for byte the same.
# shellcheck source-path=SCRIPTDIR source=../integration/common.sh
. "$(dirname "$0")/../integration/common.sh"
# shellcheck source-path=SCRIPTDIR source=debian.sh
. "$(dirname "$0")/debian.sh"

DEBS=$BUILD/deb

build_twice() {
    make -s -C "$STAGE_ROOT" BUILD="$BUILD" deb >"$STAGE_DIR/deb1.log" 2>&1 || return 1
    mkdir "$STAGE_DIR/first"
    cp "$DEBS"/*.deb "$STAGE_DIR/first"
    make -s -C "$STAGE_ROOT" BUILD="$BUILD" deb >"$STAGE_DIR/deb2.log" 2>&1 || return 1
    for deb in "$STAGE_DIR"/first/*.deb; do cmp "$deb" "$DEBS/${deb##*/}" || return 1; done
}
clean() {
    local said
    said=$(lintian --fail-on error,warning "$DEBS"/*.changes 2>&1 | grep -E '^[EW]:')
    [ -z "$said" ] || {
        echo "$said"
        return 1
    }
}
# The same files as the version before.
older() {
    local dir=$STAGE_DIR/older
    dpkg-deb -R "$DEBS"/siasn-sync_*_*.deb "$dir"
    sed -i 's/^Version: .*/Version: 0.0.9/' "$dir/DEBIAN/control"
    dpkg-deb --root-owner-group -b "$dir" "$ROOT/older.deb" >/dev/null
}
install_deb() { in_root dpkg -i "$1" >"$STAGE_DIR/dpkg.log" 2>&1 || { tail -3 "$STAGE_DIR/dpkg.log"; return 1; }; }
configured() {
    sed "s|$STAGE_DIR/|/etc/siasn-sync/|" "$STAGE_DIR/siasnd.conf" >"$ROOT/etc/siasn-sync/siasnd.conf"
    cp "$STAGE_DIR/ca.pem" "$ROOT/etc/siasn-sync/ca.pem"
    cp -a "$STAGE_DIR/credentials/." "$ROOT/etc/siasn-sync/credentials/"
}
waiting() { state "SELECT count(*) FROM siasn.outbox WHERE state IN ('ready', 'retry')"; }

stage_begin
check "built twice: the same bytes" build_twice
check "lintian" clean
root_begin
stage_postgres
stage_sample 50
stage_sandbox
stage_config
cp "$DEBS"/*.deb "$ROOT/"
older
check "install" install_deb /older.deb
check "install: credentials are root's alone" is "$(stat -c %a "$ROOT/etc/siasn-sync/credentials")" 700
check "install: the group for files of trainings" grep -q '^siasn-sinau:' "$ROOT/etc/group"
check "install: ... and its folder" is "$(in_root stat -c '%a %G' /var/lib/siasn-sync/sinau/archive)" "2770 siasn-sinau"
check "install: nothing is enabled" test ! -e "$ROOT/etc/systemd/system/multi-user.target.wants/siasnd.service"
check "manual pages" in_root man -w siasnd siasnctl siasnd.conf siasn_src
check "a sample to start from" in_root siasnd --sample-config
configured
in_root siasnctl migrate >/dev/null
# Records wait: the service refuses everything.
stage_control faults -d '[{"fault":"suspended","path":"/apisiasn","method":"*"}]' >/dev/null
in_root siasnd --config /etc/siasn-sync/siasnd.conf --once >/dev/null 2>&1
check "records wait before the upgrade" test "$(waiting)" -gt 100
before=$(waiting)
check "upgrade" install_deb "/$(basename "$DEBS"/siasn-sync_*.deb)"
check "upgrade: configuration kept" test -s "$ROOT/etc/siasn-sync/siasnd.conf"
check "upgrade: nothing lost" is "$(waiting)" "$before"
stage_control faults -d '[]' >/dev/null
in_root siasnd --config /etc/siasn-sync/siasnd.conf --once >/dev/null 2>&1
check "after the upgrade all is delivered" is "$(waiting)" 0
check_compare "after the upgrade"
check "purge" in_root dpkg --purge siasn-sync
check "purge: programs gone" test ! -e "$ROOT/usr/sbin/siasnd"
check "purge: the site's own files are left to the site" test -s "$ROOT/etc/siasn-sync/credentials/consumer_key"
check "install again" install_deb "/$(basename "$DEBS"/siasn-sync_*.deb)"
check "install again: nothing new to send" in_root siasnd --config /etc/siasn-sync/siasnd.conf --once
check_compare "installed again"
if ls "$DEBS"/siasn-sync-web_*.deb >/dev/null 2>&1; then
    check "the pages' package" install_deb "/$(basename "$DEBS"/siasn-sync-web_*.deb)"
    check "the pages' package: it runs" in_root siasn-web --version
    check "the pages' package: manual" in_root man -w siasn-web
    check "the pages' package: purge" in_root dpkg --purge siasn-sync-web
else
    echo "not run: package siasn-sync-web, this source has no daemon/web/main.c"
fi
check "documentation package" install_deb "/$(basename "$DEBS"/siasn-sync-doc_*.deb)"
check "documentation: the source contract" test -s "$ROOT/usr/share/doc/siasn-sync-doc/source/contract.sql"
stage_verdict

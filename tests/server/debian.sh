# shellcheck shell=bash
# A Debian root of its own for the tests of package and units: made once by debootstrap into
# $BUILD/server/root, then used below an overlay that is thrown away. Needs root. Source after the
# stage's common.sh.
#
#   root_begin            $ROOT, a fresh Debian with systemd; /proc and /dev are mounted
#   in_root CMD...        runs CMD there
#   root_boot             boots systemd there; the network is the host's
#   on_system CMD...      runs CMD beside that systemd

ROOT_PACKAGES=systemd,dbus,adduser,libcurl4,libjansson4,libpq5,libssl3,libinih1,libsmartcols1,libsystemd0,libmicrohttpd12,libhpdf-2.3.0,ca-certificates,procps,man-db

root_begin() {
    [ "$(id -u)" = 0 ] || stage_die "these tests need root: debootstrap, mounts and namespaces"
    ROOT_BASE=$BUILD/server/root
    if [ ! -e "$ROOT_BASE/made" ]; then
        rm -rf "$ROOT_BASE"
        mkdir -p "$ROOT_BASE"
        debootstrap --variant=minbase --include="$ROOT_PACKAGES" bookworm "$ROOT_BASE/tree" >"$ROOT_BASE/log" 2>&1 ||
            stage_die "debootstrap: $(tail -1 "$ROOT_BASE/log")"
        touch "$ROOT_BASE/made"
    fi
    ROOT=$STAGE_DIR/root
    mkdir -p "$ROOT" "$STAGE_DIR/upper" "$STAGE_DIR/work"
    mount -t overlay overlay -o "lowerdir=$ROOT_BASE/tree,upperdir=$STAGE_DIR/upper,workdir=$STAGE_DIR/work" "$ROOT" ||
        stage_die "cannot mount an overlay"
    mount -t proc proc "$ROOT/proc"
    mount --bind /dev "$ROOT/dev"
    trap root_end EXIT
}

root_end() {
    local status=$?
    [ -z "${ROOT_SYSTEM:-}" ] || kill -KILL "$ROOT_SYSTEM" 2>/dev/null
    wait "${ROOT_SYSTEM:-}" 2>/dev/null
    umount -R "$ROOT" 2>/dev/null || umount -l -R "$ROOT"
    (exit "$status")
    stage_end
}

in_root() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 chroot "$ROOT" "$@"
}

root_boot() {
    umount "$ROOT/proc" "$ROOT/dev"
    unshare --mount --pid --fork --uts --ipc --cgroup "$STAGE_ROOT/tests/server/boot.sh" "$ROOT" >"$STAGE_DIR/boot.log" 2>&1 &
    ROOT_SHELL=$!
    stage_await 30 "systemd to start" root_init
    stage_await 60 "systemd to be up" system_up
}
root_init() { ROOT_SYSTEM=$(pgrep -P "$ROOT_SHELL" -f /lib/systemd/systemd); }
system_up() { on_system systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded'; }

on_system() {
    nsenter --target "$ROOT_SYSTEM" --mount --pid --uts --ipc --cgroup --root --wdns=/ \
        env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"
}

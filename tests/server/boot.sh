#!/usr/bin/env bash
# boot.sh ROOT: becomes systemd in ROOT; the first process of new namespaces (see debian.sh). The
# machine's own cgroups stay as they are: this systemd gets a hierarchy of its own.
set -eu
root=$1
mount --make-rprivate /
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
else
    mkdir "$root/sys/fs/cgroup/systemd" "$root/sys/fs/cgroup/unified"
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup/unified"
    mount -t cgroup -o none,name=systemd cgroup "$root/sys/fs/cgroup/systemd"
fi
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
    : >"$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
# Not chroot: who is in one may have no user namespace, which the unit asks for.
mkdir "$root/run/old"
cd "$root"
pivot_root . run/old
# Shared, as a container's manager leaves it: systemd mounts a service's credentials in a namespace of
# their own, from where they must come back to ours.
exec env -i container=siasn-sync PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    sh -c 'umount -l /run/old && mount --make-rshared / && exec /lib/systemd/systemd --system --show-status=0 --log-target=journal'

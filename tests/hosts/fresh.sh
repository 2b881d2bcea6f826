#!/bin/sh
# fresh.sh: the two commands of the README on a machine with gcc, make and git
# only: a bare Debian in a directory, into which the project's sources are copied.
# What the set-up installs there comes from Debian's own servers. HOSTS_SUITE, or
# `make fresh SUITE=...`, chooses another than bookworm: trixie, sid. TEST_TIMEOUT is
# that of tests/run.sh.
#
# Needs root, for debootstrap and for apt in the new system. The bare system
# stays in build/hosts; the one that was used is removed.
set -u

cd "$(dirname "$0")/../.." || exit 1
. tests/hosts/debian.sh

TIMEOUT_S=3600
bare=$hosts/roots/bare-$suite
used=$hosts/roots/used-$suite
bootstrap=$hosts/debootstrap-$suite
passed=0
failed=0

[ "$(id -u)" = 0 ] || { echo "hosts: this needs root: sudo make fresh" >&2; exit 1; }
debian_check

# Packages are installed by the real dpkg here: scripts, users and all.
make_bare() {
	[ ! -d "$bare" ] || return 0
	arch=$(dpkg --print-architecture)
	debian_unpack_only "$arch" "$bootstrap" debootstrap || return 1
	rm -rf "$bare.new"
	DEBOOTSTRAP_DIR=$bootstrap/usr/share/debootstrap \
		sh "$bootstrap/usr/sbin/debootstrap" --variant=minbase \
		--keyring=$keyring --include=gcc,libc6-dev,make,git "$suite" "$bare.new" "$mirror" \
		>"$bootstrap.log" 2>&1 || {
			tail -5 "$bootstrap.log" >&2
			return 1
		}
	mv "$bare.new" "$bare"
}

make_used() {
	rm -rf "$used"
	cp -a "$bare" "$used" && mkdir "$used/root/ingot" || return 1
	cp /etc/resolv.conf "$used/etc/resolv.conf"
	tar -cf - --exclude=./build --exclude=./kernel/build --exclude='./examples/*/build' \
		--exclude=./.git . | tar -xf - -C "$used/root/ingot"
}

# Mounts vanish with the namespace.
enter_used() {
	build/tests/timeout $TIMEOUT_S unshare --mount --pid --fork --kill-child sh -c '
		set -eu
		root=$1
		shift
		mount -t proc proc "$root/proc"
		mount -t sysfs -o ro sysfs "$root/sys"
		mount --rbind /dev "$root/dev"
		mount -t tmpfs tmpfs "$root/tmp"
		exec chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C TERM=dumb \
			PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
			http_proxy="${http_proxy-}" TEST_TIMEOUT="${TEST_TIMEOUT-}" \
			sh -c "cd /root/ingot && $*"
	' sh "$used" "$@" </dev/null
}

# check NAME LOG TEXT COMMAND: COMMAND ends well in the used system, and its
# output, kept in LOG, has a line with TEXT.
check() {
	log=$hosts/fresh-$suite-$2.log
	start_s=$(date +%s)
	enter_used "$4" >"$log" 2>&1
	status=$?
	seconds=$(($(date +%s) - start_s))
	if [ $status = 0 ] && grep -q "$3" "$log"; then
		passed=$((passed + 1))
		printf 'ok    %-44s %4d s\n' "$1" $seconds
		return 0
	fi
	failed=$((failed + 1))
	printf 'FAIL  %-44s %4d s, status %d, all of it in %s; its end:\n' "$1" $seconds \
		$status "$log"
	tail -20 "$log"
	return 1
}

mkdir -p "$hosts" build/tests
${CC:-cc} -std=c17 -D_XOPEN_SOURCE=700 -o build/tests/timeout tests/timeout.c || exit 1
make_bare && make_used || { echo "hosts: no bare Debian could be made" >&2; exit 1; }
check "the bare system lacks what Ingot needs" bare "^+ .* install .* clang-" \
	"sh scripts/setup.sh --dry-run test"
check "make run boots the kernel" run "^Ingot reference kernel" "make run"
check "a second make run installs nothing" again "^Ingot reference kernel" \
	"make run >/tmp/log 2>&1; s=\$?; cat /tmp/log; ! grep -q '^+ ' /tmp/log && exit \$s"
check "make test passes" test "^[1-9][0-9]* passed, 0 failed" "make test"
sed -n -e 's/^[0-9]* passed, [0-9]* failed/      &/p' -e 's/^SKIPPED/      &/p' \
	"$hosts/fresh-$suite-test.log"
rm -rf "$used"
echo
echo "$passed passed, $failed failed"
[ $failed = 0 ]

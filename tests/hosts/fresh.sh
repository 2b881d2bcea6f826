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
. tests/hosts/bare.sh

TIMEOUT_S=3600
used=$hosts/roots/used-$suite
passed=0
failed=0

bare_check

make_used() {
	bare_copy "$used" && sh scripts/sources.sh "$used/root/ingot"
}

enter_used() {
	bare_enter "$used" /root/ingot "$1"
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
bare_limit="build/tests/timeout $TIMEOUT_S"
bare_environment="TEST_TIMEOUT=${TEST_TIMEOUT-}"
bare_make && make_used || { echo "hosts: no bare Debian could be made" >&2; exit 1; }
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

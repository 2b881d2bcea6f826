#!/bin/sh
# compare.sh: the same sources and the same LLVM give the same bytes on a host
# with another processor.
#
# An arm64 Debian is put together in build/hosts (once: 230 MB to fetch) and run
# by QEMU's user emulation. There and here, each in a copy of the tree, the
# command is compiled, and with it the loader, the reference kernel and its
# image; their SHA-256 are compared. The last line is "N passed, N failed".
set -u

cd "$(dirname "$0")/../.." || exit 1
. tests/hosts/debian.sh
. tests/hosts/llvm.sh

TIMEOUT_S=3600
other=arm64

# A copy of the sources at build/hosts/HOST/..., in another place for each host.
copy_tree() {
	rm -rf "$1"
	mkdir -p "$1" && tar -cf - --exclude=./build --exclude=./kernel/build \
		--exclude='./examples/*/build' --exclude=./.git . | tar -xf - -C "$1"
}

build_here() {
	copy_tree "$hosts/here/project" || return 1
	sh "$hosts/here/project/tests/hosts/build.sh" $LLVM >"$hosts/here/hashes"
}

build_there() {
	copy_tree "$hosts/there/on/another/path" || return 1
	build/tests/timeout $TIMEOUT_S sh -c '
		. tests/hosts/debian.sh
		debian_enter "$1" "$2" "$hosts/there" \
			sh /mnt/on/another/path/tests/hosts/build.sh "$3"
	' sh $other "$system" $LLVM >"$hosts/there/hashes" </dev/null
}

# Prepares, or ends the script.
prepare() {
	debian_check
	hosts_choose_llvm $other || exit 1
	echo "LLVM $LLVM of Debian $suite, here and on $other"
	system=$hosts/roots/$suite-$other-llvm-$LLVM
	mkdir -p "$hosts" build/tests
	${CC:-cc} -std=c17 -D_XOPEN_SOURCE=700 -o build/tests/timeout tests/timeout.c || exit 1
	debian_unpack_only "$(dpkg --print-architecture)" "$hosts/tools" qemu-user-static &&
		debian_unpack $other "$system" clang-$LLVM lld-$LLVM llvm-$LLVM \
			ninja-build gcc libc6-dev make libyaml-dev dash coreutils sed grep mawk \
			findutils diffutils && return
	echo "hosts: the $other system could not be made" >&2
	exit 1
}

# timed NAME FUNCTION: FUNCTION, its log and its time.
timed() {
	start_s=$(date +%s)
	"$2" 2>"$hosts/$2.log"
	status=$?
	echo "$1: $(($(date +%s) - start_s)) s, status $status, log in build/hosts/$2.log"
	[ $status = 0 ] || tail -20 "$hosts/$2.log"
	return $status
}

# The table of both lists of hashes, and the verdict. The lists differ in their
# first line, the hosts; all other lines must be the same and not missing.
compare() {
	awk '
	function short(hash) { return length(hash) == 64 ? substr(hash, 1, 16) "..." : hash }
	FNR == NR { here[$1] = $2; order[++count] = $1; next }
	{ there[$1] = $2 }
	END {
		for (i = 1; i <= count; i++) {
			name = order[i]
			verdict = here[name] == there[name] ? "same" : "DIFFERENT"
			if (name == "host")
				verdict = here[name] != there[name] ? "" : "NOT ANOTHER"
			printf "%-24s %-28s %-28s %s\n", name, short(here[name]),
				short(there[name]), verdict
			if (verdict ~ /[A-Z]/) failed++; else passed++
		}
		printf "\n%d passed, %d failed\n", passed, failed
		exit failed > 0 || passed < 10
	}' "$hosts/here/hashes" "$hosts/there/hashes"
}

prepare
if timed "here" build_here && timed "$other" build_there; then
	echo
	compare
	exit $?
fi
echo
echo "0 passed, 1 failed"
exit 1

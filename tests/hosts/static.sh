#!/bin/sh
# static.sh: the archives of `make static` are the same, byte by byte, from an x86_64 and from
# an arm64 host, and their commands work.
#
# usage: tests/hosts/static.sh [make|try]...
#
#	make    makes the archives here and, by QEMU's user emulation, on an arm64 Debian in
#	        build/hosts (once: 230 MB to fetch), and compares their SHA-256
#	try     unpacks each archive in an empty place and makes, builds, runs and tests a
#	        project with its command; the one of the other processor by emulation. What
#	        it starts, clang, ninja and QEMU, is this host's
#
# Without an argument both. The last line is "N passed, N failed".
set -u

cd "$(dirname "$0")/../.." || exit 1
. tests/hosts/debian.sh

TIMEOUT_S=14400
LLVM=$(sed -n 's/^LLVM_USUAL(\([0-9]*\)).*/\1/p' host/toolchain/needs.def)
here=$(dpkg --print-architecture 2>/dev/null)
version=$(sed -n 's/^#define INGOT_VERSION "\(.*\)"$/\1/p' abi/version.h)
work=$hosts/static
system=$hosts/roots/$suite-arm64-static-$LLVM
passed=0
failed=0

# check NAME LOG COMMAND...: the command ends well; its output goes to the log.
check() {
	name=$1
	log=$work/$2.log
	start_s=$(date +%s)
	shift 2
	"$@" >"$log" 2>&1 </dev/null
	status=$?
	if [ $status = 0 ]; then
		passed=$((passed + 1))
		printf 'ok    %-56s %5d s\n' "$name" $(($(date +%s) - start_s))
		return 0
	fi
	failed=$((failed + 1))
	printf 'FAIL  %-56s %5d s, status %d, all of it in %s; its end:\n' "$name" \
		$(($(date +%s) - start_s)) $status "$log"
	tail -20 "$log"
	return 1
}

# --- The same bytes ----------------------------------------------------------

# The sources at another path; what is linked in comes along.
copy_tree() {
	rm -rf "$1"
	mkdir -p "$1/build/static" && tar -cf - --exclude=./build --exclude=./.git \
		. | tar -xf - -C "$1" &&
		cp -a build/static/parts "$1/build/static/"
}

make_here() {
	COMMIT=$commit sh scripts/static.sh
}

make_there() {
	build/tests/timeout $TIMEOUT_S sh -c '
		. tests/hosts/debian.sh
		debian_enter arm64 "$1" "$2" env COMMIT="$3" JOBS=2 \
			sh "/mnt/on another path/scripts/static.sh" "$4"
	' sh "$system" "$work/there" "$commit" "$1"
}

compare() {
	archive=ingot-$version-linux-$1.tar.gz
	sha256sum "build/static/$archive" "$work/there/on another path/build/static/$archive"
	cmp "build/static/$archive" "$work/there/on another path/build/static/$archive"
}

# The same clang and lld, but for the processor that they run on.
same_tools() {
	for tool in clang-$LLVM ld.lld-$LLVM; do
		$tool --version | sed -n 1p
		debian_enter arm64 "$system" "$work" $tool --version | sed -n 1p
	done | uniq -c | awk '{ print; if ($1 != 2) differ = 1 } END { exit NR != 2 || differ }'
}

make_both() {
	debian_unpack arm64 "$system" clang-$LLVM lld-$LLVM llvm-$LLVM gcc libc6-dev make dash \
		coreutils sed grep mawk findutils diffutils tar gzip || {
		echo "hosts: the arm64 system could not be made" >&2
		exit 1
	}
	# This host's own, while others build in the tree: of the commit, if any.
	commit=$(sh scripts/commit.sh)
	check "clang and lld are the same there" tools same_tools
	check "make static on $here" here make_here || return
	copy_tree "$work/there/on another path" || exit 1
	for processor in x86_64 arm64; do
		check "make static on arm64, emulated: $processor" there-$processor \
			make_there $processor &&
			check "$processor: the same bytes" same-$processor compare $processor
	done
}

# --- Commands that work ------------------------------------------------------

# As a user would: unpacked anywhere, with nothing of this tree in reach of the names.
cat_try() {
	cat <<'END'
set -eu
cd "$1"
ingot=$(ls -d "$PWD"/ingot-*)/bin/ingot
export HOME="$PWD" INGOT_ACCEL=tcg
"$ingot" --version -v
"$ingot" new hello
"$ingot" -C hello build
"$ingot" -C hello run | tee printed
grep "Hello from hello!" printed
"$ingot" -C hello test | tee printed
grep "2 passed, 0 failed" printed
"$ingot" -C hello image --release
sha256sum hello/build/*/release/*.img
END
}

unpack() {
	rm -rf "${work:?}/$1"
	mkdir -p "$work/$1" && tar -C "$work/$1" -xzf build/static/ingot-*-linux-"$1".tar.gz
}

try_native() {
	unpack "$1" && sh "$work/try.sh" "$work/$1"
}

# The kernel starts the command by the emulator, whoever starts it: the rule is in a name
# space of its own.
try_emulated() {
	unpack "$1" && rule=$(debian_emulator "$2") || return
	unshare --user --map-root-user --mount --pid --fork --kill-child sh -c '
		set -eu
		mount -t proc proc /proc
		mount -t binfmt_misc none /proc/sys/fs/binfmt_misc
		printf "%s" "$1" >/proc/sys/fs/binfmt_misc/register
		exec sh "$2" "$3"
	' sh "$rule" "$work/try.sh" "$work/$1"
}

is_static() {
	! LC_ALL=C grep -q -e '/lib/ld-' -e '/lib64/ld-' "$work/$1"/ingot-*/bin/ingot
}

try_both() {
	cat_try >"$work/try.sh"
	for processor in x86_64 arm64; do
		arch=$processor
		[ $processor != x86_64 ] || arch=amd64
		if [ "$arch" = "$here" ]; then
			check "$processor: new, build, run, test" $processor try_native $processor
		else
			check "$processor, emulated: new, build, run, test" $processor \
				try_emulated $processor $arch
		fi
		check "$processor: no dynamic linker is named in it" $processor-static \
			is_static $processor
	done
	check "both made the same image" images sh -c 'sed -n "s/ .*\.img\$//p" "$1" "$2" |
		uniq -c | awk "{ print } END { exit NR != 1 || \$1 != 2 }"' - \
		"$work/x86_64.log" "$work/arm64.log"
}

debian_check
[ $# -gt 0 ] || set -- make try
mkdir -p "$work" build/tests
${CC:-cc} -std=c17 -D_XOPEN_SOURCE=700 -o build/tests/timeout tests/timeout.c || exit 1
debian_unpack_only "$here" "$hosts/tools" qemu-user-static || exit 1
for part; do
	case $part in
	make) make_both ;;
	try) try_both ;;
	*)
		echo "usage: static.sh [make|try]..." >&2
		exit 2
		;;
	esac
done
echo
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]

#!/bin/sh
# build.sh OUTDIR: builds the unit tests of host/ into OUTDIR/test_host_<name>,
# with address and undefined-behaviour sanitizers.
#
# Every test links against an archive of host/ (all but main.c), so that it
# takes the modules it uses. Programs here that are no tests (*_driver.c) are
# built too, into OUTDIR/<name>. CC chooses the compiler.
set -eu

[ $# -eq 1 ] || { echo "usage: build.sh OUTDIR" >&2; exit 2; }
mkdir -p "$1/objects"
out=$(cd "$1" && pwd -P)
cd "$(dirname "$0")/../../.."

cc=${CC:-cc}
flags='-std=c17 -D_XOPEN_SOURCE=700 -D_DARWIN_C_SOURCE -D_FILE_OFFSET_BITS=64
       -Wall -Wextra -Wpedantic -Wshadow -g
       -fsanitize=address,undefined -fno-sanitize-recover=all -I. -Ihost'

# package LIBRARY FLAG...: what pkg-config knows of it, else -lLIBRARY.
package() {
	library=$1; name=$2; shift 2
	pkg-config "$@" "$name" 2>/dev/null || { [ "$1" = --cflags ] || echo "-l$library"; }
}
flags="$flags $(package yaml yaml-0.1 --cflags) $(package cmocka cmocka --cflags)"
libraries="$(package yaml yaml-0.1 --libs) $(package cmocka cmocka --libs)"

# compile SOURCE OBJECT: unless the object is newer than every source and header.
compile() {
	if [ -f "$2" ] && [ -z "$(find abi host tests/unit/host -name '*.[ch]' -newer "$2")" ]; then
		return
	fi
	$cc $flags -c "$1" -o "$2"
}

objects=
for source in host/*.c; do
	[ "$source" != host/main.c ] || continue
	object=$out/objects/$(basename "$source" .c).o
	compile "$source" "$object"
	objects="$objects $object"
done
rm -f "$out/objects/host.a"
${AR:-ar} rc "$out/objects/host.a" $objects

for source in tests/unit/host/test_*.c tests/unit/host/*_driver.c; do
	[ -f "$source" ] || continue
	name=$(basename "$source" .c)
	case $name in
	test_*) program=$out/test_host_${name#test_} ;;
	*) program=$out/$name ;;
	esac
	compile "$source" "$out/objects/$name.o"
	$cc -fsanitize=address,undefined "$out/objects/$name.o" "$out/objects/host.a" \
		$libraries -o "$program"
done

#!/bin/sh
# build.sh OUTDIR: builds the unit tests of host/ into OUTDIR/test_host_<name>,
# with address and undefined-behaviour sanitizers.
#
# Every program links against an archive of host/ (all but main.c) and of the
# sources here that are no programs, so that it takes the modules it uses.
# *_driver.c are programs for other tests: OUTDIR/<name>. CC chooses the compiler.
set -eu

[ $# -eq 1 ] || { echo "usage: build.sh OUTDIR" >&2; exit 2; }
mkdir -p "$1/objects"
out=$(cd "$1" && pwd -P)
cd "$(dirname "$0")/../../.."

cc=${CC:-cc}
flags='-std=c17 -D_XOPEN_SOURCE=700 -D_DARWIN_C_SOURCE -D_FILE_OFFSET_BITS=64
       -Wall -Wextra -Wpedantic -Wshadow -g
       -fsanitize=address,undefined -fno-sanitize-recover=all -I.'

# package LIBRARY FLAG...: what pkg-config knows of it, else -lLIBRARY.
package() {
	library=$1; name=$2; shift 2
	pkg-config "$@" "$name" 2>/dev/null || { [ "$1" = --cflags ] || echo "-l$library"; }
}
flags="$flags $(package yaml yaml-0.1 --cflags) $(package cmocka cmocka --cflags)"
libraries="$(package yaml yaml-0.1 --libs) $(package cmocka cmocka --libs)"

# compile SOURCE OBJECT: unless the object is newer than the source, every header
# and this script.
compile() {
	if [ -f "$2" ] && [ -z "$(find "$1" tests/unit/host/build.sh -newer "$2")" ] &&
		[ -z "$(find abi host tests/unit/host -name '*.h' -newer "$2")" ]; then
		return
	fi
	$cc $flags -c "$1" -o "$2"
}

# kind_of SOURCE: test, driver or part.
kind_of() {
	case $1 in
	tests/unit/host/test_*) echo test ;;
	*_driver.c) echo driver ;;
	*) echo part ;;
	esac
}

objects=
for source in host/*/*.c tests/unit/host/*.c; do
	[ "$source" != host/cli/main.c ] || continue
	object=$out/objects/$(basename "$source" .c).o
	compile "$source" "$object"
	[ "$(kind_of "$source")" != part ] || objects="$objects $object"
done
rm -f "$out/objects/host.a"
${AR:-ar} rc "$out/objects/host.a" $objects

# link OBJECT PROGRAM
link() {
	$cc -fsanitize=address,undefined "$out/objects/$1.o" "$out/objects/host.a" \
		$libraries -o "$out/$2"
}

for source in tests/unit/host/*.c; do
	name=$(basename "$source" .c)
	case $(kind_of "$source") in
	test) link "$name" "test_host_${name#test_}" ;;
	driver) link "$name" "$name" ;;
	esac
done

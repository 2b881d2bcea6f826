#!/bin/sh
# build.sh OUTDIR: builds the runtime for this host, under rt_ names and as fast
# as it gets, and every program of this folder as OUTDIR/test_*. Honours CC
# (default cc), CFLAGS and LDFLAGS. CROSS=1: CC makes programs for another
# processor, for which there is no MPFR; what needs it is left out.
#
# The heap is built two more times: for test_heap the debugging one, with the
# address sanitizer where the compiler has it, and for test_heap_steps one that
# counts its steps.
set -eu

out=${1:?usage: build.sh OUTDIR}
here=$(dirname "$0")
root=$(cd "$here/../../.." && pwd -P)
mkdir -p "$out/rt"
out=$(cd "$out" && pwd -P)
cd "$root"

CC=${CC:-cc}
flags="-std=c17 -D_XOPEN_SOURCE=700 -D_DARWIN_C_SOURCE -O2 -g -ffp-contract=off ${CFLAGS:-}"
warnings='-Wall -Wextra -Wpedantic'
freestanding="-ffreestanding -fno-builtin -isystem runtime/include -DRT_NATIVE"
export CC flags warnings freestanding out

# each COMMAND FILES...: two at a time; fails if one does
each() {
	command=$1
	shift
	for file in "$@"; do echo "$file"; done | xargs -n 1 -P 2 sh -c "$command"
}

# Whether the runtime compiles without a warning, unit/runtime says.
sh tests/unit/rt_names.sh "$out/rt_names.h"
rm -f "$out"/rt/*.o "$out"/checked/*.o "$out"/counted/*.o "$out"/*.a
each '$CC $flags $freestanding -include "$out/rt_names.h" -c "$0" -o "$out/rt/$(echo "$0" | tr / _).o"' \
	$(find runtime -name '*.c' ! -name 'ubsan*' ! -path 'runtime/sanitize/*' | LC_ALL=C sort)
each '$CC $flags $warnings -c "$0" -o "$out/rt/$(basename "$0").o"' \
	$(find tests/unit/soak -name '*.c' ! -name 'test_*' | LC_ALL=C sort)
ar rcs "$out/librt.a" "$out"/rt/*.o

# works FLAGS: whether the compiler has them
works() {
	echo 'int main(void) { return 0; }' >"$out/probe.c"
	$CC $1 "$out/probe.c" -o "$out/probe" 2>/dev/null
}

heap_checked='-DHEAP_CHECKS=1'
heap_counted='-fsanitize-coverage=trace-pc'
sanitize='-fsanitize=address,undefined -fno-sanitize-recover=all'
if [ "${CROSS:-0}" = 1 ] || ! works "$sanitize"; then
	sanitize=
	[ "${CROSS:-0}" = 1 ] || echo "build.sh: $CC has no address sanitizer: SKIPPED" >&2
fi
export heap_checked heap_counted sanitize

mkdir -p "$out/checked" "$out/counted"
each '$CC $flags $freestanding -include "$out/rt_names.h" $heap_checked $sanitize -c "$0" -o "$out/checked/$(basename "$0").o"
	$CC $flags $freestanding -include "$out/rt_names.h" $heap_counted -c "$0" -o "$out/counted/$(basename "$0").o"' \
	$(find runtime/alloc -name '*.c' | LC_ALL=C sort)
ar rcs "$out/checked.a" "$out"/checked/*.o
ar rcs "$out/counted.a" "$out"/counted/*.o

programs=$(find tests/unit/soak -name 'test_*.c' | LC_ALL=C sort)
MPFR_CFLAGS= MPFR_LIBS=
if [ "${CROSS:-0}" = 1 ]; then
	programs=$(echo "$programs" | grep -v -e test_math)
else
	MPFR_CFLAGS=$(sh scripts/library.sh cflags mpfr mpfr)
	MPFR_LIBS="$(sh scripts/library.sh libs mpfr mpfr) $(sh scripts/library.sh libs gmp gmp)"
fi
export MPFR_CFLAGS MPFR_LIBS
each 'name=$(basename "$0" .c) heap=librt.a more= libs=
	case $name in
	test_math) libs=$MPFR_LIBS more=$MPFR_CFLAGS ;;
	test_heap) heap=checked.a more=$sanitize ;;
	test_heap_steps) heap=counted.a ;;
	esac
	$CC $flags $warnings "$0" $more "$out/$heap" "$out/librt.a" ${LDFLAGS:-} $libs -lm \
		-o "$out/$name"' $programs

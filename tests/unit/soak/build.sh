#!/bin/sh
# build.sh OUTDIR: builds the runtime for this host, under rt_ names and as fast
# as it gets, and every program of this folder as OUTDIR/test_*. Honours CC
# (default cc), CFLAGS and LDFLAGS. CROSS=1: CC makes programs for another
# processor, for which there is no MPFR; what needs it is left out.
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
freestanding="-ffreestanding -fno-builtin -isystem runtime/include -include runtime/rt_native.h
-DRT_NATIVE"
export CC flags warnings freestanding out root

# each COMMAND FILES...: two at a time; fails if one does
each() {
	command=$1
	shift
	for file in "$@"; do echo "$file"; done | xargs -n 1 -P 2 sh -c "$command"
}

# Whether the runtime compiles without a warning, unit/runtime says.
rm -f "$out"/rt/*.o "$out/librt.a"
each '$CC $flags $freestanding -c "$0" -o "$out/rt/$(echo "$0" | tr / _).o"' \
	$(find runtime -name '*.c' ! -name ubsan.c | LC_ALL=C sort)
each '$CC $flags $warnings -c "$0" -o "$out/rt/$(basename "$0").o"' \
	$(find tests/unit/soak -name '*.c' ! -name 'test_*' | LC_ALL=C sort)
ar rcs "$out/librt.a" "$out"/rt/*.o

programs=$(find tests/unit/soak -name 'test_*.c' | LC_ALL=C sort)
MPFR_CFLAGS= MPFR_LIBS=
if [ "${CROSS:-0}" = 1 ]; then
	programs=$(echo "$programs" | grep -v -e test_math)
else
	MPFR_CFLAGS=$(sh scripts/library.sh cflags mpfr mpfr)
	MPFR_LIBS="$(sh scripts/library.sh libs mpfr mpfr) $(sh scripts/library.sh libs gmp gmp)"
fi
export MPFR_CFLAGS MPFR_LIBS
each 'name=$(basename "$0" .c) cflags= libs=
	if [ "$name" = test_math ]; then libs=$MPFR_LIBS
		cflags="$MPFR_CFLAGS -DMATH_HEADER=\"$root/runtime/include/math.h\""; fi
	$CC $flags $warnings $cflags "$0" "$out/librt.a" ${LDFLAGS:-} $libs -lm -o "$out/$name"' $programs

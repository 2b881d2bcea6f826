#!/bin/sh
# musl.sh OUT SOURCE FLAGS...: musl's snprintf, as soft_snprintf in the object
# OUT, compiled from musl's source tree with flags for a target without
# floating-point unit. $CLANG compiles. long double is as wide as double there.
set -eu
out=$1
source=$2
shift 2
work=$(mktemp -d "${TMPDIR:-/tmp}/musl-soft.XXXXXX")
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/include/bits"
# 32-bit ARM is where musl has such a long double
cp "$source/arch/arm/bits/float.h" "$work/include/bits/"
cp "$source/arch/x86_64/bits/syscall.h.in" "$work/include/bits/syscall.h"
sed -f "$source/tools/mkalltypes.sed" "$source/arch/x86_64/bits/alltypes.h.in" \
	"$source/include/alltypes.h.in" >"$work/include/bits/alltypes.h"
for name in stdio/vfprintf stdio/vsnprintf stdio/snprintf math/frexpl math/frexp \
	math/__signbitl math/__signbit math/__fpclassifyl math/__fpclassify; do
	# the runtime's stdarg.h has the repair that clang needs for va_arg
	"$CLANG" "$@" -std=c11 -D_XOPEN_SOURCE=700 -O2 -w -nostdinc \
		-isystem "$("$CLANG" -print-resource-dir)/include" \
		-include runtime/include/stdarg.h -I"$work/include" \
		-I"$source/arch/x86_64" -I"$source/arch/generic" -I"$source/src/include" \
		-I"$source/src/internal" -I"$source/include" \
		-c "$source/src/$name.c" -o "$work/$(basename "$name").o"
done
for source in runtime/builtins/float/*.c runtime/builtins/integer/*.c; do
	"$CLANG" "$@" -std=c17 -O2 -w -c "$source" -o "$work/$(basename "$source" .c).o"
done
ld -r "$work"/*.o -o "$work/all"
objcopy --redefine-sym snprintf=soft_snprintf --keep-global-symbol=soft_snprintf \
	"$work/all" "$out"

#!/bin/sh
# build.sh OUTDIR: builds the runtime for this host, under rt_ names, and every
# test program of this folder as OUTDIR/test_*. Honours CC (default cc),
# CFLAGS, LDFLAGS, and SANITIZE: flags, else address and undefined where the
# compiler has them, and a line on stderr where it has not.
set -eu

out=${1:?usage: build.sh OUTDIR}
here=$(dirname "$0")
root=$(cd "$here/../../.." && pwd -P)
mkdir -p "$out/rt"
out=$(cd "$out" && pwd -P)
cd "$root"

CC=${CC:-cc}

default='-fsanitize=address,undefined -fno-sanitize-recover=all'
if [ -z "${SANITIZE+set}" ]; then
	echo 'int main(void) { return 0; }' >"$out/probe.c"
	if $CC $default "$out/probe.c" -o "$out/probe" 2>/dev/null; then
		SANITIZE=$default
	else
		SANITIZE=
		echo "build.sh: $CC has no address sanitizer: SKIPPED, tests run without" >&2
	fi
	rm -f "$out/probe.c" "$out/probe"
fi
flags="-std=c17 -O1 -g -fno-omit-frame-pointer -Wall -Wextra -Wpedantic $SANITIZE ${CFLAGS:-}"
freestanding="-ffreestanding -fno-builtin -isystem runtime/include -DRT_NATIVE"
export CC flags freestanding out

# each FUNCTION FILES...: two at a time; fails if one does
each() {
	job=$1
	shift
	for file in "$@"; do echo "$file"; done | xargs -n 1 -P 2 sh -c "$job"
}

sh tests/unit/rt_names.sh "$out/rt_names.h"
rm -f "$out"/rt/*.o "$out/librt.a"
each '$CC $flags $freestanding -include "$out/rt_names.h" -DHEAP_CHECKS=1 \
	-c "$0" -o "$out/rt/$(echo "$0" | tr / _).o"' \
	$(find runtime -path runtime/sanitize -prune -o -name '*.[cS]' -print | LC_ALL=C sort)
ar rcs "$out/librt.a" "$out"/rt/*.o

$CC $flags -c tests/unit/runtime/hooks.c -o "$out/rt/hooks.o"
each '$CC $flags "$0" "$out/rt/hooks.o" "$out/librt.a" ${LDFLAGS:-} -lcmocka -lm \
	-o "$out/$(basename "$0" .c)"' tests/unit/runtime/test_*.c

# The same sources for the target, as a test program of its own.
cat >"$out/test_target" <<END
#!/bin/sh
exec sh '$root/tests/unit/runtime/target.sh'
END
chmod +x "$out/test_target"

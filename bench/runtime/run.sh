#!/bin/sh
# run.sh: what one call of the runtime takes, in instructions and in time, beside
# compiler-rt (what the compiler calls) and musl (the rest) doing the same work.
#
# usage: bench/runtime/run.sh
#
# Instructions are exact counts by callgrind of an x86_64 program that has both;
# they include the call and the store of its result. Times are medians of
# interleaved runs. A ratio is ours to theirs: below 1 is less. All is compiled
# at -O2, and the runtime as for its own target: without vectors, with frame
# pointers, and with -Os where release builds do so. Only what takes or gives
# floating-point numbers and is no printf uses the host's calling convention, as
# its peers do.
#
# Needs clang, compiler-rt's archive of builtins, valgrind and musl-gcc.
# Environment: CLANG, else the one `ingot` takes or the newest that has the
# archive; BUILTINS, the archive; CFLAGS, more flags for the runtime; MUSL_SOURCE,
# the source tree of musl (apt-get source musl), for rows that compare with musl's
# printf compiled for the runtime's target.
set -eu
cd "$(dirname "$0")/../.."

say() {
	echo "run.sh: $*" >&2
}

archive_of() {	# CLANG
	"$1" --target=x86_64-linux-gnu --rtlib=compiler-rt --print-libgcc-file-name
}

if [ -z "${CLANG:-}" ]; then
	for CLANG in "$(sh scripts/llvm.sh clang)" \
		$(sh scripts/llvm.sh --majors | sed s/^/clang-/) clang; do
		command -v "$CLANG" >/dev/null && [ -f "$(archive_of "$CLANG")" ] && break
	done
fi
for tool in "$CLANG" valgrind callgrind_annotate musl-gcc; do
	command -v "$tool" >/dev/null || { say "$tool is missing"; exit 1; }
done
BUILTINS=${BUILTINS:-$(archive_of "$CLANG")}
[ -f "$BUILTINS" ] || { say "no $BUILTINS: install compiler-rt (libclang-rt-dev)"; exit 1; }
export CLANG

# The target's own flags, where a call neither takes nor gives a float in the
# host's registers.
soft='--target=x86_64-unknown-none -mno-implicit-float -mlong-double-64'
for feature in -mmx -sse -sse2 -sse3 -ssse3 -sse4.1 -sse4.2 -avx -avx2 +soft-float; do
	soft="$soft -Xclang -target-feature -Xclang $feature"
done
hard='--target=x86_64-linux-gnu -fno-vectorize -fno-slp-vectorize'
common='-std=c17 -O2 -w -ffreestanding -fno-builtin -fno-pic -fno-omit-frame-pointer
	-mno-omit-leaf-frame-pointer -nostdlibinc -isystem runtime/include'

# Those with -Os are the ones that release builds make for size (host/build/component.c).
flags_of() {	# SOURCE
	case $1 in
	runtime/builtins/float/*|runtime/core/math/*) echo "$hard" ;;
	runtime/core/number/decimal.c|runtime/core/stdio/format_float.c) echo "$soft -Os" ;;
	runtime/core/stdio/format.c|runtime/core/stdio/printf.c|runtime/core/stdio/sink.c)
		echo "$soft -Os" ;;
	*) echo "$soft" ;;
	esac
}

work=$(mktemp -d "${TMPDIR:-/tmp}/runtime-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
CC="$CLANG --target=x86_64-linux-gnu" sh tests/unit/rt_names.sh "$work/rt_names.h"
for source in $(find runtime -name '*.[cS]' | LC_ALL=C sort); do
	"$CLANG" $common $(flags_of "$source") -include "$work/rt_names.h" -DRT_NATIVE \
		${CFLAGS:-} -c "$source" -o "$work/$(echo "$source" | tr / _).o"
done
ar rcs "$work/rt.a" "$work"/*.o

here=bench/runtime
compile() {	# OUT SOURCE FLAGS...
	compile_to=$work/$1.call
	shift
	"$CLANG" $common "$@" -c -o "$compile_to"
}
compile arithmetic $here/arithmetic.c $hard
compile memory_ours $here/memory.c $soft -DWHO=ours '-DNAME(f)=rt_##f'
compile memory_theirs $here/memory.c $hard -DWHO=theirs '-DNAME(f)=f'
compile print_ours $here/print.c $soft -DWHO=ours -DWHO_FLOAT=ours '-DNAME(f)=rt_##f'
compile print_theirs $here/print.c $hard -DWHO=theirs -DWHO_FLOAT=hardware '-DNAME(f)=f'
if [ -n "${MUSL_SOURCE:-}" ]; then
	compile print_soft $here/print.c $soft -DWHO=soft -DWHO_FLOAT=soft '-DNAME(f)=soft_##f'
	sh $here/musl.sh "$work/musl.call" "$MUSL_SOURCE" $soft -ffreestanding -fno-builtin -fno-pic
fi
musl-gcc -std=c17 -D_XOPEN_SOURCE=700 -O2 -fno-builtin -static -Wall -Wextra $here/main.c \
	"$work"/*.call "$work/rt.a" "$BUILTINS" -o "$work/calls"

valgrind --tool=callgrind --callgrind-out-file="$work/out" "$work/calls" \
	>"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
callgrind_annotate --inclusive=yes --threshold=100 "$work/out" |
	sed -n 's/^ *\([0-9,]*\) .*[:?]call_\([A-Za-z0-9_]*\)__\([a-z]*\).*/\1 \2 \3/p' |
	sed 's/^\([^ ]*\),/\1/; :again
		s/^\([0-9]*\),/\1/; t again' >"$work/counts"
[ -s "$work/counts" ] || { say "no counts"; exit 1; }
"$work/calls" list >"$work/list"
"$work/calls" time >"$work/times"
awk -f $here/table.awk "$work/list" "$work/counts" "$work/times"

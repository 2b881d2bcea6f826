#!/bin/sh
# run.sh: instructions that the runtime takes for one call, beside compiler-rt
# (builtins) and musl (the rest) doing the same work.
#
# usage: bench/runtime/run.sh
#
# Exact counts from callgrind of an x86_64 program that has both, everything at
# -O2 and the runtime without vectorization. The ratio is ours to
# theirs: below 1 is fewer. Needs clang, valgrind, musl-gcc and compiler-rt's
# archive of builtins; its path is asked of $CLANG, or is BUILTINS.
set -eu
cd "$(dirname "$0")/../.."

CLANG=${CLANG:-$(sh scripts/llvm.sh clang)}
for tool in "$CLANG" valgrind callgrind_annotate musl-gcc; do
	command -v "$tool" >/dev/null || { echo "run.sh: $tool is missing" >&2; exit 1; }
done
BUILTINS=${BUILTINS:-$("$CLANG" --target=x86_64-linux-gnu --rtlib=compiler-rt \
	--print-libgcc-file-name)}
[ -f "$BUILTINS" ] || { echo "run.sh: no $BUILTINS" >&2; exit 1; }

work=$(mktemp -d "${TMPDIR:-/tmp}/runtime-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
for source in $(find runtime -name '*.[cS]' | LC_ALL=C sort); do
	"$CLANG" -std=c17 -O2 -w -fno-pic -ffreestanding -fno-builtin -fno-vectorize \
		-fno-slp-vectorize -fno-omit-frame-pointer -nostdlibinc \
		-isystem runtime/include -include runtime/rt_native.h -DRT_NATIVE \
		-c "$source" -o "$work/$(echo "$source" | tr / _).o"
done
ar rcs "$work/rt.a" "$work"/*.o
musl-gcc -std=c17 -O2 -fno-builtin -static -Wall -Wextra bench/runtime/calls.c \
	"$work/rt.a" "$BUILTINS" -o "$work/calls"
valgrind --tool=callgrind --callgrind-out-file="$work/counts" "$work/calls" \
	>"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
callgrind_annotate --inclusive=yes --threshold=100 "$work/counts" |
	sed -n 's/^ *\([0-9,]*\) .*[:?]item_\([a-z0-9_]*\)__\([a-z]*\).*/\1 \2 \3/p' |
	awk -v calls="$("$work/calls" calls)" '
		{ gsub(",", "", $1); count[$2, $3] = $1 / calls; seen[$2] = 1 }
		END {
			for (name in seen) {
				ours = count[name, "ours"]
				theirs = count[name, "theirs"]
				printf "%-22s %8.0f ", name, ours
				if (theirs > 0)
					printf "%8.0f %6.2f\n", theirs, ours / theirs
				else
					printf "%8s %6s\n", "-", "-"
			}
		}' | LC_ALL=C sort >"$work/table"
[ -s "$work/table" ] || { echo "run.sh: no counts" >&2; exit 1; }
printf '%-22s %8s %8s %6s\n' call ours theirs ratio
cat "$work/table"

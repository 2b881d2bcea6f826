#!/bin/sh
# target.sh: the runtime as kernels and loaders get it. Every source compiles
# for x86_64 without a warning, with and without SSE, and whole archives need
# nothing but the hooks of runtime.h. Prints TAP. Needs clang, ld.lld and
# llvm-nm: from CLANG, LLD, NM, else the newest on PATH. No program runs.
set -u

root=$(cd "$(dirname "$0")/../../.." && pwd -P)
cd "$root" || exit 1
work=$(mktemp -d "${TMPDIR:-/tmp}/runtime-target.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# find NAME: NAME-22 to NAME-18, else NAME
find_tool() {
	for version in -22 -21 -20 -19 -18 ''; do
		command -v "$1$version" && return
	done
	echo "$1"
}
CLANG=${CLANG:-$(find_tool clang)}
LLD=${LLD:-$(find_tool ld.lld)}
NM=${NM:-$(find_tool llvm-nm)}
sources=$(find runtime -name '*.[cS]' | LC_ALL=C sort)
headers=$(find runtime/include -name '*.h' | LC_ALL=C sort)
base="--no-default-config --target=x86_64-unknown-none -ffreestanding -nostdlibinc
-isystem runtime/include -mno-red-zone -fno-omit-frame-pointer -ffunction-sections
-fdata-sections -fno-asynchronous-unwind-tables -std=c17 -Wall -Wextra -Wpedantic -Werror"
soft='-mno-mmx -mno-sse -mno-sse2 -mno-80387 -msoft-float -mlong-double-64'
failed=0
number=0

# verdict NAME: by the exit status of what ran before; its output is in log
verdict() {
	status=$?
	number=$((number + 1))
	if [ $status -eq 0 ]; then
		echo "ok $number - $1"
	else
		failed=1
		echo "not ok $number - $1"
		sed 's/^/# /; 20q' "$work/log"
	fi
}

# compile FLAGS...: all sources, two at a time, into $work/*.o
compile() {
	rm -f "$work"/*.o
	for source in $sources; do echo "$source"; done |
		CLANG=$CLANG flags="$base $*" work=$work xargs -n 1 -P 2 sh -c '
			"$CLANG" $flags -Wno-unused-command-line-argument \
				-c "$0" -o "$work/$(echo "$0" | tr / _).o"' >"$work/log" 2>&1
}

needs_only_hooks() {
	"$LLD" -r "$work"/*.o -o "$work/whole" >"$work/log" 2>&1 || return 1
	"$NM" -u "$work/whole" | sed 's/^ *U //' | grep -v '^$' |
		LC_ALL=C sort -u >"$work/log"
	printf '%s\n' runtime_exit runtime_panic runtime_write | cmp -s - "$work/log"
}

# Each header alone, so that none depends on another's order.
headers_stand_alone() {
	: >"$work/log"
	for header in $headers; do
		echo "#include <$(basename "$header")>" >"$work/alone.c"
		"$CLANG" $base $soft -fsyntax-only "$work/alone.c" >>"$work/log" 2>&1 || return 1
	done
}

echo 1..7
compile $soft -mcmodel=kernel -fno-pic -O2
verdict 'kernel, soft float: compiles without a warning'
needs_only_hooks
verdict 'kernel, soft float: needs only the hooks of runtime.h'
compile $soft -fPIE -fvisibility=hidden -mcmodel=small -Os
verdict 'loader: compiles without a warning'
compile -O0
verdict 'SSE, unoptimized: compiles without a warning'
compile $soft -mcmodel=kernel -fno-pic -O1 -DHEAP_CHECKS=1 -fsanitize=undefined
verdict 'debugging heap, sanitized: compiles without a warning'
needs_only_hooks
verdict 'debugging heap, sanitized: every handler that clang calls is there'
headers_stand_alone
verdict 'each header stands alone'
exit $failed

#!/bin/sh
# build.sh: what a user waits for between an edit and a running kernel.
#
# usage: bench/build.sh [RUNS]
#
# Each line is the median and the minimum of RUNS runs, in milliseconds, on this
# machine as it is now. The floor is clang compiling the same file and ld.lld
# linking nothing else: what no build tool can go below.
#
# The second table is in seconds of processor time, of one run: builds of a new project with
# a cache that has nothing for them, when the cache is one that several users share, which
# gets all of the runtime, and when it is the user's own, which gets what the kernel needs.
. "$(dirname "$0")/lib.sh"
XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME

"$ingot" -q new "$work/hello"
cd "$work/hello" || exit 1
config=build/x86_64-os/x86_64-os.cfg
clang=$("$ingot" doctor | awk '$1 == "clang" { print $4 }')
edit="printf '\n' >>src/main.c"

heading
row "first build, nothing cached" 1 "$ingot" build
row "first build of a project, runtime cached" 3 sh -c "rm -rf build; '$ingot' build"
row "no-op build" "$runs" "$ingot" build
row "edit, build" "$runs" sh -c "$edit; '$ingot' build"
row "edit, image" "$runs" sh -c "$edit; '$ingot' -q image"
row "edit, image, boot, greeting, end" "$runs" sh -c "$edit; '$ingot' -q run"
row "tests: build nothing, boot, two verdicts" "$runs" "$ingot" test
row "floor: clang alone on the edited file" "$runs" \
	"$clang" --no-default-config --config=$config -Og -g -c src/main.c -o floor.o

# cpu_s COMMAND...: what it took, with all its children.
cpu_s() {
	("$@" >"$work/said" 2>&1 || cat "$work/said" >&2; times) | awk -F '[ms ]+' '
		END { printf "%.2f", 60 * ($1 + $3) + $2 + $4 }'
}

# sources CACHE: how many the newest runtime in it has.
sources() {
	grep -c '^build .*: \(compile\|assemble\) ' "$(ls -dt "$1"/runtime-*/ | sed 1q)/build.ninja"
}

# cold NAME COMMAND...
cold() {
	name=$1
	shift
	rm -rf build
	all=$(INGOT_CACHE=$work/all cpu_s "$@")
	of=$(sources "$work/all")
	rm -rf build
	some=$(XDG_CACHE_HOME=$work/own cpu_s "$@")
	awk -v name="$name" -v all="$all" -v of="$of" -v some="$some" \
		-v count="$(sources "$work/own/ingot")" 'BEGIN {
		printf "%-36s %7.2f %7d %7.2f %7d %7.2f\n", name, all, of, some, count, all / some
	}'
}
mkdir "$work/all" "$work/own"
printf '\n%-36s %7s %7s %7s %7s %7s\n' "" all sources needed sources ratio
cold "first build" "$ingot" build
cold "then a release build" "$ingot" build --release
cold "then the tests" "$ingot" test --direct
cold "then with the address sanitizer" "$ingot" build --sanitize address

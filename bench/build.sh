#!/bin/sh
# build.sh: what a user waits for between an edit and a running kernel.
#
# usage: bench/build.sh [RUNS]
#
# Each line is the median and the minimum of RUNS runs, in milliseconds, on this
# machine as it is now. The floor is clang compiling the same file and ld.lld
# linking nothing else: what no build tool can go below.
. "$(dirname "$0")/lib.sh"
XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME

"$ingot" -q new "$work/hello"
cd "$work/hello"
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

#!/bin/sh
# watch.sh: what passes between the write of a file and the verdict of `ingot watch test`.
#
# usage: bench/watch.sh [RUNS]
#
# Median and minimum of RUNS edits of a small project with two tests, in milliseconds, on
# this machine as it is now; with the starts of a shell and of what measures, some 3 ms.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd -P)
runs=${1:-11}
ingot=$root/build/ingot
work=$(mktemp -d "${TMPDIR:-/tmp}/ingot-bench.XXXXXX")
watcher=
trap '[ -z "$watcher" ] || kill "$watcher"; rm -rf "$work"' EXIT
"${HOST_CC:-cc}" -std=c17 -D_XOPEN_SOURCE=700 -O2 -o "$work/stopwatch" bench/stopwatch.c

"$ingot" -q new "$work/hello"
cd "$work/hello"
mkfifo "$work/out"
"$ingot" watch test --direct >"$work/out" 2>"$work/err" </dev/null &
watcher=$!
exec 3<"$work/out"

# Reads on until a run has ended.
verdict='while read -r line <&3; do case $line in *Summary*) exit 0 ;; esac; done; exit 1'
sh -c "$verdict"
# The watcher looks once more when the first build has told what it reads.
sleep 2
row() {
	name=$1
	shift
	# shellcheck disable=SC2183 # the program prints two words
	printf '%-44s %9s %9s\n' "$name" $("$work/stopwatch" "$@")
}
printf '%-44s %9s %9s\n' "" "median" "minimum"
row "edit of a test, to the verdict" "$runs" sh -c "printf '\n' >>tests/first.c; $verdict"
row "edit of the kernel, to the verdict" "$runs" sh -c "printf '\n' >>src/main.c; $verdict"
row "the same without watch" "$runs" sh -c "printf '\n' >>src/main.c; '$ingot' -q test --direct"

#!/bin/sh
# watch.sh: what passes between the write of a file and the verdict of `ingot watch test`.
#
# usage: bench/watch.sh [RUNS]
#
# Median and minimum of RUNS edits of a small project with two tests, in milliseconds, on
# this machine as it is now; with the starts of a shell and of what measures, some 3 ms.
. "$(dirname "$0")/lib.sh"
watcher=
trap '[ -z "$watcher" ] || kill "$watcher"; b_end' EXIT

"$ingot" -q new "$work/hello"
cd "$work/hello" || exit 1
mkfifo "$work/out"
"$ingot" watch test --direct >"$work/out" 2>"$work/err" </dev/null &
watcher=$!
exec 3<"$work/out"

# Reads on until a run has ended.
verdict='while read -r line <&3; do case $line in *Summary*) exit 0 ;; esac; done; exit 1'
sh -c "$verdict"
# The watcher looks once more when the first build has told what it reads.
sleep 2
heading
row "edit of a test, to the verdict" "$runs" sh -c "printf '\n' >>tests/first.c; $verdict"
row "edit of the kernel, to the verdict" "$runs" sh -c "printf '\n' >>src/main.c; $verdict"
row "the same without watch" "$runs" sh -c "printf '\n' >>src/main.c; '$ingot' -q test --direct"

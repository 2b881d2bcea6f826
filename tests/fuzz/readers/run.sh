#!/bin/sh
# run.sh [SECONDS [NAME...]]: fuzzes every reader, or those named, for SECONDS in all
# (default 600), two at a time. What is found on the way stays in build/fuzz/corpus
# and is where the next run begins; an input that fails is kept, and the command that
# repeats it is printed. Exit status 0: every target ran, and none failed.
set -u

seconds=${1:-600}
[ $# = 0 ] || shift
cd "$(dirname "$0")/../../.." || exit 1
directory=build/fuzz
. tests/fuzz/readers/lib.sh
case $seconds in *[!0-9]*|"") echo "usage: run.sh [SECONDS [NAME...]]" >&2; exit 2 ;; esac

sh tests/fuzz/readers/build.sh $directory || exit 1
wanted=" $* "
targets=$(f_targets $directory | while read -r target; do
	case $wanted in "  "|*" ${target#*/} "*|*" $target "*) echo "$target" ;; esac
done)
count=$(echo "$targets" | grep -c .)
[ "$count" -gt 0 ] || { echo "run.sh: no such target" >&2; exit 2; }
each=$((2 * seconds / count))
[ $each -gt 0 ] || each=1
echo "# $count targets, two at a time, $each s each: $(((count + 1) / 2 * each)) s in all"

rm -rf $directory/result
echo "$targets" | xargs -n 1 -P 2 sh -c 'sh tests/fuzz/readers/one.sh "$0" "$2" seconds "$1"' \
	$directory $each
failed=0 all=0
for target in $targets; do
	f_result $directory "$target"
	all=$((all + f_executed))
	word=ok
	if [ "$f_input" != - ] || [ "$f_executed" = 0 ]; then
		word=FAIL
		failed=$((failed + 1))
	fi
	printf '%-4s  %-24s %12d executions\n' $word "$target" "$f_executed"
done
echo "# $all executions, $failed of $count targets failed"
[ $failed = 0 ]

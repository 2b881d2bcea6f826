#!/bin/sh
# one.sh DIRECTORY AREA/NAME runs|seconds N: runs one fuzz target of DIRECTORY, which build.sh
# has built. N runs are the same every time; N seconds go on where the last ones ended:
# what they find stays in DIRECTORY/corpus/NAME.
#
# Writes DIRECTORY/result/NAME, a line: "EXECUTIONS INPUT", where INPUT is the file that it
# failed with, "-" if it did not, or "?" if it ended otherwise. What the target said
# is in DIRECTORY/result/NAME.log. Prints what went wrong, with the command that
# repeats it.
#
# FUZZ_SOURCES: where sources, corpora and dictionaries are (default tests/fuzz): the
# test of this script sets it.
set -u

RSS_MB_MAX=1024
INPUT_S_MAX=60	# for one input: an endless loop, on the busiest machine

directory=$1
area=${2%/*}
name=${2#*/}
sources=${FUZZ_SOURCES:-tests/fuzz}
source=$sources/readers/$area/fuzz_$name.c
program=$directory/$area/fuzz_$name
result=$directory/result/$name
kept=build/tests/fuzz
mkdir -p "$directory/result" "$kept"


longest=$(sed -n 's/^ \* Longest: \([0-9]*\).*/\1/p' "$source")
dictionary=$sources/dictionary/$name.dict
corpus=$sources/corpus/$name
seeds=$(find "$corpus" -type f 2>/dev/null | LC_ALL=C sort)
count=$(echo "$seeds" | grep -c .)

set -- "$3" "$4" "-max_len=${longest:-4096}"
[ ! -f "$dictionary" ] || set -- "$@" "-dict=$dictionary"
if [ "$1" = runs ]; then
	echo "$seeds" | tr '\n' , | sed 's/,$//' >"$result.seeds"
	[ "$count" = 0 ] || set -- "$@" "-seed_inputs=@$result.seeds"
	set -- "$@" -seed=1 "-runs=$2"
else
	mkdir -p "$directory/corpus/$name"
	set -- "$@" "-max_total_time=$2" "$directory/corpus/$name"
	[ "$count" = 0 ] || set -- "$@" "$corpus"
fi
shift 2

ASAN_OPTIONS=detect_leaks=0:handle_abort=1:quarantine_size_mb=16:detect_stack_use_after_return=0
UBSAN_OPTIONS=print_stacktrace=1
ASAN_SYMBOLIZER_PATH=$(sh scripts/llvm.sh llvm-symbolizer)
export ASAN_OPTIONS UBSAN_OPTIONS ASAN_SYMBOLIZER_PATH
"$program" -close_fd_mask=2 -print_final_stats=1 "-rss_limit_mb=$RSS_MB_MAX" \
	-report_slow_units=100000 "-timeout=$INPUT_S_MAX" "-artifact_prefix=$kept/$name-" "$@" \
	>"$result.log" 2>&1 </dev/null
status=$?

executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$result.log")
input=$(sed -n 's/.*Test unit written to //p' "$result.log" | tail -n 1)
[ $status = 0 ] && input=-
echo "${executed:-0} ${input:-?}" >"$result"
[ "$input" = - ] && exit 0
echo "# $area/$name failed:"
grep -v -e '^#[0-9]' -e '^stat::' -e '^MS: ' -e '^Base64' "$result.log" | tail -n 60 |
	sed 's/^/#   /'
case ${input:-?} in
"?")	echo "# it ended with status $status; again: $program" ;;
*)	echo "# again: $program $input" ;;
esac
exit 0

#!/bin/sh
# Every reader under libFuzzer and the sanitizers (fuzz/readers/fuzz.h): first the inputs
# in fuzz/corpus, then new ones, of a fixed number and always the same. `make fuzz`
# goes on where this ends.
. "$(dirname "$0")/../tap.sh"
work=$(pwd)
cd "$t_root" || exit 1
. tests/fuzz/readers/lib.sh
directory=build/fuzz

CC=${CLANG:-$(sh scripts/llvm.sh clang)}
export CC
t_run sh tests/fuzz/readers/build.sh $directory
if [ $t_status = 3 ]; then
	t_skip "the readers, fuzzed" "$(cat "$t_err"): make setup test"
	t_done
elif [ $t_status != 0 ]; then
	t_fail "the targets are built"
	t_show_run
	t_done
fi

# run_all DIRECTORY: every target, by its number of runs, two at a time; what they say
# when they fail.
run_all() {
	f_targets "$1" | while read -r target; do
		wanted=$(f_runs "$target")
		echo "$1" "$target" runs "${wanted:-1}"
	done | xargs -n 4 -P 2 sh tests/fuzz/readers/one.sh
}

# judge DIRECTORY AREA/NAME: the reason why its run does not count, or nothing.
judge() {
	f_result "$1" "$2"
	wanted=$(f_runs "$2")
	if [ "$f_input" != - ]; then
		echo "it failed"
	elif [ "$f_executed" -lt "${wanted:-1}" ]; then
		echo "$f_executed executions, of ${wanted:-no number of} runs"
	fi
}

rm -rf $directory/result
said=$(run_all $directory)
for target in $(f_targets $directory); do
	why=$(judge $directory "$target")
	f_result $directory "$target"
	if [ -z "$why" ]; then
		t_pass "$target: $f_executed executions"
	else
		t_fail "$target: $why"
	fi
done
[ -z "$said" ] || echo "$said"

# make fuzz, for a second.
t_ok "by time, one of them" sh tests/fuzz/readers/run.sh 1 strtol
t_has "... which is named" "ok    runtime/strtol" "$t_out"
t_lacks "... with its executions" " 0 executions" "$t_out"
t_status "one that is none" 2 sh tests/fuzz/readers/run.sh 1 nothing

# --- A reader with a fault, which must be found, kept and repeated -----------

FUZZ_SOURCES=$work
export FUZZ_SOURCES
mkdir -p "$work/readers/some" "$work/corpus/planted" "$work/dictionary" "$work/out/some"
cat >"$work/readers/some/fuzz_planted.c" <<'END'
/* Reads a byte too many of what begins with "bug", and hears of a text "false".
 *
 * Runs: 200000
 * Longest: 16 */
#include <string.h>

#include "tests/fuzz/readers/fuzz.h"

FUZZ(data, size)
{
	volatile uint8_t last = 0;

	if (size >= 3 && memcmp(data, "bug", 3) == 0)
		last = data[size];
	HOLDS(!(size == 5 && memcmp(data, "false", 5) == 0));
	(void)last;
}
END
plant() {
	$CC -std=c17 -D_XOPEN_SOURCE=700 -g -fsanitize=fuzzer,address,undefined -I. -o \
		"$work/out/some/fuzz_planted" "$work/readers/some/fuzz_planted.c" \
		tests/fuzz/readers/fuzz.c
}
t_ok "a reader with a fault is built" plant
echo "something else" >"$work/corpus/planted/seed"
printf '"bug"\n' >"$work/dictionary/planted.dict"
said=$(run_all "$work/out")
t_is "... its fault is found" "it failed" "$(judge "$work/out" some/planted)"
echo "$said" >"$work/said"
t_has "... by the sanitizer" "heap-buffer-overflow" "$work/said"
again=$(sed -n 's/^# again: //p' "$work/said")
t_run $again
t_has "... the command that repeats it" "heap-buffer-overflow" "$t_err"
rm -f "${again#* }"
printf 'false' >"$work/corpus/planted/seed"
run_all "$work/out" >"$work/said"
t_has "what a seed violates is said" "it does not hold" "$work/said"
rm -f "$(sed -n 's/^# again: [^ ]* //p' "$work/said")"
echo "/* Runs: 10 */" >"$work/readers/some/fuzz_planted.c"
printf '#!/bin/sh\nexit 0\n' >"$work/out/some/fuzz_planted"
run_all "$work/out" >"$work/said"
t_is "a target that runs nothing has failed" "0 executions, of no number of runs" \
	"$(judge "$work/out" some/planted)"
t_done

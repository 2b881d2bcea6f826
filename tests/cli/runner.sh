#!/bin/sh
# The judge of test programs (tap.awk), the test library and the time limit.
. "$(dirname "$0")/../tap.sh"

# judge STATUS TAP: "PASSED FAILED SKIPPED" and the lines after it, joined by /.
judge() {
	printf "$2" >tap
	awk -v status="$1" -f "$t_root/tests/tap.awk" tap | paste -s -d / -
}

t_is "a good program" "2 0 0" "$(judge 0 '1..2\nok 1 - a\nok 2 - b\n')"
t_is "a plan at the end" "2 0 0" "$(judge 0 'ok 1 - a\nok 2 - b\n1..2\n')"
t_is "comments and indented lines do not count" "1 0 0" \
	"$(judge 0 'TAP version 14\n1..1\n# not ok 1\n    not ok 1 - inner\nok 1 - a\n')"
t_is "a failure" "1 1 0/failed: 2 - b" "$(judge 1 '1..2\nok 1 - a\nnot ok 2 - b\n')"
t_is "a failure that the status hides" "0 1 0/failed: 1 - a" "$(judge 0 '1..1\nnot ok 1 - a\n')"
t_is "a status that the verdicts hide" "1 1 0/failed: ended with status 3" \
	"$(judge 3 '1..1\nok 1 - a\n')"
t_is "a program out of time" "1 1 0/failed: ran out of time" "$(judge 124 '1..1\nok 1 - a\n')"
t_is "a program that stops early" "1 1 0/failed: 2 of 3 planned tests did not run" \
	"$(judge 0 '1..3\nok 1 - a\n')"
t_is "a crash is one failure, not two" "0 1 0/failed: 1 of 1 planned tests did not run" \
	"$(judge 139 '1..1\n')"
t_is "more tests than planned" "2 1 0/failed: 1 tests more ran than the 1 planned" \
	"$(judge 0 '1..1\nok 1 - a\nok 2 - b\n')"
t_is "no plan" "1 1 0/failed: no plan line" "$(judge 0 'ok 1 - a\n')"
t_is "nothing at all" "0 1 0/failed: no test ran" "$(judge 0 '')"
t_is "an empty plan" "0 1 0/failed: no test ran" "$(judge 0 '1..0\n')"
t_is "a skipped test" "1 0 1/skipped: 2 - b # SKIP no tool" \
	"$(judge 0 '1..2\nok 1 - a\nok 2 - b # SKIP no tool\n')"
t_is "a skipped program" "0 0 1/skipped: the whole program: no machine" \
	"$(judge 0 '1..0 # SKIP no machine\n')"
t_is "a wrong number" "2 1 0/failed: test 2 is numbered 3" \
	"$(judge 0 '1..2\nok 1 - a\nok 3 - b\n')"
t_is "giving up" "1 2 0/failed: Bail out! no disk/failed: 1 of 2 planned tests did not run" \
	"$(judge 1 '1..2\nok 1 - a\nBail out! no disk\n')"
t_is "groups with a plan each" "3 0 0" "$(judge 0 '1..2\nok 1 - a\nok 2 - b\n1..1\nok 1 - c\n')"
t_is "a group cut short" "2 1 0/failed: 1 of 2 planned tests did not run" \
	"$(judge 0 '1..2\nok 1 - a\n1..1\nok 1 - c\n')"
t_is "lines that end in CR LF" "1 0 0" "$(judge 0 '1..1\r\nok 1 - a\r\n')"

# A script of its own, run in a project of its own.
mkdir -p project/tests/cli
cp "$t_root/tests/tap.sh" "$t_root/tests/timeout.c" project/tests/
cat >project/tests/cli/sample.sh <<'END'
. "$(dirname "$0")/../tap.sh"
t_ok "good" true
t_ok "bad" sh -c 'echo seen; exit 7'
t_is "texts" a b
t_run printf 'one\n%s/x\n' "$(pwd)"
t_has "found" one
t_lacks "not found" two
t_golden "golden" golden
t_skip "skipped" "no reason"
pwd >&2
t_done
END
printf 'one\nDIRECTORY/x\n' >project/tests/golden
t_status "a failed check makes the script fail" 1 sh project/tests/cli/sample.sh
t_golden "what the library prints" golden/tap_library
t_run test -d "$(cat "$t_err")"
t_is "its directory is gone" 1 $t_status

# The runner, in the same project: a good and a bad script, an area whose
# programs are scripts too, and one that does not build.
cp "$t_root/tests/run.sh" "$t_root/tests/tap.awk" project/tests/
mkdir -p project/tests/unit/area project/tests/unit/broken project/build
cat >project/tests/cli/good.sh <<'END'
echo "ok 1 - a"
echo "ok 2 - b # SKIP no tool"
echo "1..2"
END
cat >project/tests/unit/build.sh <<'END'
[ "$1" = area ] || { echo sorry >&2; exit 7; }
for name in one two; do
	printf '#!/bin/sh\necho 1..1\necho "ok 1 - %s $CMOCKA_MESSAGE_OUTPUT"\n' $name \
		>"$2/test_$name"
	chmod +x "$2/test_$name"
done
echo "# SKIP sanitizers: none here" >&2
END
run_project() {
	env CC="${HOST_CC:-cc}" sh project/tests/run.sh "$@"
}
t_ok "the runner, good tests" run_project unit/area cli/good
t_is "... ends with the numbers" "3 passed, 0 failed, 1 skipped" "$(sed -n '$p' "$t_out")"
t_has "... and says what a build does without" \
	"SKIPPED  unit/area/build: sanitizers: none here"
t_has "... and says what was skipped" "SKIPPED  cli/good: 2 - b # SKIP no tool"
t_is "... which stay in a file" "3 passed, 0 failed, 1 skipped" "$(cat project/build/tests/verdict)"
t_ok "cmocka is told to print TAP" grep -q "one TAP" project/build/tests/log/unit-area-test_one.tap

t_status "the runner, all tests" 1 run_project
t_is "... ends with the numbers" "7 passed, 3 failed, 2 skipped" "$(sed -n '$p' "$t_out")"
t_has "... shows what a failed program printed" "# expected status 0 from: sh -c echo seen; exit 7"
t_has "... and how it is repeated" "---- again: sh tests/run.sh cli/sample"
t_has "... and what a build printed" "sorry"
t_has "... and how that is repeated" \
	"---- again: sh tests/unit/build.sh broken build/tests/unit/broken"

rm -r project/tests/unit/broken
echo 'sleep 60' >project/tests/cli/slow.sh
t_status "a program that takes too long" 1 env CC="${HOST_CC:-cc}" TEST_TIMEOUT=1 \
	sh project/tests/run.sh cli/slow
t_has "... is said to" "---- failed: ran out of time"
t_status "a name that no test has" 1 run_project cli/none
t_is "... is not success" "0 passed, 0 failed" "$(sed -n '$p' "$t_out")"

# Two at once would take each other's results for theirs.
t_run test -e project/build/tests/running
t_is "nothing says any more that tests run" 1 $t_status
mkdir project/build/tests/running
echo $$ >project/build/tests/running/pid
t_status "a second run at the same time" 1 run_project cli/good
t_has "... is refused" "run.sh: tests run already (process $$)" "$t_err"
t_ok "... and leaves the first alone" [ -e project/build/tests/running ]
sh -c 'echo $$' >project/build/tests/running/pid
t_ok "one that was killed does not count" run_project cli/good

t_status "a command in time keeps its status" 3 t_limit 20 sh -c 'exit 3'
t_status "a command out of time is ended" 124 t_limit 1 sh -c 'trap "" TERM; sleep 60; sleep 60'
t_ok "what a command leaves behind ..." t_limit 20 sh -c '(sleep 1; : >late) & exit 0'
sleep 2
t_run test -e late
t_is "... is ended too" 1 $t_status
t_status "a command that is not there" 126 t_limit 5 ./nothing
t_done

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
printf 'one\nFOLDER/x\n' >project/tests/golden
t_status "a failed check makes the script fail" 1 sh project/tests/cli/sample.sh
t_golden "what the library prints" golden/tap_library
t_run test -d "$(cat "$t_err")"
t_is "its folder is gone" 1 $t_status

t_status "a command in time keeps its status" 3 t_limit 20 sh -c 'exit 3'
t_status "a command out of time is ended" 124 t_limit 1 sh -c 'trap "" TERM; sleep 60; sleep 60'
t_ok "what a command leaves behind ..." t_limit 20 sh -c '(sleep 1; : >late) & exit 0'
sleep 2
t_run test -e late
t_is "... is ended too" 1 $t_status
t_status "a command that is not there" 126 t_limit 5 ./nothing
t_done
